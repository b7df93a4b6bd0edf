// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

#include <vector>

namespace plimsoll {

// Of a line in pixels, x ascending, the points that decide what is seen: of each column of pixels
// the first, the lowest, the highest and the last, in their order (Jugel et al. 2014, "M4: a
// visualization-oriented time series data aggregation", PVLDB 7:797). Drawn with a pen of one pixel
// on whole columns, they colour the same pixels as all points do. Columns are counted from x = 0.
std::vector<QPointF> m4(const std::vector<QPointF>& points);

} // namespace plimsoll
