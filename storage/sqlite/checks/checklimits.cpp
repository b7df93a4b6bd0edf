// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/checks/checks.h"
#include "storage/sqlite/limits/limitcover.h"
#include "storage/sqlite/limits/limitstore.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/subject.h"

#include <algorithm>
#include <map>
#include <set>

namespace plimsoll::sqlite {

namespace {

struct Limits
{
    std::vector<LimitSpan> spans;
    std::vector<LimitNow> now;
};

struct Told
{
    Moment moment;
    QString model;
    RateLimits limits;
};

QString text(const Account& account)
{
    return account.organization.isEmpty()
        ? account.pool
        : QStringLiteral("%1@%2").arg(account.pool, account.organization);
}

// Every reading of an account, by time.
std::vector<Told> toldTo(const Checked& store, const Account& account)
{
    RowFilter filter;
    filter.brief = true;
    std::set<TargetId> targets;
    for (const StoredTarget& target : store.targets) {
        if (accountOf(target) == account) {
            targets.insert(target.id);
            filter.models << subjectOf(target.id);
        }
    }
    std::vector<Told> told;
    const auto read = store.reader.observations(filter, [&](const Observation& row) {
        if (targets.contains(row.target) && !row.limits.isEmpty()) {
            told.push_back({{row.at, row.seq}, row.target.model, row.limits});
        }
        return true;
    });
    if (!read) {
        throwDamaged("the rows cannot be read");
    }
    std::ranges::sort(told, {}, &Told::moment);
    return told;
}

Limits limitsOf(const Checked& store, const Account& account)
{
    std::map<LimitKind, std::vector<LimitSpan>> spans;
    std::map<LimitKind, StoredNow> now;
    for (const Told& told : toldTo(store, account)) {
        const TimePoint at = told.moment.at;
        for (const LimitKind kind : limitKinds) {
            const LimitReading& reading = told.limits[kind];
            if (reading.isEmpty()) {
                continue;
            }
            now[kind].take(reading, at, told.model);
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

std::set<Account> accountsOf(const std::vector<StoredTarget>& targets)
{
    std::set<Account> accounts;
    for (const StoredTarget& target : targets) {
        if (!target.pool.isEmpty()) {
            accounts.insert(accountOf(target));
        }
    }
    return accounts;
}

// The same span, or one that goes further to where raw data are gone.
bool holds(const LimitSpan& stored, const LimitSpan& expected, TimePoint rawFrom)
{
    if (stored == expected) {
        return true;
    }
    LimitSpan cut = stored;
    cut.firstSeen = expected.firstSeen;
    return cut == expected && stored.firstSeen < rawFrom;
}

class LimitCheck
{
public:
    LimitCheck(const Checked& store, QStringList& found)
        : m_store(store)
        , m_found(found)
        , m_spans(store.reader.limitSpans())
        , m_now(store.reader.limitsNow())
    {
        if (!m_spans || !m_now) {
            throwDamaged("the limit history cannot be read");
        }
    }

    void run()
    {
        for (const Account& account : accountsOf(m_store.targets)) {
            check(account, limitsOf(m_store, account));
        }
        // What was last seen before raw data begin has no row left to agree with.
        const auto isOld = [this](const LimitSpan& span) {
            return span.lastSeen < m_store.rawFrom;
        };
        const auto hasRows = [this](const LimitNow& now) {
            return std::max(now.limitAt, now.remainingAt) >= m_store.rawFrom;
        };
        const auto spans = qint64(m_spans->size()) - std::ranges::count_if(*m_spans, isOld);
        const auto now = std::ranges::count_if(*m_now, hasRows);
        if (spans != m_expectedSpans || now != m_expectedNow) {
            m_found << QStringLiteral("The limit history has %1 spans and %2 newest readings, the "
                                      "rows say %3 and %4.")
                           .arg(spans)
                           .arg(now)
                           .arg(m_expectedSpans)
                           .arg(m_expectedNow);
        }
    }

private:
    void check(const Account& account, const Limits& expected)
    {
        m_expectedSpans += qint64(expected.spans.size());
        for (const LimitSpan& span : expected.spans) {
            if (std::ranges::none_of(*m_spans, [&](const LimitSpan& stored) {
                    return holds(stored, span, m_store.rawFrom);
                })) {
                m_found << QStringLiteral("The limit history lacks %1 %2 = %3 from %4 to %5.")
                               .arg(text(account), name(span.kind))
                               .arg(span.value)
                               .arg(timeText(span.firstSeen), timeText(span.lastSeen));
            }
        }
        for (const LimitNow& limit : expected.now) {
            const auto it = std::ranges::find_if(*m_now, [&limit](const LimitNow& stored) {
                return stored.organization == limit.organization && stored.pool == limit.pool
                    && stored.kind == limit.kind;
            });
            m_expectedNow += std::max(limit.limitAt, limit.remainingAt) >= m_store.rawFrom ? 1 : 0;
            if (it == m_now->end() || !agrees(*it, limit)) {
                m_found << QStringLiteral("The newest %1 of %2 are not what the rows say.")
                               .arg(name(limit.kind), text(account));
            }
        }
    }

    // A part that was told last by a row that is gone cannot be compared.
    bool agrees(const LimitNow& stored, LimitNow rows) const
    {
        const auto isGone = [this](std::optional<TimePoint> at) {
            return at && *at < m_store.rawFrom;
        };
        if (isGone(stored.limitAt)) {
            rows.limit = stored.limit;
            rows.limitAt = stored.limitAt;
        }
        if (isGone(stored.remainingAt)) {
            rows.remaining = stored.remaining;
            rows.remainingAt = stored.remainingAt;
        }
        if (!rows.reset && m_store.rawFrom > TimePoint::min()) {
            rows.reset = stored.reset;
        }
        return stored == rows;
    }

    const Checked& m_store;
    QStringList& m_found;
    Result<std::vector<LimitSpan>> m_spans;
    Result<std::vector<LimitNow>> m_now;
    qint64 m_expectedSpans = 0;
    qint64 m_expectedNow = 0;
};

} // namespace

void checkLimits(const Checked& store, QStringList& found)
{
    LimitCheck(store, found).run();
}

void checkLimitCover(const Checked& store, QStringList& found)
{
    constexpr std::size_t most = 10;
    for (const UncoveredReading& reading : uncoveredReadings(store.reader, store.targets, most)) {
        found << QStringLiteral("The limit history lacks %1 %2 = %3 at %4.")
                     .arg(text(reading.account), name(reading.kind))
                     .arg(reading.value)
                     .arg(timeText(reading.at));
    }
}

} // namespace plimsoll::sqlite
