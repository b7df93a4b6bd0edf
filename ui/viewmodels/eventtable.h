// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/event.h"
#include "ui/format/format.h"
#include "ui/viewmodels/celltable.h"

namespace plimsoll {

// What others told and what was noted in a range, lettered in order of time; the letters return as
// flags. Reported usage is bookkeeping and stays in the export alone.
struct EventTable
{
    struct Flag
    {
        QString letter;
        TimePoint at;
    };
    TableContent table; // newest first
    std::vector<Flag> flags;
    std::size_t older = 0; // left out, so that the table stays one
};

// More than these are not shown.
inline constexpr std::size_t mostEvents = 26;

EventTable eventTable(const std::vector<Event>& events, TimeRange range, const Format& format);

// "status page", "model list", ...: who speaks.
QString label(EventType type);

// "A" to "Z", then "27", ...
QString flagLetter(std::size_t index);

} // namespace plimsoll
