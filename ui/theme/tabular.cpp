// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tabular.h"

#include <algorithm>

namespace plimsoll {

namespace {

double digitWidth(const QFontMetricsF& metrics)
{
    double width = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
        width = std::max(width, metrics.horizontalAdvance(QChar(digit)));
    }
    return width;
}

// Calls take(run, advance) for each digit and for each stretch of other text.
template<typename Take>
void forRuns(const QFontMetricsF& metrics, const QString& text, Take take)
{
    const double digit = digitWidth(metrics);
    for (qsizetype i = 0; i < text.size();) {
        qsizetype end = i + 1;
        if (!text[i].isDigit()) {
            while (end < text.size() && !text[end].isDigit()) {
                ++end;
            }
        }
        const QString run = text.mid(i, end - i);
        take(run, text[i].isDigit() ? digit : metrics.horizontalAdvance(run));
        i = end;
    }
}

} // namespace

double tabularWidth(const QFontMetricsF& metrics, const QString& text)
{
    double width = 0;
    forRuns(metrics, text, [&](const QString&, double advance) { width += advance; });
    return width;
}

void drawTabular(QPainter& painter, const QRectF& rect, Qt::Alignment alignment,
                 const QString& text)
{
    const QFontMetricsF metrics(painter.font());
    const double width = tabularWidth(metrics, text);
    double x = rect.left();
    if (alignment & Qt::AlignRight) {
        x = rect.right() - width;
    } else if (alignment & Qt::AlignHCenter) {
        x = rect.center().x() - width / 2;
    }
    const double y = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    forRuns(metrics, text, [&](const QString& run, double advance) {
        painter.drawText(QPointF(x + (advance - metrics.horizontalAdvance(run)) / 2, y), run);
        x += advance;
    });
}

} // namespace plimsoll
