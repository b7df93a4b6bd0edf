// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFont>
#include <QObject>
#include <QPointer>
#include <QWidget>

#include <vector>

namespace plimsoll {

enum class Appearance { FollowDesktop, Light, Dark };

// The theme in force and the sizes of type. Handed by reference to whatever paints. Lives in the
// GUI thread.
class ThemeState final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ThemeState)

public:
    explicit ThemeState(Appearance appearance, QObject* parent = nullptr);

    const Theme& theme() const;
    void setAppearance(Appearance appearance);
    // Gives a window our palette and style sheet, now and after every change.
    void dress(QWidget& window);

    int px(int at100Percent) const; // scaled with the desktop's font
    enum class Weight { Regular, Strong };
    QFont font(int pixelsAt100Percent, Weight weight = Weight::Regular) const;

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void changed();

private:
    void apply(QWidget& window) const;
    void applyAll();

    Appearance m_appearance;
    bool m_desktopIsDark;
    double m_scale;
    std::vector<QPointer<QWidget>> m_windows;
};

// Before the first window: Fusion, which draws our style sheet alike on every desktop, and Inter
// where the platform names no font of its own.
void prepareApplication();

} // namespace plimsoll
