// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"

#include <QString>
#include <QStringList>

namespace plimsoll {

// What happened since it was last asked, for one log line a minute.
class Tally
{
public:
    void add(const Observation& observation);
    // "38 probes: 36 ok, 2 HTTP 529; 0.0021 USD", and starts anew.
    QString take();

private:
    OutcomeCounts m_counts;
    qint64 m_costNanoUsd = 0;
};

} // namespace plimsoll
