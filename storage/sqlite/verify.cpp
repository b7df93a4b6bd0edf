// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/verify.h"

#include "storage/sqlite/blobcodec.h"
#include "storage/sqlite/limitstore.h"
#include "storage/sqlite/observationrow.h"
#include "storage/sqlite/rollupstore.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <QDateTime>

#include <algorithm>
#include <map>
#include <set>

namespace plimsoll::sqlite {

namespace {

using Buckets = std::map<std::pair<Level, TimePoint>, Summary>;

QString timeText(TimePoint t)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), Qt::UTC).toString(Qt::ISODateWithMs);
}

QString text(const TargetId& target)
{
    const QString kind = name(target.kind);
    const QString what =
        target.model.isEmpty() ? kind : QStringLiteral("%1 %2").arg(target.model, kind);
    return target.organization.isEmpty()
        ? what
        : QStringLiteral("%1 of %2").arg(what, target.organization);
}

QString text(Level level)
{
    static const std::array names {QStringLiteral("hour"), QStringLiteral("day"),
                                   QStringLiteral("week")};
    return names.at(std::size_t(level));
}

void checkFile(SQLite::Database& db, QStringList& found)
{
    SQLite::Statement integrity(db, "PRAGMA integrity_check(10)");
    while (integrity.executeStep()) {
        const QString verdict = textAt(integrity, 0);
        if (verdict != QLatin1String("ok")) {
            found << QStringLiteral("The file is damaged: %1.").arg(verdict);
        }
    }
    SQLite::Statement keys(db, "PRAGMA foreign_key_check");
    while (keys.executeStep()) {
        found << QStringLiteral("Row %1 of %2 names a row of %3 that is not there.")
                     .arg(intAt(keys, 1))
                     .arg(textAt(keys, 0), textAt(keys, 2));
    }
}

Buckets sumsOfRows(SQLite::Database& db, const StoredTarget& target)
{
    Buckets sums;
    SQLite::Statement row(db, selectSql(Columns::Brief) + "WHERE target = ?");
    bindInt(row, 1, target.number);
    while (row.executeStep()) {
        const Observation observation = readRow(row, target.id);
        for (const Level level : levels) {
            sums[{level, bucketStart(level, observation.at)}].add(observation);
        }
    }
    return sums;
}

Buckets storedSums(const SqliteReader& reader, const StoredTarget& target)
{
    Buckets sums;
    for (const Level level : levels) {
        auto rollups = reader.rollups(target.id, level, RowFilter {}.range);
        if (!rollups) {
            throwDamaged("the rollups cannot be read");
        }
        for (Rollup& rollup : *rollups) {
            sums[{level, rollup.start}] = std::move(rollup.summary);
        }
    }
    return sums;
}

void compare(const StoredTarget& target, const Buckets& rows, const Buckets& stored,
             QStringList& found)
{
    const auto complain = [&](const std::pair<Level, TimePoint>& bucket, const QString& what) {
        found << QStringLiteral("The %1 from %2 of %3: %4.")
                     .arg(text(bucket.first), timeText(bucket.second), text(target.id), what);
    };
    for (const auto& [bucket, summary] : rows) {
        const auto it = stored.find(bucket);
        if (it == stored.end()) {
            complain(bucket, QStringLiteral("the rollup is missing"));
        } else if (it->second.counts.total() != summary.counts.total()) {
            complain(bucket,
                     QStringLiteral("the rollup counts %1 observations, there are %2 rows")
                         .arg(it->second.counts.total())
                         .arg(summary.counts.total()));
        } else if (it->second != summary) {
            complain(bucket, QStringLiteral("the rollup sums up other values than its rows have"));
        }
    }
    for (const auto& [bucket, summary] : stored) {
        if (!rows.contains(bucket)) {
            complain(bucket, QStringLiteral("there is a rollup but no row"));
        }
    }
}

struct Limits
{
    std::vector<LimitSpan> spans;
    std::vector<LimitNow> now;
};

QString text(const Account& account)
{
    return account.organization.isEmpty()
        ? account.pool
        : QStringLiteral("%1@%2").arg(account.pool, account.organization);
}

Limits limitsOf(SQLite::Database& db, const Account& account)
{
    std::map<LimitKind, std::vector<LimitSpan>> spans;
    std::map<LimitKind, StoredNow> now;
    SQLite::Statement row(db,
                          "SELECT at_ms, limits, model FROM observation "
                          "JOIN target ON target.id = observation.target "
                          "WHERE organization = ? AND pool = ? AND limits IS NOT NULL "
                          "ORDER BY at_ms, seq");
    row.bind(1, account.organization.toStdString());
    row.bind(2, account.pool.toStdString());
    while (row.executeStep()) {
        const TimePoint at = fromEpochMs(intAt(row, 0));
        const RateLimits limits = decodeLimits(blobAt(row, 1), at);
        for (const LimitKind kind : limitKinds) {
            const LimitReading& reading = limits[kind];
            if (reading.isEmpty()) {
                continue;
            }
            now[kind].take(reading, at, textAt(row, 2));
            if (!reading.limit) {
                continue;
            }
            auto& ofKind = spans[kind];
            if (ofKind.empty() || ofKind.back().value != *reading.limit) {
                ofKind.push_back(
                    {account.pool, kind, *reading.limit, at, at, account.organization});
            }
            ofKind.back().lastSeen = at;
        }
    }
    Limits limits;
    for (auto& [kind, ofKind] : spans) {
        limits.spans.insert(limits.spans.end(), ofKind.begin(), ofKind.end());
    }
    for (auto& [kind, stored] : now) {
        stored.now.organization = account.organization;
        stored.now.pool = account.pool;
        stored.now.kind = kind;
        limits.now.push_back(stored.now);
    }
    return limits;
}

void compareLimits(const SqliteReader& reader, const std::vector<StoredTarget>& targets,
                   QStringList& found)
{
    const auto spans = reader.limitSpans();
    const auto now = reader.limitsNow();
    if (!spans || !now) {
        throwDamaged("the limit history cannot be read");
    }
    std::set<Account> accounts;
    for (const StoredTarget& target : targets) {
        if (!target.pool.isEmpty()) {
            accounts.insert(accountOf(target));
        }
    }
    std::size_t expectedSpans = 0;
    std::size_t expectedNow = 0;
    for (const Account& account : accounts) {
        const Limits expected = limitsOf(reader.database(), account);
        expectedSpans += expected.spans.size();
        expectedNow += expected.now.size();
        for (const LimitSpan& span : expected.spans) {
            if (std::ranges::find(*spans, span) == spans->end()) {
                found << QStringLiteral("The limit history lacks %1 %2 = %3 from %4 to %5.")
                             .arg(text(account), name(span.kind))
                             .arg(span.value)
                             .arg(timeText(span.firstSeen), timeText(span.lastSeen));
            }
        }
        for (const LimitNow& limit : expected.now) {
            if (std::ranges::find(*now, limit) == now->end()) {
                found << QStringLiteral("The newest %1 of %2 are not what the rows say.")
                             .arg(name(limit.kind), text(account));
            }
        }
    }
    if (spans->size() != expectedSpans || now->size() != expectedNow) {
        found << QStringLiteral("The limit history has %1 spans and %2 newest readings, the rows "
                                "say %3 and %4.")
                     .arg(spans->size())
                     .arg(now->size())
                     .arg(expectedSpans)
                     .arg(expectedNow);
    }
}

} // namespace

QStringList disagreements(const SqliteReader& reader)
{
    QStringList found;
    checkFile(reader.database(), found);
    const auto targets = readTargets(reader.database());
    for (const StoredTarget& target : targets) {
        compare(target, sumsOfRows(reader.database(), target), storedSums(reader, target), found);
    }
    compareLimits(reader, targets, found);
    return found;
}

} // namespace plimsoll::sqlite
