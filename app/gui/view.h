// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/guioptions.h"
#include "app/gui/screenawake.h"
#include "storage/query/queryservice.h"
#include "storage/sqlite/sqlitestore.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/state/dashboardfeed.h"
#include "ui/state/findingsfeed.h"
#include "ui/viewmodels/sentences.h"
#include "ui/wall/wallwindow.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace plimsoll {

// What there is to show.
struct ViewSource
{
    QString database;
    qint64 cacheBytes = usualCacheBytes; // of each query thread, for packed days
    Catalogue catalogue;
    std::shared_ptr<const ClaimBook> claims;
    std::chrono::milliseconds silence = std::chrono::minutes(6); // that the schedule may explain
    bool isThere = true; // the store, or it may come; false: startAsking() follows
    QString stateFile;
    std::shared_ptr<const Clock> clock;
};

// The window, or the wall, on one database: asks in the query thread, shows in this one.
class View final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(View)

public:
    View(ViewSource source, const GuiOptions& options, QObject* parent = nullptr);
    ~View() override;

    void show(); // with the first answer, or soon without one
    void startAsking();
    void setCollector(const CollectorStatus& status);
    ThemeState& themes() { return m_themes; }
    SelectionState& selection() { return m_selection; }
    QWidget* dialogParent();
    void setSilence(std::chrono::milliseconds silence); // of another schedule
    void say(const QString& message); // what was just done
    void advise(const QString& hint); // stays until another state of the collector is told

public slots:
    void refresh(); // data were committed
    void showError(const plimsoll::Error& error);
    void showFilling(double share); // of the demo store, 0..1

signals:
    void scheduleAsked(); // never from the wall

private:
    void showNow();
    QWidget* window() const;
    void onAnswered(const SharedDashboard& dashboard);
    void onFailed(const Error& error);
    QFuture<Result<Findings>> find(FindingsQuestion question);
    void sayWaiting(Waiting why);
    MainWindow::Parts parts();
    WallWindow::Parts wallParts();

    ViewSource m_source;
    SelectionState m_selection;
    ThemeState m_themes;
    QueryService m_queries;
    DashboardFeed m_feed;
    FindingsFeed m_findings;
    CollectorStatus m_collector;
    Waiting m_waiting = Waiting::Reading;
    QTimer m_show;
    bool m_answered = false; // there was a store
    std::unique_ptr<MainWindow> m_window; // one of these two
    std::unique_ptr<WallWindow> m_wall;
    std::unique_ptr<ScreenAwake> m_awake; // with the wall
};

} // namespace plimsoll
