// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/importer.h"

namespace plimsoll {

Importer::Importer(StoreWriter& writer, std::size_t largestBatch)
    : m_writer(writer)
    , m_largest(largestBatch)
{
}

Result<void> Importer::add(const ExchangedObservation& exchanged)
{
    if (!follows(exchanged)) {
        if (const auto done = finish(); !done) {
            return done;
        }
        const auto last = m_writer.ingestBoundary(exchanged.agent, exchanged.observation.seq);
        if (!last) {
            return last.error();
        }
        m_agent = exchanged.agent;
        m_lastSeq = *last;
    }
    m_gathered.push_back(exchanged.observation);
    return {};
}

bool Importer::follows(const ExchangedObservation& exchanged) const
{
    return !m_gathered.empty() && m_gathered.size() < m_largest && exchanged.agent == m_agent
        && exchanged.observation.seq == m_gathered.back().seq + 1
        && exchanged.observation.seq <= m_lastSeq;
}

Result<void> Importer::finish()
{
    if (m_gathered.empty()) {
        return {};
    }
    const FrozenBatch batch = freeze(m_agent, std::move(m_gathered));
    m_gathered.clear();
    const auto done = m_writer.ingest(batch);
    if (!done) {
        return done.error();
    }
    switch (done->kind) {
    case Ingest::Kind::Stored:
        m_tally.firstSeq = m_tally.added == 0 ? done->receipt.firstSeq : m_tally.firstSeq;
        m_tally.added += done->receipt.count;
        break;
    case Ingest::Kind::Duplicate:
        m_tally.known += qint64(batch.observations().size());
        break;
    case Ingest::Kind::Conflict:
        m_tally.refused += qint64(batch.observations().size());
        m_tally.why = m_tally.why.isEmpty() ? done->why : m_tally.why;
        break;
    }
    return {};
}

} // namespace plimsoll
