// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"

#include <QByteArray>

#include <vector>

namespace plimsoll {

// Observations on their way into a store that must count them once, however often they are sent:
// immutable, and resent as it was. (agent, seq) is the identity of an observation everywhere.
class FrozenBatch
{
public:
    // uuid of the store or file that numbered them
    const QByteArray& agent() const { return m_agent; }
    qint64 firstSeq() const { return m_firstSeq; }
    qint64 lastSeq() const { return m_firstSeq + qint64(m_observations.size()) - 1; }
    // SHA-256 over their lines, see observationLine(), each with its line end
    const QByteArray& digest() const { return m_digest; }
    // their seqs are firstSeq(), firstSeq() + 1, ...
    const std::vector<Observation>& observations() const { return m_observations; }

private:
    friend FrozenBatch freeze(const QByteArray& agent, std::vector<Observation> observations);
    FrozenBatch() = default;

    QByteArray m_agent;
    qint64 m_firstSeq = 0;
    QByteArray m_digest;
    std::vector<Observation> m_observations;
};

// At least one observation, and seqs from 1 on that follow each other.
FrozenBatch freeze(const QByteArray& agent, std::vector<Observation> observations);

} // namespace plimsoll
