// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sparkline.h"

#include "ui/viewmodels/gapspans.h"
#include "ui/widgets/shapes.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace plimsoll {

Sparkline::Sparkline(const ThemeState& themes, QWidget* parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setMinimumHeight(themes.px(48));
    setMaximumHeight(themes.px(160));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void Sparkline::setContent(Content content)
{
    m_content = std::move(content);
    update();
}

void Sparkline::paintEvent(QPaintEvent* /*event*/)
{
    if (m_content.range.isEmpty()) {
        return;
    }
    QPainter painter(this);
    const Theme& theme = m_themes.theme();
    const double length = double(m_content.range.length().count());
    const auto x = [&](TimePoint t) {
        return std::floor(double((t - m_content.range.from).count()) / length * width());
    };
    const int floor = height() - 1;
    for (const double line : {0.0, 0.5}) { // full scale and half of it
        painter.fillRect(QRectF(0, std::floor(floor * line), width(), 1), theme[Token::Grid]);
    }
    std::vector<TimeRange> covered;
    std::ranges::transform(m_content.steps, std::back_inserter(covered), &RateStep::range);
    for (const TimeRange gap : gapSpans(m_content.range, covered, m_content.tolerance)) {
        drawHatch(painter, QRectF(x(gap.from), 0, std::max(3.0, x(gap.to) - x(gap.from)), floor),
                  theme[Token::Hatch]);
    }
    if (m_content.silentSince) {
        const double left = std::min(x(*m_content.silentSince), width() - 3.0);
        drawHatch(painter, QRectF(left, 0, width() - left, floor), theme[Token::Hatch]);
    }
    painter.fillRect(0, floor, width(), 1, theme[Token::Text3]);
    const QColor colour = m_content.state == State::Stale ? theme[Token::Text3]
                                                          : theme.series(m_content.series).colour;
    for (const RateStep& step : m_content.steps) {
        const quint64 n = step.counts.reached();
        if (n == 0 || step.counts.overloaded() == 0) {
            continue;
        }
        const double share = double(step.counts.overloaded()) / double(n);
        const double top = floor - std::min(share / fullScale, 1.0) * floor;
        const double left = x(step.range.from);
        painter.fillRect(
            QRectF(left, std::floor(top), std::max(2.0, x(step.range.to) - left - 1), floor - top),
            colour);
    }
}

} // namespace plimsoll
