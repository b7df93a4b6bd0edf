// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/frozenbatch.h"

#include "storage/exchange/observationline.h"

#include <QCryptographicHash>

namespace plimsoll {

FrozenBatch freeze(const QByteArray& agent, std::vector<Observation> observations)
{
    Q_ASSERT(!observations.empty() && observations.front().seq > 0);
    FrozenBatch frozen;
    frozen.m_agent = agent;
    frozen.m_firstSeq = observations.front().seq;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const Observation& observation : observations) {
        hash.addData(observationLine({.agent = agent, .observation = observation}));
        hash.addData("\n");
    }
    frozen.m_digest = hash.result();
    frozen.m_observations = std::move(observations);
    Q_ASSERT(frozen.m_observations.back().seq == frozen.lastSeq());
    return frozen;
}

} // namespace plimsoll
