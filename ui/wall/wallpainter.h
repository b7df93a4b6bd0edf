// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/themestate.h"
#include "ui/wall/wallcontent.h"

#include <QPainter>

namespace plimsoll {

// Draws the wall, to be read from four metres. Coordinates are those of 1920 x 1080; the painter is
// scaled by the caller.
class WallPainter
{
public:
    WallPainter(QPainter& painter, const Theme& theme);

    // What touches `exposed` alone.
    void paint(const WallContent& wall, std::size_t turn,
               const QRectF& exposed = {0, 0, width, height});
    static QRectF bottomArea() { return {0, 985, width, height - 985}; } // with the age of the data

    static constexpr double width = 1920;
    static constexpr double height = 1080;

private:
    enum class Weight { Regular, Strong };
    void text(QPointF baseline, const QString& words, int pixels, const QColor& colour,
              Weight weight = Weight::Regular);
    double advance(const QString& words, int pixels, Weight weight = Weight::Regular) const;
    QString fitted(const QString& words, int pixels, double space, Weight weight) const;
    void top(const WallContent& wall);
    void clock(const WallContent& wall, const QColor& colour, const QColor& quiet);
    void tiles(const WallContent& wall, std::size_t turn);
    void tile(const WallTile& tile, QRectF box, TimeRange range);
    void tileFrame(const WallTile& tile, const QRectF& box);
    void tileFacts(const WallTile& tile, QPointF at);
    void spark(const WallTile& tile, const QRectF& box, TimeRange range);
    void bottom(const WallContent& wall, std::size_t turn);

    QPainter& m_painter;
    const Theme& m_theme;
};

} // namespace plimsoll
