// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rows/rowquery.h"

#include "storage/sqlite/statement.h"
#include "storage/subject.h"

#include <algorithm>
#include <string>

namespace plimsoll::sqlite {

namespace {

bool passes(const RowFilter& filter, const TargetId& id)
{
    const bool kindOk =
        filter.kinds.empty() || std::ranges::find(filter.kinds, id.kind) != filter.kinds.end();
    return kindOk && (filter.models.isEmpty() || filter.models.contains(subjectOf(id)));
}

std::string condition(const RowFilter& filter)
{
    std::string sql = " FROM observation WHERE target = ?1 AND at_ms >= ?2 AND at_ms < ?3";
    if (!filter.outcomes.empty()) {
        sql += " AND outcome IN (";
        for (const Outcome outcome : filter.outcomes) {
            sql += std::to_string(int(outcome));
            sql += ',';
        }
        sql.back() = ')';
    }
    if (filter.beforeSeq) {
        sql += " AND seq < " + std::to_string(*filter.beforeSeq);
    }
    if (filter.afterSeq) {
        sql += " AND seq > " + std::to_string(*filter.afterSeq);
    }
    if (filter.seq) {
        sql += " AND seq = " + std::to_string(*filter.seq);
    }
    return sql;
}

} // namespace

bool passes(const RowFilter& filter, qint64 seq, TimePoint at, qint64 outcome)
{
    const auto isIt = [outcome](Outcome wanted) { return qint64(wanted) == outcome; };
    return filter.range.contains(at) && mayPass(filter, seq, seq)
        && (filter.outcomes.empty() || std::ranges::any_of(filter.outcomes, isIt));
}

bool mayPass(const RowFilter& filter, qint64 firstSeq, qint64 lastSeq)
{
    return (!filter.beforeSeq || firstSeq < *filter.beforeSeq)
        && (!filter.afterSeq || lastSeq > *filter.afterSeq)
        && (!filter.seq || (firstSeq <= *filter.seq && *filter.seq <= lastSeq));
}

RowQuery::RowQuery(SQLite::Database& db, const RowFilter& filter)
    : m_db(db)
    , m_filter(filter)
    , m_targets(readTargets(db))
    , m_condition(condition(filter))
{
    for (const StoredTarget& target : m_targets) {
        if (passes(filter, target.id)) {
            m_wanted.push_back(target);
        }
    }
}

std::vector<qint64> RowQuery::seqs() const
{
    std::vector<qint64> found;
    SQLite::Statement query(m_db, "SELECT seq" + m_condition);
    for (const StoredTarget& target : m_wanted) {
        const Reset reset(query);
        bind(query, target.number);
        while (query.executeStep()) {
            found.push_back(intAt(query, 0));
        }
    }
    const auto size = qint64(found.size());
    const qint64 wanted = m_filter.limit < 0 ? size : std::min(m_filter.limit, size);
    const auto middle = found.begin() + wanted;
    if (m_filter.newestFirst) {
        std::ranges::partial_sort(found, middle, std::greater());
    } else {
        std::ranges::partial_sort(found, middle);
    }
    found.resize(std::size_t(wanted));
    return found;
}

qint64 RowQuery::count() const
{
    qint64 sum = 0;
    SQLite::Statement query(m_db, "SELECT count(*)" + m_condition);
    for (const StoredTarget& target : m_wanted) {
        const Reset reset(query);
        bind(query, target.number);
        sum += query.executeStep() ? intAt(query, 0) : 0;
    }
    return sum;
}

void RowQuery::bind(SQLite::Statement& query, qint64 target) const
{
    bindInt(query, 1, target);
    bindInt(query, 2, toEpochMs(m_filter.range.from));
    bindInt(query, 3, toEpochMs(m_filter.range.to));
}

} // namespace plimsoll::sqlite
