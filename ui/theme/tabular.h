// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetricsF>
#include <QPainter>
#include <QRectF>
#include <QString>

namespace plimsoll {

// Text whose digits all take the width of the widest one, so that figures in a column stand below
// each other. Qt gives access to the font's own tabular figures only from 6.7 on.
double tabularWidth(const QFontMetricsF& metrics, const QString& text);
void drawTabular(QPainter& painter, const QRectF& rect, Qt::Alignment alignment,
                 const QString& text);

} // namespace plimsoll
