// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "probes/simulator/exchange.h"

namespace plimsoll::simulator {

// The line between probe and service, as one request found it.
struct LineDelays
{
    Micros network {0}; // added to every delay of the service
    std::optional<Micros> connect; // of a new connection
};

LineDelays lineDelays(quint64 key);

// What the probe client would have recorded of an exchange.
Observation recorded(const Exchange& exchange, const Target& target, const LineDelays& line,
                     const QByteArray& organization);
// The same of probes that do not ask for output.
Observation recordedControl(const Target& target, TimePoint at, const LineDelays& line,
                            quint64 key);
Observation recordedLine(const Target& target, TimePoint at, quint64 key);

} // namespace plimsoll::simulator
