// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/limits/rebuiltlimits.h"

#include "storage/sqlite/limits/limitcover.h"
#include "storage/sqlite/limits/limitstore.h"
#include "storage/sqlite/statement.h"

#include <SQLiteCpp/Transaction.h>
#include <algorithm>
#include <map>

namespace plimsoll::sqlite {

namespace {

using Key = std::pair<Account, LimitKind>;

struct Reading
{
    Moment moment;
    qint64 value = 0;
};

std::vector<StoredSpan> spansOf(std::vector<Reading>& readings)
{
    std::ranges::sort(readings, {}, &Reading::moment);
    std::vector<StoredSpan> spans;
    for (const Reading& reading : readings) {
        if (spans.empty() || spans.back().value != reading.value) {
            spans.push_back(
                {.id = 0, .value = reading.value, .first = reading.moment, .last = reading.moment});
        }
        spans.back().last = reading.moment;
    }
    return spans;
}

// "" is stored as such: NULLs are never equal to each other.
void bindKey(SQLite::Statement& statement, const Key& key)
{
    statement.bind(1, key.first.organization.toStdString());
    statement.bind(2, key.first.pool.toStdString());
    bindInt(statement, 3, qint64(key.second));
}

std::optional<qint64> epochMs(const std::optional<TimePoint>& t)
{
    return t ? std::optional(toEpochMs(*t)) : std::nullopt;
}

} // namespace

void rebuildSpans(SQLite::Database& db, const StoreReader& reader,
                  const std::vector<StoredTarget>& targets)
{
    std::map<Key, std::vector<Reading>> readings;
    visitLimits(reader, targets, [&readings](const Account& account, const Observation& row) {
        for (const LimitKind kind : limitKinds) {
            if (row.limits[kind].limit) {
                readings[{account, kind}].push_back(
                    {.moment = {row.at, row.seq}, .value = *row.limits[kind].limit});
            }
        }
        return true;
    });
    SQLite::Transaction transaction(db);
    SQLite::Statement remove(db,
                             "DELETE FROM limit_span WHERE organization = ? AND pool = ? "
                             "AND kind = ? AND last_ms >= ?");
    SQLite::Statement insert(db,
                             "INSERT INTO limit_span(organization, pool, kind, value, first_ms, "
                             "first_seq, last_ms, last_seq) VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
    for (auto& [key, ofKey] : readings) {
        const auto spans = spansOf(ofKey);
        const Reset done(remove);
        bindKey(remove, key);
        bindInt(remove, 4, toEpochMs(spans.front().first.at));
        remove.exec();
        for (const StoredSpan& span : spans) {
            const Reset reset(insert);
            bindKey(insert, key);
            bindInt(insert, 4, span.value);
            bindInt(insert, 5, toEpochMs(span.first.at));
            bindInt(insert, 6, span.first.seq);
            bindInt(insert, 7, toEpochMs(span.last.at));
            bindInt(insert, 8, span.last.seq);
            insert.exec();
        }
    }
    transaction.commit();
}

void rebuildNewest(SQLite::Database& db, const StoreReader& reader,
                   const std::vector<StoredTarget>& targets)
{
    std::map<Key, StoredNow> newest;
    visitLimits(reader, targets, [&newest](const Account& account, const Observation& row) {
        for (const LimitKind kind : limitKinds) {
            if (!row.limits[kind].isEmpty()) {
                newest[{account, kind}].take(row.limits[kind], row.at, row.target.model);
            }
        }
        return true;
    });
    SQLite::Transaction transaction(db);
    SQLite::Statement insert(db,
                             "INSERT OR REPLACE INTO limit_now(organization, pool, kind, "
                             "limit_value, limit_ms, remaining, remaining_ms, reset_ms, "
                             "reset_told_ms, model, told_ms) "
                             "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const auto& [key, stored] : newest) {
        const Reset reset(insert);
        bindKey(insert, key);
        bindInt(insert, 4, stored.now.limit);
        bindInt(insert, 5, epochMs(stored.now.limitAt));
        bindInt(insert, 6, stored.now.remaining);
        bindInt(insert, 7, epochMs(stored.now.remainingAt));
        bindInt(insert, 8, epochMs(stored.now.reset));
        bindInt(insert, 9, epochMs(stored.resetToldAt));
        insert.bind(10, stored.now.model.toStdString());
        bindInt(insert, 11, toEpochMs(stored.toldAt));
        insert.exec();
    }
    transaction.commit();
}

} // namespace plimsoll::sqlite
