// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/tally.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

void Tally::add(const Observation& observation)
{
    ++m_counts[observation.outcome];
    m_costNanoUsd += observation.costNanoUsd.value_or(0);
}

QString Tally::take()
{
    QStringList parts;
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        const auto outcome = Outcome(i);
        if (m_counts[outcome] > 0) {
            parts += u"%1 %2"_s.arg(m_counts[outcome]).arg(QString(name(outcome)));
        }
    }
    const QString line = u"%1 probes: %2; %3 USD"_s.arg(m_counts.total())
                             .arg(parts.isEmpty() ? u"nothing sent"_s : parts.join(u", "_s))
                             .arg(double(m_costNanoUsd) / 1e9, 0, 'f', 6);
    *this = {};
    return line;
}

} // namespace plimsoll
