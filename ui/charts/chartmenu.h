// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>

namespace plimsoll {

class PlotView;

// What can be done with a chart as a whole: copied as a picture or as a table, saved as a picture.
// PlotView::saved() or failed() follows.
void showChartMenu(PlotView& chart, QPoint globalPosition);

} // namespace plimsoll
