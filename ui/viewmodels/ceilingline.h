// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

#include <QPointF>

#include <vector>

namespace plimsoll {

// The spans of one kind that a chart of the range shows, by time.
std::vector<LimitSpan> ceilingSpans(const std::vector<LimitSpan>& spans, LimitKind kind,
                                    TimeRange range);

// A ceiling holds until the first sample with another value; after the last sample nothing is
// drawn.
std::vector<QPointF> ceilingLine(const std::vector<LimitSpan>& spans, TimeRange range);

} // namespace plimsoll
