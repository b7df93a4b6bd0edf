// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/themestate.h"
#include "ui/viewmodels/latencytables.h"

#include <QWidget>

namespace plimsoll {

// What a request spends its time on: one bar, a part for each phase, as long as its median. What
// they are stands beside it in words.
class PhaseBar final : public QWidget
{
    Q_OBJECT

public:
    explicit PhaseBar(const ThemeState& themes, QWidget* parent = nullptr);

    void setParts(std::vector<PhasePart> parts, int series);
    const std::vector<PhasePart>& parts() const { return m_parts; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {m_themes.px(120), sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const ThemeState& m_themes;
    std::vector<PhasePart> m_parts;
    int m_series = 0;
};

} // namespace plimsoll
