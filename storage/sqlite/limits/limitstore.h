// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/chunks/chunktable.h"
#include "storage/sqlite/rows/targetstore.h"
#include "storage/store.h"

#include <SQLiteCpp/Statement.h>
#include <map>
#include <optional>

namespace plimsoll::sqlite {

// Where a reading stands in the history: by time, then in the order written.
struct Moment
{
    TimePoint at;
    qint64 seq = 0;

    auto operator<=>(const Moment&) const = default;
};

// A stored LimitSpan: a longest run of equal values among the readings of a pool and kind in order
// of their moments. That defines it, so it never depends on the order in which readings arrive.
struct StoredSpan
{
    qint64 id = 0;
    qint64 value = 0;
    Moment first;
    Moment last;
};

// A stored LimitNow and the moments by which its parts are kept.
struct StoredNow
{
    LimitNow now;
    std::optional<TimePoint> resetToldAt;
    TimePoint toldAt = TimePoint::min();

    // Takes what is newer than what is known; readings come in order of their seq.
    void take(const LimitReading& reading, TimePoint at, const QString& model);
};

// Keeps the spans and the newest readings. Within a batch the newest span of each limit is held in
// memory; nearly every reading does no more than lengthen it.
class LimitStore
{
public:
    LimitStore(SQLite::Database& db, const TargetStore& targets, const ChunkTable& chunks);

    // After the row of this observation, which is of this target, was inserted. In order of seq.
    void note(const Observation& observation, qint64 seq, const StoredTarget& target);
    void flush(); // within the transaction
    void forget(); // after a rollback

private:
    struct Limit
    {
        std::optional<StoredSpan> tail; // the newest span
        bool tailChanged = false;
        StoredNow now;
        bool nowChanged = false;
    };
    using Key = std::pair<Account, LimitKind>;

    Limit& known(const Key& key);
    void place(const Key& key, Limit& limit, qint64 value, Moment moment);
    void placeLate(const Key& key, qint64 value, Moment moment);
    void splitSpan(const Key& key, const StoredSpan& span, qint64 value, Moment moment);

    void flushTail(Limit& limit);
    void saveNow(const StoredNow& stored);
    StoredNow loadNow(const Key& key);
    std::optional<StoredSpan> spanWhere(const Key& key, const char* condition, qint64 ms);
    qint64 insertSpan(const Key& key, const StoredSpan& span);
    void updateSpan(const StoredSpan& span);

    SQLite::Database& m_db;
    const TargetStore& m_targets;
    const ChunkTable& m_chunks;
    SQLite::Statement m_insertSpan;
    SQLite::Statement m_updateSpan;
    SQLite::Statement m_saveNow;
    std::map<Key, Limit> m_known;
};

} // namespace plimsoll::sqlite
