// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/dashboard.h"
#include "ui/state/selectionstate.h"

#include <QFuture>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace plimsoll {

using AskDashboard = std::function<QFuture<Result<Dashboard>>(const DashboardQuestion&)>;

// Keeps the pages up to date: asks when the choice changes, when data were committed (at most once
// a second) and every 10 s. One question is under way at a time. Lives in the GUI thread.
class DashboardFeed final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DashboardFeed)

public:
    struct Parts
    {
        AskDashboard ask;
        SelectionState& selection;
        std::shared_ptr<const Clock> clock;
        std::chrono::milliseconds silence =
            std::chrono::minutes(6); // that the schedule may explain
    };
    explicit DashboardFeed(Parts parts, QObject* parent = nullptr);

    // What the page that is seen needs; asks at once when the last answer does not hold it.
    void setParts(DashboardParts parts);
    void setSilence(std::chrono::milliseconds silence) { m_parts.silence = silence; }

public slots:
    void start();
    void refresh(); // data were committed

signals:
    void answered(const plimsoll::SharedDashboard& dashboard);
    void failed(const plimsoll::Error& error);

private:
    void askNow();
    void askAnew(); // another choice: the answer under way is of no use
    void take(quint64 question, Result<Dashboard> answer);

    Parts m_parts;
    QTimer m_soon; // one shot, gathers refreshes
    QTimer m_regular;
    DashboardParts m_needed = allDashboardParts();
    DashboardParts m_asked; // by the newest question
    std::optional<TimePoint> m_oldest;
    quint64 m_question = 0;
    bool m_waiting = false;
    bool m_again = false;
};

} // namespace plimsoll
