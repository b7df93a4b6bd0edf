// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <QImage>

namespace plimsoll {

class PlotView;

// A chart as it is seen, on the ground of the theme, at twice the size so that it stays sharp.
QImage imageOf(PlotView& chart);
// As PNG or SVG, by the end of the name; the file is replaced as a whole.
Result<void> savePicture(PlotView& chart, const QString& path);

} // namespace plimsoll
