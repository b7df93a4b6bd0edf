// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/lanetimeline.h"

#include "ui/theme/tabular.h"
#include "ui/viewmodels/gapspans.h"
#include "ui/widgets/shapes.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

void addBar(std::vector<TimeRange>& bars, TimeRange step)
{
    if (!bars.empty() && bars.back().to == step.from) {
        bars.back().to = step.to;
    } else {
        bars.push_back(step);
    }
}

} // namespace

LaneTimeline::Content laneContent(const std::vector<ModelOverview>& models, TimeRange range,
                                  std::chrono::milliseconds tolerance, const Times& times)
{
    LaneTimeline::Content content {
        .range = range, .lanes = {}, .gaps = {}, .ticks = timeTicks(range, 9, times)};
    std::vector<TimeRange> covered;
    std::vector<TimeRange> limited;
    for (const ModelOverview& model : models) {
        LaneTimeline::Lane lane {.name = model.displayName, .series = model.series, .bars = {}};
        for (const RateStep& step : model.spark) {
            covered.push_back(step.range);
            if (step.counts.overloaded() > 0) {
                addBar(lane.bars, step.range);
            }
            if (step.counts.limited() > 0) {
                limited.push_back(step.range);
            }
        }
        content.lanes.push_back(std::move(lane));
    }
    content.lanes.push_back({.name = LaneTimeline::tr("429, our account"),
                             .series = {},
                             .bars = mergedSpans(std::move(limited))});
    content.gaps = gapSpans(range, mergedSpans(std::move(covered)), tolerance);
    return content;
}

LaneTimeline::LaneTimeline(const ThemeState& themes, QWidget* parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Overloads of the last 24 hours by model"));
}

void LaneTimeline::setContent(Content content)
{
    const bool taller = content.lanes.size() != m_content.lanes.size();
    m_content = std::move(content);
    if (taller) {
        updateGeometry();
    }
    update();
}

QSize LaneTimeline::sizeHint() const
{
    return {m_themes.px(480), m_themes.px(25) * int(m_content.lanes.size()) + axisHeight()};
}

int LaneTimeline::laneHeight() const
{
    const int lanes = std::max(1, int(m_content.lanes.size()));
    return std::clamp((height() - axisHeight()) / lanes, m_themes.px(25), m_themes.px(40));
}

double LaneTimeline::x(TimePoint t) const
{
    const double share =
        double((t - m_content.range.from).count()) / double(m_content.range.length().count());
    return nameWidth() + std::floor(share * (width() - nameWidth() - 1));
}

void LaneTimeline::paintEvent(QPaintEvent* /*event*/)
{
    if (m_content.range.isEmpty()) {
        return;
    }
    QPainter painter(this);
    const Theme& theme = m_themes.theme();
    const int bottom = laneHeight() * int(m_content.lanes.size());
    painter.setFont(m_themes.font(11));
    for (const Tick& tick : m_content.ticks) {
        const double at = x(fromEpochMs(qint64(tick.value)));
        painter.fillRect(QRectF(at, 0, 1, bottom + 4), theme[Token::Grid]);
        painter.setPen(theme[Token::Text2]);
        if (at + 20 < width()) {
            drawTabular(painter, QRectF(at - 30, bottom + 4, 60, m_themes.px(18)), Qt::AlignHCenter,
                        tick.label);
        }
    }
    for (const TimeRange gap : m_content.gaps) {
        const QRectF area(x(gap.from), 0, std::max(2.0, x(gap.to) - x(gap.from)), bottom);
        drawHatch(painter, area, theme[Token::Hatch]);
        if (area.width() > m_themes.px(54)) {
            const QRectF words(area.center().x() - m_themes.px(24), bottom / 2.0 - 8,
                               m_themes.px(48), 16);
            painter.fillRect(words, theme[Token::Surface]);
            painter.setPen(theme[Token::Text2]);
            painter.drawText(words, Qt::AlignCenter, tr("no data"));
        }
    }
    painter.setFont(m_themes.font(12));
    int top = 0;
    for (const Lane& lane : m_content.lanes) {
        painter.setPen(theme[Token::Text]);
        painter.drawText(QRect(0, top, nameWidth(), laneHeight()), Qt::AlignLeft | Qt::AlignVCenter,
                         lane.name);
        painter.fillRect(nameWidth(), top + laneHeight() - 1, width() - nameWidth(), 1,
                         theme[Token::Grid]);
        for (const TimeRange bar : lane.bars) {
            painter.fillRect(QRectF(x(bar.from), top + (laneHeight() - m_themes.px(14)) / 2,
                                    std::max(3.0, x(bar.to) - x(bar.from)), m_themes.px(14)),
                             lane.series ? theme.series(*lane.series).colour : theme[Token::Warn]);
        }
        top += laneHeight();
    }
    painter.fillRect(nameWidth(), bottom, width() - nameWidth(), 1, theme[Token::Text3]);
}

} // namespace plimsoll
