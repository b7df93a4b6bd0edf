// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/themestate.h"

#include <QWidget>

#include <optional>

namespace plimsoll {

// The share of a limit that is left, 0..1; dashed and empty while it is unknown.
class HeadroomBar final : public QWidget
{
    Q_OBJECT

public:
    explicit HeadroomBar(const ThemeState& themes, QWidget* parent = nullptr);

    void setShare(std::optional<double> share, bool low);
    std::optional<double> share() const { return m_share; }
    QSize sizeHint() const override { return {m_themes.px(78), m_themes.px(7)}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const ThemeState& m_themes;
    std::optional<double> m_share;
    bool m_low = false;
};

} // namespace plimsoll
