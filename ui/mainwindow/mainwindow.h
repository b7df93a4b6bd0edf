// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/collectorstatus.h"
#include "ui/pages/observationspage.h"
#include "ui/pages/page.h"
#include "ui/state/selectionstate.h"
#include "ui/theme/themestate.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>

namespace plimsoll {

class Banner;
class CommandSet;
class Navigation;
class PageStack;
class StatusLine;
class TopBar;

// The frame around the pages. Owns no data: it is given a dashboard and hands it on.
class MainWindow final : public QWidget
{
    Q_OBJECT

public:
    struct Parts
    {
        SelectionState& selection;
        ThemeState& themes;
        std::shared_ptr<const Clock> clock;
        ObservationSource observations;
        QString settingsFile; // INI for size and place; "" keeps none
    };
    explicit MainWindow(Parts parts, QWidget* parent = nullptr);
    ~MainWindow() override;

    QStringList pageIds() const;
    Page* page(const QString& id) const; // up to date; null when unknown
    QString currentPage() const;
    bool showPage(const QString& id); // false when there is no such page
    DashboardParts needs() const; // of the page that is seen
    FindingKinds wants() const; // of the same
    const CommandSet& commands() const { return *m_commands; }

public slots:
    void setDashboard(const plimsoll::SharedDashboard& dashboard);
    void setDashboard(const plimsoll::Dashboard& dashboard);
    void setFindings(const plimsoll::SharedFindings& findings);
    void setWaiting(const plimsoll::Headline& headline); // shown until the first dashboard
    // Our own trouble: the figures stay and are marked by the banner, until the next answer.
    void showError(const plimsoll::Error& error);
    void setCollector(const plimsoll::CollectorStatus& status);
    void say(const QString& message); // what was just done

signals:
    void pageShown(const QString& id);
    void scheduleAsked();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void build();
    void addPage(const PageName& name, std::function<Page*()> make);
    void connectCharts();
    void makeCommands();
    void addRangeCommands();
    void addViewCommands();
    void zoom(TimePoint around, double factor);
    void pan(double lengths);
    void chooseRange();
    void showRowsOf(TimeRange span);
    void showPalette();
    void showShortcuts();
    void tick();
    void showHint();
    void applyFormat();
    Format format() const;
    void restoreWindow();

    Parts m_parts;
    TopBar* m_top;
    Navigation* m_navigation;
    CommandSet* m_commands;
    QWidget* m_bannerArea;
    Banner* m_banner;
    PageStack* m_pages;
    StatusLine* m_status;
    CollectorStatus m_collector;
    SharedDashboard m_dashboard = std::make_shared<const Dashboard>();
    bool m_hasDashboard = false;
    bool m_hasError = false; // the banner shows one
    QTimer m_tick;
};

} // namespace plimsoll
