// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/shapes.h"

#include <QPolygonF>

#include <cmath>

namespace plimsoll {

void drawShape(QPainter& painter, const QRectF& box, Condition condition, const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (condition) {
    case Condition::Normal:
        painter.drawEllipse(box);
        break;
    case Condition::Warning:
        painter.drawPolygon(
            QPolygonF {{box.center().x(), box.top()}, box.bottomRight(), box.bottomLeft()});
        break;
    case Condition::Bad:
        painter.drawPolygon(QPolygonF {{box.center().x(), box.top()},
                                       {box.right(), box.center().y()},
                                       {box.center().x(), box.bottom()},
                                       {box.left(), box.center().y()}});
        break;
    case Condition::Unknown: {
        const double pen = std::max(1.5, box.width() / 7);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, pen, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(box.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2));
        break;
    }
    }
    painter.restore();
}

void drawHatch(QPainter& painter, const QRectF& area, const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area, Qt::IntersectClip);
    painter.setPen(QPen(colour, 1));
    constexpr double distance = 6;
    // Lines are anchored to the origin, not to the area, so that neighbouring gaps share a pattern.
    const double first = std::floor((area.left() + area.top()) / distance) * distance;
    for (double sum = first; sum < area.right() + area.bottom(); sum += distance) {
        painter.drawLine(QPointF(sum - area.top(), area.top()),
                         QPointF(sum - area.bottom(), area.bottom()));
    }
    painter.restore();
}

} // namespace plimsoll
