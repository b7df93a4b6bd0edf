// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/limits/limitstore.h"

#include "storage/sqlite/limits/limitneighbours.h"
#include "storage/sqlite/statement.h"

#include <algorithm>

namespace plimsoll::sqlite {

namespace {

std::optional<TimePoint> timeAt(SQLite::Statement& row, int column)
{
    const auto ms = optionalIntAt(row, column);
    return ms ? std::optional<TimePoint>(fromEpochMs(*ms)) : std::nullopt;
}

std::optional<qint64> msOf(const std::optional<TimePoint>& time)
{
    return time ? std::optional<qint64>(toEpochMs(*time)) : std::nullopt;
}

// Not bindText: it stores "" as NULL. Returns the parameter after the three.
int bindKey(SQLite::Statement& statement, int index, const std::pair<Account, LimitKind>& key)
{
    statement.bind(index, key.first.organization.toStdString());
    statement.bind(index + 1, key.first.pool.toStdString());
    bindInt(statement, index + 2, qint64(key.second));
    return index + 3;
}

StoredSpan spanAt(SQLite::Statement& row)
{
    return {.id = intAt(row, 0),
            .value = intAt(row, 1),
            .first = {.at = fromEpochMs(intAt(row, 2)), .seq = intAt(row, 3)},
            .last = {.at = fromEpochMs(intAt(row, 4)), .seq = intAt(row, 5)}};
}

} // namespace

void StoredNow::take(const LimitReading& reading, TimePoint at, const QString& model)
{
    if (reading.limit && (!now.limitAt || *now.limitAt <= at)) {
        now.limit = reading.limit;
        now.limitAt = at;
    }
    if (reading.remaining && (!now.remainingAt || *now.remainingAt <= at)) {
        now.remaining = reading.remaining;
        now.remainingAt = at;
    }
    if (reading.reset && (!resetToldAt || *resetToldAt <= at)) {
        now.reset = reading.reset;
        resetToldAt = at;
    }
    if (toldAt <= at) {
        toldAt = at;
        now.model = model;
    }
}

LimitStore::LimitStore(SQLite::Database& db, const TargetStore& targets, const ChunkTable& chunks)
    : m_db(db)
    , m_targets(targets)
    , m_chunks(chunks)
    , m_insertSpan(db,
                   "INSERT INTO limit_span(value, first_ms, first_seq, last_ms, last_seq, "
                   "organization, pool, kind) VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
    , m_updateSpan(db,
                   "UPDATE limit_span SET value = ?, first_ms = ?, first_seq = ?, last_ms = ?, "
                   "last_seq = ? WHERE id = ?")
    , m_saveNow(db,
                "INSERT OR REPLACE INTO limit_now(organization, pool, kind, limit_value, limit_ms, "
                "remaining, remaining_ms, reset_ms, reset_told_ms, model, told_ms) "
                "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
{
}

void LimitStore::note(const Observation& observation, qint64 seq, const StoredTarget& target)
{
    if (target.pool.isEmpty()) {
        return; // a limit told without a model belongs to no pool
    }
    for (const LimitKind kind : limitKinds) {
        const LimitReading& reading = observation.limits[kind];
        if (reading.isEmpty()) {
            continue;
        }
        const Key key(accountOf(target), kind);
        Limit& limit = known(key);
        limit.now.take(reading, observation.at, observation.target.model);
        limit.nowChanged = true;
        if (reading.limit) {
            place(key, limit, *reading.limit, {.at = observation.at, .seq = seq});
        }
    }
}

void LimitStore::flush()
{
    for (auto& [key, limit] : m_known) {
        flushTail(limit);
        if (limit.nowChanged) {
            saveNow(limit.now);
            limit.nowChanged = false;
        }
    }
}

void LimitStore::forget()
{
    m_known.clear();
}

LimitStore::Limit& LimitStore::known(const Key& key)
{
    const auto it = m_known.find(key);
    if (it != m_known.end()) {
        return it->second;
    }
    Limit limit;
    limit.tail = spanWhere(key, "first_ms <= ? ORDER BY first_ms DESC, first_seq DESC",
                           std::numeric_limits<qint64>::max());
    limit.now = loadNow(key);
    return m_known.emplace(key, std::move(limit)).first->second;
}

void LimitStore::place(const Key& key, Limit& limit, qint64 value, Moment moment)
{
    if (!limit.tail || limit.tail->last < moment) {
        if (limit.tail && limit.tail->value == value) {
            limit.tail->last = moment;
            limit.tailChanged = true;
            return;
        }
        flushTail(limit);
        StoredSpan span {.id = 0, .value = value, .first = moment, .last = moment};
        span.id = insertSpan(key, span);
        limit.tail = span;
        return;
    }
    if (limit.tail->first < moment && limit.tail->value == value) {
        return; // inside a span that says the same
    }
    flushTail(limit);
    placeLate(key, value, moment);
    limit.tail = spanWhere(key, "first_ms <= ? ORDER BY first_ms DESC, first_seq DESC",
                           std::numeric_limits<qint64>::max());
}

// A reading that arrives after later ones. Its seq is the highest so far, so among readings of the
// same millisecond it is the last, and comparing times alone orders it rightly.
void LimitStore::placeLate(const Key& key, qint64 value, Moment moment)
{
    const qint64 ms = toEpochMs(moment.at);
    auto before = spanWhere(key, "first_ms <= ? ORDER BY first_ms DESC, first_seq DESC", ms);
    auto after = spanWhere(key, "first_ms > ? ORDER BY first_ms, first_seq", ms);
    if (before && before->value == value) {
        before->last = std::max(before->last, moment);
        updateSpan(*before);
    } else if (before && moment < before->last) {
        splitSpan(key, *before, value, moment);
    } else if (after && after->value == value) {
        after->first = moment;
        updateSpan(*after);
    } else {
        insertSpan(key, {.id = 0, .value = value, .first = moment, .last = moment});
    }
}

// Where retention has taken the rows beside the moment, the ends of the span are all that is
// certain.
void LimitStore::splitSpan(const Key& key, const StoredSpan& span, qint64 value, Moment moment)
{
    const LimitNeighbours neighbours(m_db, m_chunks, m_targets.all(), key);
    StoredSpan left = span;
    left.last = neighbours.lastUpTo(moment).value_or(span.first);
    updateSpan(left);
    insertSpan(key, {.id = 0, .value = value, .first = moment, .last = moment});
    StoredSpan right = span;
    right.first = neighbours.firstAfter(moment).value_or(span.last);
    insertSpan(key, right);
}

void LimitStore::flushTail(Limit& limit)
{
    if (limit.tail && limit.tailChanged) {
        updateSpan(*limit.tail);
        limit.tailChanged = false;
    }
}

void LimitStore::saveNow(const StoredNow& stored)
{
    const LimitNow& now = stored.now;
    const Reset reset(m_saveNow);
    const int next = bindKey(m_saveNow, 1, {{now.organization, now.pool}, now.kind});
    bindInt(m_saveNow, next, now.limit);
    bindInt(m_saveNow, next + 1, msOf(now.limitAt));
    bindInt(m_saveNow, next + 2, now.remaining);
    bindInt(m_saveNow, next + 3, msOf(now.remainingAt));
    bindInt(m_saveNow, next + 4, msOf(now.reset));
    bindInt(m_saveNow, next + 5, msOf(stored.resetToldAt));
    m_saveNow.bind(next + 6, now.model.toStdString());
    bindInt(m_saveNow, next + 7, toEpochMs(stored.toldAt));
    m_saveNow.exec();
}

StoredNow LimitStore::loadNow(const Key& key)
{
    StoredNow stored;
    stored.now.organization = key.first.organization;
    stored.now.pool = key.first.pool;
    stored.now.kind = key.second;
    SQLite::Statement row(m_db,
                          "SELECT limit_value, limit_ms, remaining, remaining_ms, reset_ms, "
                          "reset_told_ms, model, told_ms FROM limit_now "
                          "WHERE organization = ? AND pool = ? AND kind = ?");
    bindKey(row, 1, key);
    if (row.executeStep()) {
        stored.now.limit = optionalIntAt(row, 0);
        stored.now.limitAt = timeAt(row, 1);
        stored.now.remaining = optionalIntAt(row, 2);
        stored.now.remainingAt = timeAt(row, 3);
        stored.now.reset = timeAt(row, 4);
        stored.resetToldAt = timeAt(row, 5);
        stored.now.model = textAt(row, 6);
        stored.toldAt = fromEpochMs(intAt(row, 7));
    }
    return stored;
}

std::optional<StoredSpan> LimitStore::spanWhere(const Key& key, const char* condition, qint64 ms)
{
    SQLite::Statement row(m_db,
                          std::string("SELECT id, value, first_ms, first_seq, last_ms, last_seq "
                                      "FROM limit_span "
                                      "WHERE organization = ? AND pool = ? AND kind = ? AND ")
                              + condition + " LIMIT 1");
    bindInt(row, bindKey(row, 1, key), ms);
    return row.executeStep() ? std::optional(spanAt(row)) : std::nullopt;
}

qint64 LimitStore::insertSpan(const Key& key, const StoredSpan& span)
{
    const Reset reset(m_insertSpan);
    bindInt(m_insertSpan, 1, span.value);
    bindInt(m_insertSpan, 2, toEpochMs(span.first.at));
    bindInt(m_insertSpan, 3, span.first.seq);
    bindInt(m_insertSpan, 4, toEpochMs(span.last.at));
    bindInt(m_insertSpan, 5, span.last.seq);
    bindKey(m_insertSpan, 6, key);
    m_insertSpan.exec();
    return m_db.getLastInsertRowid();
}

void LimitStore::updateSpan(const StoredSpan& span)
{
    const Reset reset(m_updateSpan);
    bindInt(m_updateSpan, 1, span.value);
    bindInt(m_updateSpan, 2, toEpochMs(span.first.at));
    bindInt(m_updateSpan, 3, span.first.seq);
    bindInt(m_updateSpan, 4, toEpochMs(span.last.at));
    bindInt(m_updateSpan, 5, span.last.seq);
    bindInt(m_updateSpan, 6, span.id);
    m_updateSpan.exec();
}

} // namespace plimsoll::sqlite
