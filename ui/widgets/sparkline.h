// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/overview.h"
#include "ui/theme/themestate.h"

#include <QWidget>

namespace plimsoll {

// The overload rate of the last 24 hours as one bar per step; hatched where nothing was measured.
class Sparkline final : public QWidget
{
    Q_OBJECT

public:
    explicit Sparkline(const ThemeState& themes, QWidget* parent = nullptr);

    enum class State { Live, Stale };
    struct Content
    {
        std::vector<RateStep> steps;
        TimeRange range;
        std::chrono::milliseconds tolerance {15 * 60'000}; // longer without a step is a gap
        int series = 0;
        State state = State::Live;
        std::optional<TimePoint> silentSince; // nothing is known from here on
    };
    void setContent(Content content);
    static constexpr double fullScale = 0.2; // the bar of this rate is as high as the field
    QSize sizeHint() const override { return {m_themes.px(240), m_themes.px(48)}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const ThemeState& m_themes;
    Content m_content;
};

} // namespace plimsoll
