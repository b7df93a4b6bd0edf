// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

#include <map>

namespace plimsoll::test {

// A store in plain vectors that answers every question by going through all of them: the oracle
// that the queries and the other stores are compared with.
class MemoryStore final : public StoreReader, public StoreWriter
{
public:
    explicit MemoryStore(QString path = QStringLiteral("memory"));

    void setDemo(bool demo) { m_demo = demo; }
    void add(Observation observation); // gives it the next seq

    Result<Receipt> append(const Batch& batch) override;
    qint64 nextSeq() const override { return qint64(m_rows.size()) + 1; }
    Result<Ingest> ingest(const FrozenBatch& batch) override;
    Result<qint64> ingestBoundary(const QByteArray& agent, qint64 seq) const override;
    Result<qint64> costNanoUsdSince(TimePoint from) const override;
    Result<std::optional<TimePoint>> newestAt() const override;

    Result<void> beginSnapshot() override { return {}; }
    void endSnapshot() override { }
    Result<StoreInfo> info() const override;
    Result<StoreHealth> health() const override;
    Result<std::vector<Origin>> origins() const override;
    Result<std::vector<TargetId>> targets() const override;
    Result<bool> maintain(TimePoint) override { return false; }
    using StoreReader::rollups;
    Result<void> rollups(const TargetId& target, Level level, TimeRange range, Figures figures,
                         const VisitRollup& visit) const override;
    Result<void> observations(const RowFilter& filter, const Visit& visit) const override;
    Result<qint64> countObservations(const RowFilter& filter) const override;
    Result<void> samples(const SampleQuestion& question, const VisitSamples& visit) const override;
    void setGivenUp(GivenUp givenUp) override { m_givenUp = std::move(givenUp); }
    Result<std::vector<LimitSpan>> limitSpans() const override;
    Result<std::vector<LimitNow>> limitsNow() const override;
    Result<std::vector<Event>> events(TimeRange range) const override;
    Result<std::vector<Gap>> gaps(TimeRange range) const override;
    Result<std::vector<Memory>> memories(const QString& prefix) const override;

    const std::vector<Observation>& rows() const { return m_rows; }

private:
    std::optional<qint64> storedSeq(const QByteArray& agent, qint64 seq) const;

    QString m_path;
    bool m_demo = false;
    std::vector<Observation> m_rows; // by seq
    std::map<std::pair<QByteArray, qint64>, qint64> m_ingested; // (agent, seq): our seq
    std::vector<Event> m_events;
    std::vector<Gap> m_gaps;
    std::vector<Memory> m_memories;
    GivenUp m_givenUp;
};

} // namespace plimsoll::test
