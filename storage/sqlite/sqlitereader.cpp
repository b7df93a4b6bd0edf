// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/sqlitereader.h"

#include "storage/sqlite/limitstore.h"
#include "storage/sqlite/notes.h"
#include "storage/sqlite/observationrow.h"
#include "storage/sqlite/rollupstore.h"
#include "storage/sqlite/rowquery.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <QFileInfo>

#include <algorithm>
#include <sqlite3.h>

namespace plimsoll::sqlite {

namespace {

SQLite::Statement rollupQuery(SQLite::Database& db, Level level)
{
    return {db,
            std::string("SELECT key, counts, cost_nano_usd, first_byte, first_token, total, "
                        "token_gap FROM ")
                + rollupTable(level) + " WHERE key >= ? AND key < ? ORDER BY key"};
}

std::optional<TimePoint> optionalTimeAt(SQLite::Statement& row, int column)
{
    const auto ms = optionalIntAt(row, column);
    return ms ? std::optional(fromEpochMs(*ms)) : std::nullopt;
}

template<typename Enum>
Enum enumAt(SQLite::Statement& row, int column, Enum last)
{
    const qint64 value = intAt(row, column);
    if (value < 0 || value > qint64(last)) {
        throwDamaged("a stored kind does not exist");
    }
    return Enum(value);
}

// One moment for all statements of a question, unless a snapshot holds one already. Also spares a
// lock of the file for each row.
class OneMoment
{
public:
    explicit OneMoment(SQLite::Database& db)
        : m_db(db)
        , m_ours(sqlite3_get_autocommit(db.getHandle()) != 0)
    {
        if (m_ours) {
            m_db.exec("BEGIN");
        }
    }
    ~OneMoment()
    {
        if (m_ours) {
            m_db.tryExec("ROLLBACK");
        }
    }
    Q_DISABLE_COPY_MOVE(OneMoment)

private:
    SQLite::Database& m_db;
    bool m_ours;
};

} // namespace

SqliteReader::SqliteReader(const QString& path, ReadConnection connection)
    : m_path(path)
    , m_connection(std::move(connection))
    , m_headerSets(*m_connection.db)
    , m_rollups {rollupQuery(*m_connection.db, Level::Hour),
                 rollupQuery(*m_connection.db, Level::Day),
                 rollupQuery(*m_connection.db, Level::Week)}
{
}

SqliteReader::~SqliteReader() = default;

template<typename T>
Result<T> SqliteReader::guarded(const std::function<T()>& read) const
{
    try {
        const OneMoment moment(database());
        if constexpr (std::is_void_v<T>) {
            read();
            return {};
        } else {
            return read();
        }
    } catch (const SQLite::Exception& failure) {
        return storeError(Attempt::Read, m_path, failure);
    }
}

Result<void> SqliteReader::beginSnapshot()
{
    try {
        database().exec("BEGIN");
        // The snapshot is taken by the first read, not by BEGIN.
        database().execAndGet("SELECT count(*) FROM meta").getInt();
        return {};
    } catch (const SQLite::Exception& failure) {
        endSnapshot();
        return storeError(Attempt::Read, m_path, failure);
    }
}

void SqliteReader::endSnapshot()
{
    if (sqlite3_get_autocommit(database().getHandle()) == 0) {
        database().tryExec("ROLLBACK");
    }
}

Result<StoreInfo> SqliteReader::info() const
{
    // An open file can be read after it was moved or deleted, but nobody adds to it any more.
    if (!QFileInfo::exists(m_path)) {
        return Error {
            .code = Error::Code::NotFound,
            .message =
                QStringLiteral("The store %1 is no longer there. Bring it back, or start again to "
                               "begin a new one.")
                    .arg(m_path)};
    }
    return guarded<StoreInfo>([this] {
        StoreInfo info;
        info.path = m_path;
        info.agent = m_connection.mark.agent;
        info.schemaVersion = m_connection.mark.schema;
        info.demo = m_connection.mark.demo;
        info.bytes = QFileInfo(m_path).size() + QFileInfo(m_path + QStringLiteral("-wal")).size();
        info.observations = database().execAndGet("SELECT count(*) FROM observation").getInt64();
        SQLite::Statement query(database(),
                                "SELECT (SELECT min(at_ms) FROM observation WHERE target = ?1), "
                                "(SELECT max(at_ms) FROM observation WHERE target = ?1)");
        for (const StoredTarget& target : readTargets(database())) {
            const Reset reset(query);
            bindInt(query, 1, target.number);
            query.executeStep();
            const auto oldest = optionalTimeAt(query, 0);
            const auto newest = optionalTimeAt(query, 1);
            info.oldest = oldest && (!info.oldest || *oldest < *info.oldest) ? oldest : info.oldest;
            info.newest = newest && (!info.newest || *info.newest < *newest) ? newest : info.newest;
        }
        return info;
    });
}

Result<std::vector<TargetId>> SqliteReader::targets() const
{
    return guarded<std::vector<TargetId>>([this] {
        std::vector<TargetId> ids;
        for (const StoredTarget& target : readTargets(database())) {
            ids.push_back(target.id);
        }
        return ids;
    });
}

Result<std::vector<Rollup>> SqliteReader::rollups(const TargetId& target, Level level,
                                                  TimeRange range) const
{
    return guarded<std::vector<Rollup>>([&] {
        std::vector<Rollup> found;
        const auto targets = readTargets(database());
        const StoredTarget* stored = findTarget(targets, target);
        if (!stored || range.isEmpty()) {
            return found;
        }
        SQLite::Statement& query = m_rollups[std::size_t(level)];
        const Reset reset(query);
        bindInt(query, 1, rollupKey(stored->number, firstBucketFrom(level, range.from)));
        bindInt(query, 2, rollupKey(stored->number, firstBucketFrom(level, range.to)));
        while (query.executeStep()) {
            found.push_back({.start = bucketTime(level, bucketOfKey(intAt(query, 0))),
                             .summary = readSummary(query, 1)});
        }
        return found;
    });
}

Result<void> SqliteReader::observations(const RowFilter& filter, const Visit& visit) const
{
    return guarded<void>([&] { visitRows(filter, visit); });
}

void SqliteReader::visitRows(const RowFilter& filter, const Visit& visit) const
{
    const RowQuery rows(database(), filter);
    const Columns columns = filter.brief ? Columns::Brief : Columns::All;
    SQLite::Statement row(database(), selectSql(columns) + "WHERE seq = ?");
    for (const qint64 seq : rows.seqs()) {
        const Reset reset(row);
        bindInt(row, 1, seq);
        if (!row.executeStep()) {
            throwDamaged("the index names a row that is not there");
        }
        const StoredTarget* target = findTarget(rows.targets(), intAt(row, 1));
        if (!target) {
            throwDamaged("a row names a target that is not there");
        }
        Observation observation = readRow(row, target->id);
        if (!filter.brief) {
            readRest(row, m_headerSets, observation);
        }
        if (!visit(observation)) {
            return;
        }
    }
}

Result<qint64> SqliteReader::countObservations(const RowFilter& filter) const
{
    return guarded<qint64>([&] { return RowQuery(database(), filter).count(); });
}

Result<std::vector<LimitSpan>> SqliteReader::limitSpans() const
{
    return guarded<std::vector<LimitSpan>>([this] {
        SQLite::Statement row(database(),
                              "SELECT organization, pool, kind, value, first_ms, last_ms "
                              "FROM limit_span "
                              "ORDER BY organization, pool, kind, first_ms, first_seq");
        std::vector<LimitSpan> spans;
        while (row.executeStep()) {
            spans.push_back({.pool = textAt(row, 1),
                             .kind = enumAt(row, 2, LimitKind::Tokens),
                             .value = intAt(row, 3),
                             .firstSeen = fromEpochMs(intAt(row, 4)),
                             .lastSeen = fromEpochMs(intAt(row, 5)),
                             .organization = textAt(row, 0)});
        }
        return spans;
    });
}

Result<std::vector<LimitNow>> SqliteReader::limitsNow() const
{
    return guarded<std::vector<LimitNow>>([this] {
        SQLite::Statement row(database(),
                              "SELECT pool, kind, limit_value, limit_ms, remaining, reset_ms, "
                              "remaining_ms, model, organization FROM limit_now "
                              "ORDER BY organization, pool, kind");
        std::vector<LimitNow> now;
        while (row.executeStep()) {
            now.push_back({.pool = textAt(row, 0),
                           .kind = enumAt(row, 1, LimitKind::Tokens),
                           .limit = optionalIntAt(row, 2),
                           .limitAt = optionalTimeAt(row, 3),
                           .remaining = optionalIntAt(row, 4),
                           .reset = optionalTimeAt(row, 5),
                           .remainingAt = optionalTimeAt(row, 6),
                           .model = textAt(row, 7),
                           .organization = textAt(row, 8)});
        }
        return now;
    });
}

Result<std::vector<Event>> SqliteReader::events(TimeRange range) const
{
    return guarded<std::vector<Event>>([&] { return readEvents(database(), range); });
}

Result<std::vector<Gap>> SqliteReader::gaps(TimeRange range) const
{
    return guarded<std::vector<Gap>>([&] { return readGaps(database(), range); });
}

Result<std::vector<Memory>> SqliteReader::memories(const QString& prefix) const
{
    return guarded<std::vector<Memory>>([&] { return readMemories(database(), prefix); });
}

} // namespace plimsoll::sqlite
