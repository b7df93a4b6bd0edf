// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/sqlitereader.h"

#include "storage/sqlite/chunks/parallelsamples.h"
#include "storage/sqlite/health.h"
#include "storage/sqlite/ingeststore.h"
#include "storage/sqlite/limits/limitstore.h"
#include "storage/sqlite/notes.h"
#include "storage/sqlite/rows/extent.h"
#include "storage/sqlite/rows/rowmerge.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <QFileInfo>

#include <algorithm>
#include <sqlite3.h>

namespace plimsoll::sqlite {

namespace {

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

SqliteReader::SqliteReader(const QString& path, ReadConnection connection, qint64 cacheBytes)
    : m_path(path)
    , m_cacheBytes(cacheBytes)
    , m_connection(std::move(connection))
    , m_headerSets(*m_connection.db)
    , m_chunks(*m_connection.db, std::make_shared<ChunkCache>(cacheBytes))
    , m_sampler(*m_connection.db, m_chunks)
    , m_rollups(*m_connection.db)
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

// Within a snapshot they stay what they are.
const std::vector<StoredTarget>& SqliteReader::storedTargets() const
{
    if (!m_inSnapshot || m_targets.empty()) {
        m_targets = readTargets(database());
    }
    return m_targets;
}

Result<void> SqliteReader::beginSnapshot()
{
    m_targets.clear();
    try {
        database().exec("BEGIN");
        // The snapshot is taken by the first read, not by BEGIN.
        database().execAndGet("SELECT count(*) FROM meta").getInt();
        m_inSnapshot = true;
        return {};
    } catch (const SQLite::Exception& failure) {
        endSnapshot();
        return storeError(Attempt::Read, m_path, failure);
    }
}

void SqliteReader::endSnapshot()
{
    m_inSnapshot = false;
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
        const Extent extent = extentOf(database(), storedTargets());
        info.observations = extent.rows;
        info.oldest = extent.oldest;
        info.newest = extent.newest;
        return info;
    });
}

Result<StoreHealth> SqliteReader::health() const
{
    StoreHealth health = healthOf(m_path);
    health.schema = m_connection.mark.schema;
    if (health.state != StoreHealth::State::Missing) {
        const auto told = info();
        if (!told) {
            return told.error();
        }
        health.newest = told->newest;
    }
    return health;
}

Result<std::vector<Origin>> SqliteReader::origins() const
{
    return guarded<std::vector<Origin>>([this] { return readOrigins(database()); });
}

Result<std::vector<TargetId>> SqliteReader::targets() const
{
    return guarded<std::vector<TargetId>>([this] {
        std::vector<TargetId> ids;
        for (const StoredTarget& target : storedTargets()) {
            ids.push_back(target.id);
        }
        return ids;
    });
}

Result<void> SqliteReader::rollups(const TargetId& target, Level level, TimeRange range,
                                   Figures figures, const VisitRollup& visit) const
{
    return guarded<void>([&] {
        if (const StoredTarget* stored = findTarget(storedTargets(), target)) {
            m_rollups.visit(stored->number, level, range, figures, visit);
        }
    });
}

Result<void> SqliteReader::observations(const RowFilter& filter, const Visit& visit) const
{
    return guarded<void>([&] { visitRows(filter, visit); });
}

void SqliteReader::visitRows(const RowFilter& filter, const Visit& visit) const
{
    RowMerge(database(), m_chunks, filter).visit([&](StoredRow&& row) {
        goOnOrThrow();
        return visit(fromStored(std::move(row), m_headerSets));
    });
}

Result<qint64> SqliteReader::countObservations(const RowFilter& filter) const
{
    return guarded<qint64>([&] { return RowMerge(database(), m_chunks, filter).count(); });
}

Result<void> SqliteReader::samples(const SampleQuestion& question, const VisitSamples& visit) const
{
    return guarded<void>([&] { visitSamples(question, visit); });
}

void SqliteReader::visitSamples(const SampleQuestion& question, const VisitSamples& visit) const
{
    std::vector<StoredTarget> targets = storedTargets();
    std::erase_if(targets, [&question](const StoredTarget& target) {
        return !question.targets.empty()
            && std::ranges::find(question.targets, target.id) == question.targets.end();
    });
    std::vector<ScanHand> hands {{database(), m_sampler}};
    const SqliteReader* other = question.threads > 1 && targets.size() > 1 ? twin() : nullptr;
    if (other) {
        hands.push_back({other->database(), other->m_sampler});
    }
    visitInParallel(hands, targets, question, [&](int worker, const SampleBlock& block) {
        goOnOrThrow();
        return visit(worker, block);
    });
    if (other) {
        m_twin->endSnapshot();
    }
}

// Null where a second connection cannot be had or does not come to see the same rows: then one
// thread has to do.
SqliteReader* SqliteReader::twin() const
{
    constexpr int tries = 5; // between two of them the writer may have committed
    if (!m_twin) {
        if (auto connection = connectReader(m_path)) {
            m_twin = std::make_unique<SqliteReader>(m_path, std::move(*connection), m_cacheBytes);
        }
    }
    for (int i = 0; m_twin && i < tries; ++i) {
        m_twin->endSnapshot();
        if (m_twin->beginSnapshot() && seeTheSame(database(), m_twin->database())) {
            return m_twin.get();
        }
    }
    return nullptr;
}

void SqliteReader::setGivenUp(GivenUp givenUp)
{
    m_givenUp = std::move(givenUp);
    constexpr int operations = 2000; // of SQLite's machine: far below a millisecond
    const auto ask = [](void* reader) {
        const GivenUp& asked = static_cast<SqliteReader*>(reader)->m_givenUp;
        return asked && asked() ? 1 : 0;
    };
    sqlite3_progress_handler(database().getHandle(), m_givenUp ? operations : 0, ask, this);
}

// As SQLite does by itself while it is busy.
void SqliteReader::goOnOrThrow() const
{
    if (m_givenUp && m_givenUp()) {
        throw SQLite::Exception("interrupted", SQLITE_INTERRUPT);
    }
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
