// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/storeservice.h"
#include "tests/support/observationbuilder.h"

#include <set>

namespace plimsoll::test {

// What a disk would hold; outlives the writers that are opened on it.
struct FakeDisk
{
    std::vector<Observation> rows;
    std::vector<Event> events;
    std::vector<Gap> gaps;
    std::vector<Memory> memories;
    std::set<std::pair<QByteArray, qint64>> ingested; // agent and seq
    int appends = 0;
    int failingAppends = 0; // that many fail from now on
    int failingOpens = 0;
    int opens = 0;
};

class FakeWriter final : public StoreWriter
{
public:
    explicit FakeWriter(FakeDisk& disk)
        : m_disk(disk)
    {
    }
    Result<Receipt> append(const Batch& batch) override
    {
        ++m_disk.appends;
        if (m_disk.failingAppends > 0) {
            --m_disk.failingAppends;
            return Error {.code = Error::Code::Io, .message = QStringLiteral("full")};
        }
        const Receipt receipt {.firstSeq = qint64(m_disk.rows.size()) + 1,
                               .count = qint64(batch.observations.size())};
        m_disk.rows.insert(m_disk.rows.end(), batch.observations.begin(), batch.observations.end());
        m_disk.events.insert(m_disk.events.end(), batch.events.begin(), batch.events.end());
        m_disk.gaps.insert(m_disk.gaps.end(), batch.gaps.begin(), batch.gaps.end());
        m_disk.memories.insert(m_disk.memories.end(), batch.memories.begin(), batch.memories.end());
        return receipt;
    }
    qint64 nextSeq() const override { return qint64(m_disk.rows.size()) + 1; }
    // As the store does, but for what it compares: numbers alone.
    Result<Ingest> ingest(const FrozenBatch& batch) override
    {
        std::size_t known = 0;
        for (const Observation& observation : batch.observations()) {
            known += m_disk.ingested.contains({batch.agent(), observation.seq}) ? 1 : 0;
        }
        if (known > 0) {
            const bool all = known == batch.observations().size();
            return Ingest {.kind = all ? Ingest::Kind::Duplicate : Ingest::Kind::Conflict};
        }
        Batch rows;
        rows.observations = batch.observations();
        const auto receipt = append(rows);
        if (!receipt) {
            return receipt.error();
        }
        for (const Observation& observation : batch.observations()) {
            m_disk.ingested.insert({batch.agent(), observation.seq});
        }
        return Ingest {.receipt = *receipt};
    }
    Result<qint64> ingestBoundary(const QByteArray& agent, qint64 seq) const override
    {
        const bool known = m_disk.ingested.contains({agent, seq});
        qint64 last = seq;
        while (last < seq + 1000 && m_disk.ingested.contains({agent, last + 1}) == known) {
            ++last;
        }
        return last;
    }
    Result<qint64> costNanoUsdSince(TimePoint) const override { return 4200; }
    Result<std::optional<TimePoint>> newestAt() const override
    {
        return std::optional<TimePoint>();
    }
    Result<std::vector<Memory>> memories(const QString&) const override { return m_disk.memories; }
    Result<bool> maintain(TimePoint) override { return false; }

private:
    FakeDisk& m_disk;
};

inline StoreService::OpenWriter openOn(FakeDisk& disk)
{
    return [&disk]() -> Result<std::unique_ptr<StoreWriter>> {
        ++disk.opens;
        if (disk.failingOpens > 0) {
            --disk.failingOpens;
            return Error {.code = Error::Code::TryLater, .message = QStringLiteral("locked")};
        }
        std::unique_ptr<StoreWriter> writer = std::make_unique<FakeWriter>(disk);
        return writer;
    };
}

inline StorePace quick()
{
    StorePace pace;
    pace.gather = std::chrono::milliseconds(20);
    pace.firstRetry = std::chrono::milliseconds(10);
    pace.lastRetry = std::chrono::milliseconds(40);
    return pace;
}

inline Observation numbered(int number)
{
    return ObservationBuilder().at(1000 * number);
}

inline QList<int> numbersOf(const std::vector<Observation>& rows)
{
    QList<int> numbers;
    for (const Observation& row : rows) {
        numbers << int(toEpochMs(row.at) / 1000);
    }
    return numbers;
}

inline QList<int> upTo(int last, int first = 1)
{
    QList<int> numbers;
    for (int i = first; i <= last; ++i) {
        numbers << i;
    }
    return numbers;
}

} // namespace plimsoll::test
