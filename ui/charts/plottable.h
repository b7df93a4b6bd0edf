// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotcontent.h"

#include <QString>
#include <QStringList>

namespace plimsoll {

// What a plot shows as numbers: each point of its lines with the ends of the band around it, then
// its bars. Moments as ISO 8601 in UTC, numbers with a point, values in the unit of the axis and
// not as its labels say them.
struct PlotValues
{
    QStringList columns;
    std::vector<QStringList> rows; // empty when it shows nothing
};
PlotValues plotValues(const PlotContent& content);

// The same as lines of cells with tabs between them, for a spreadsheet; "" when it shows nothing.
QString plotTable(const PlotContent& content);

} // namespace plimsoll
