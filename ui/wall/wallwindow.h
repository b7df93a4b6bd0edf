// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/state/selectionstate.h"
#include "ui/theme/themestate.h"
#include "ui/viewmodels/sentences.h"
#include "ui/wall/wallcontent.h"

#include <QTimer>
#include <QTransform>
#include <QWidget>

#include <memory>
#include <optional>

namespace plimsoll {

// The verdict for a screen on the wall: no pointer, no dialogs, nothing to operate. Esc closes it.
class WallWindow final : public QWidget
{
    Q_OBJECT

public:
    struct Parts
    {
        SelectionState& selection;
        ThemeState& themes;
        std::shared_ptr<const Clock> clock;
        std::chrono::milliseconds silence =
            std::chrono::minutes(6); // that the schedule may explain
    };
    explicit WallWindow(Parts parts, QWidget* parent = nullptr);

    const WallContent& content() const { return m_content; }

public slots:
    void setDashboard(const plimsoll::SharedDashboard& dashboard);
    void setDashboard(const plimsoll::Dashboard& dashboard);
    void setWaiting(const plimsoll::Headline& headline); // shown until the first dashboard

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void tick();
    void takeTurn();
    void take(WallContent content);
    QTransform placing() const; // of the painter's coordinates in the window

    Parts m_parts;
    SharedDashboard m_dashboard = std::make_shared<const Dashboard>();
    std::optional<Headline> m_waiting; // until the first dashboard
    WallContent m_content;
    std::size_t m_turn = 0;
    QTimer m_tick;
    QTimer m_turns;
};

} // namespace plimsoll
