// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/overview.h"
#include "ui/theme/themestate.h"
#include "ui/viewmodels/ticks.h"

#include <QWidget>

#include <optional>

namespace plimsoll {

// A range at a glance: a lane per model with a bar wherever an overload was met, and one lane for
// what is not of a model: 429, or what was told.
class LaneTimeline final : public QWidget
{
    Q_OBJECT

public:
    explicit LaneTimeline(const ThemeState& themes, QWidget* parent = nullptr);

    struct Lane
    {
        QString name;
        std::optional<int> series; // absent: not of a model
        std::vector<TimeRange> bars;
        std::vector<TimeRange> gaps {}; // of this lane alone
        std::vector<TimePoint> moments {}; // drawn as triangles
    };
    // What the reader has chosen elsewhere.
    struct Chosen
    {
        std::size_t lane = 0;
        TimeRange span;
    };
    struct Content
    {
        TimeRange range;
        std::vector<Lane> lanes;
        std::vector<TimeRange> gaps; // in which no model was probed
        std::vector<Tick> ticks;
        std::optional<Chosen> chosen {};
    };
    void setContent(Content content);
    const Content& content() const { return m_content; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintTicks(QPainter& painter, int bottom) const;
    void paintGap(QPainter& painter, TimeRange gap, QRectF lane) const;
    void paintLane(QPainter& painter, const Lane& lane, int top) const;
    void paintChosen(QPainter& painter) const;
    QRectF barOf(TimeRange span, int top) const;
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
