// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/overview.h"
#include "ui/theme/themestate.h"
#include "ui/viewmodels/ticks.h"

#include <QWidget>

#include <optional>

namespace plimsoll {

// The last day at a glance: a lane per model with a bar wherever an overload was met, and one lane
// for 429.
class LaneTimeline final : public QWidget
{
    Q_OBJECT

public:
    explicit LaneTimeline(const ThemeState& themes, QWidget* parent = nullptr);

    struct Lane
    {
        QString name;
        std::optional<int> series; // absent: the lane of 429
        std::vector<TimeRange> bars;
    };
    struct Content
    {
        TimeRange range;
        std::vector<Lane> lanes;
        std::vector<TimeRange> gaps; // in which no model was probed
        std::vector<Tick> ticks;
    };
    void setContent(Content content);
    const Content& content() const { return m_content; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double x(TimePoint t) const;
    int nameWidth() const { return m_themes.px(110); }
    int axisHeight() const { return m_themes.px(22); }
    int laneHeight() const; // grows with the room there is

    const ThemeState& m_themes;
    Content m_content;
};

// From the steps on the tiles; neighbouring steps join into one bar.
LaneTimeline::Content laneContent(const std::vector<ModelOverview>& models, TimeRange range,
                                  std::chrono::milliseconds tolerance, const Times& times);

} // namespace plimsoll
