// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/phasebar.h"

#include <QPainter>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr int barHeight = 16; // at 100 %

constexpr double narrowest = 2; // pixels: a phase that is there is seen

} // namespace

PhaseBar::PhaseBar(const ThemeState& themes, QWidget* parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setAccessibleName(tr("Medians of the phases"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize PhaseBar::sizeHint() const
{
    return {m_themes.px(320), m_themes.px(barHeight)};
}

void PhaseBar::setParts(std::vector<PhasePart> parts, int series)
{
    m_parts = std::move(parts);
    m_series = series;
    setAccessibleDescription(inWords(m_parts));
    update();
}

void PhaseBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Theme& theme = m_themes.theme();
    const QRectF track(0, 0, width(), m_themes.px(barHeight));
    painter.fillRect(track, theme[Token::Raised]);
    const double all =
        std::accumulate(m_parts.begin(), m_parts.end(), 0.0,
                        [](double sum, const PhasePart& part) { return sum + part.milliseconds; });
    if (all <= 0) {
        return;
    }

    const double room = track.width() - narrowest * double(m_parts.size());
    double left = 0;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const double length = narrowest + room * m_parts[i].milliseconds / all;
        QColor fill = theme.series(m_series).colour;
        fill.setAlphaF(i % 2 == 0 ? 0.9F : 0.5F);
        const QRectF part(left, 0, length, track.height());
        painter.fillRect(part.adjusted(0, 0, -1, 0), fill);
        left += length;
    }
}

} // namespace plimsoll
