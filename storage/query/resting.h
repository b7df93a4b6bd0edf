// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "storage/store.h"

#include <optional>

namespace plimsoll {

// Why nothing is sent of a target, as its newest observation tells: the schedule's own words for a
// probe that was due and left out, or the answer after which it was given up.
struct Resting
{
    enum class How : quint8 {
        LeftOut, // paused, over budget, little headroom, the fuse
        Waits, // for a person; tried again ten minutes later
        Stopped // nothing is sent until something changes
    };

    TargetId target;
    How how = How::LeftOut;
    TimePoint at; // of that observation
    QString reason; // for a person

    bool operator==(const Resting&) const = default;
};

QLatin1String name(Resting::How how); // "left_out"

// Absent: the target is sent as scheduled, or nothing is known. A probe left out speaks of the
// present for as long as the schedule may be silent, and at least for ten minutes.
Result<std::optional<Resting>> restingOf(const StoreReader& reader, const TargetId& target,
                                         const Catalogue& catalogue, TimePoint asOf,
                                         std::chrono::milliseconds silence);

} // namespace plimsoll
