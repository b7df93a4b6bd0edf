// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/event.h"
#include "ui/format/format.h"
#include "ui/viewmodels/celltable.h"

namespace plimsoll {

// Announcements and notes of a range, lettered in order of time; the letters return as flags.
struct EventTable
{
    struct Flag
    {
        QString letter;
        TimePoint at;
    };
    TableContent table;
    std::vector<Flag> flags;
};

EventTable eventTable(const std::vector<Event>& events, TimeRange range, const Format& format);

// "A" to "Z", then "27", ...
QString flagLetter(std::size_t index);

} // namespace plimsoll
