// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/event.h"
#include "probes/schedule/schedule.h"

#include <QString>

#include <optional>

namespace plimsoll {

// One moment on both clocks.
struct Instant
{
    TimePoint wall;
    Elapsed elapsed {0}; // since the start of the schedule
};

// Why a probe is not sent.
struct Refusal
{
    QString reason; // for a person
    // What the span is called in which probes of this target are refused; absent where a skipped
    // observation says enough.
    std::optional<GapReason> gap {};
};

} // namespace plimsoll
