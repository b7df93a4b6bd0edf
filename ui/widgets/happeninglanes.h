// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewmodels/happeningrows.h"
#include "ui/widgets/lanetimeline.h"

namespace plimsoll {

// A lane for each model with its bursts, one for what was told: incidents as bars, everything else
// as moments. `chosen`: key of the row to mark, "" for none.
LaneTimeline::Content happeningLanes(const Happenings& found, const std::vector<HappeningRow>& rows,
                                     const QString& chosen, const Times& times);

} // namespace plimsoll
