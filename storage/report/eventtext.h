// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/eventanswer.h"

namespace plimsoll {

// Parts of answersText(): a line for each figure that has values in both periods, and what an event
// says below its own line.
QString latencyLines(const std::vector<LatencyAnswer>& answers);
QString eventLines(const EventAnswer& answer);

} // namespace plimsoll
