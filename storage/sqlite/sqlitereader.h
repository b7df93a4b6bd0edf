// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/chunks/sampler.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/rollups/rollupreader.h"
#include "storage/sqlite/rows/headerstore.h"

namespace plimsoll::sqlite {

class SqliteReader final : public StoreReader
{
public:
    // Throws SQLite::Exception when the statements cannot be prepared.
    SqliteReader(const QString& path, ReadConnection connection, qint64 cacheBytes = 0);
    ~SqliteReader() override;
    Q_DISABLE_COPY_MOVE(SqliteReader)

    Result<void> beginSnapshot() override;
    void endSnapshot() override;

    Result<StoreInfo> info() const override;
    Result<StoreHealth> health() const override;
    Result<std::vector<Origin>> origins() const override;
    Result<std::vector<TargetId>> targets() const override;
    using StoreReader::rollups;
    Result<void> rollups(const TargetId& target, Level level, TimeRange range, Figures figures,
                         const VisitRollup& visit) const override;
    Result<void> observations(const RowFilter& filter, const Visit& visit) const override;
    Result<qint64> countObservations(const RowFilter& filter) const override;
    Result<void> samples(const SampleQuestion& question, const VisitSamples& visit) const override;
    Result<std::vector<LimitSpan>> limitSpans() const override;
    Result<std::vector<LimitNow>> limitsNow() const override;
    Result<std::vector<Event>> events(TimeRange range) const override;
    Result<std::vector<Gap>> gaps(TimeRange range) const override;
    Result<std::vector<Memory>> memories(const QString& prefix) const override;

    void setGivenUp(GivenUp givenUp) override;

    SQLite::Database& database() const { return *m_connection.db; }
    const ChunkTable& chunks() const { return m_chunks; }

private:
    // What `read` returns, or SQLite's failure as an Error.
    template<typename T>
    Result<T> guarded(const std::function<T()>& read) const;
    const std::vector<StoredTarget>& storedTargets() const;
    void visitRows(const RowFilter& filter, const Visit& visit) const;
    void visitSamples(const SampleQuestion& question, const VisitSamples& visit) const;
    void goOnOrThrow() const;
    SqliteReader* twin() const;

    QString m_path;
    qint64 m_cacheBytes; // of the twin, too
    ReadConnection m_connection;
    mutable HeaderSets m_headerSets;
    ChunkTable m_chunks;
    Sampler m_sampler;
    mutable RollupReader m_rollups;
    bool m_inSnapshot = false;
    mutable std::vector<StoredTarget> m_targets; // of the snapshot
    GivenUp m_givenUp;
    mutable std::unique_ptr<SqliteReader> m_twin; // reads beside us, for questions in two threads
};

} // namespace plimsoll::sqlite
