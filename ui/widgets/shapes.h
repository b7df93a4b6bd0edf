// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QPainter>

namespace plimsoll {

// The shape of a condition: filled circle, triangle, diamond, or a hollow square for unknown.
void drawShape(QPainter& painter, const QRectF& box, Condition condition, const QColor& colour);

// Diagonal lines for "no data", 6 px apart.
void drawHatch(QPainter& painter, const QRectF& area, const QColor& colour);

} // namespace plimsoll
