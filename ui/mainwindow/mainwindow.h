// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/collectorstatus.h"
#include "ui/pages/observationspage.h"
#include "ui/pages/page.h"
#include "ui/state/selectionstate.h"
#include "ui/theme/themestate.h"

#include <QStackedWidget>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <vector>

namespace plimsoll {

class Banner;
class Navigation;
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
    Page* page(const QString& id) const; // null when unknown
    QString currentPage() const;
    bool showPage(const QString& id); // false when there is no such page

public slots:
    void setDashboard(const plimsoll::Dashboard& dashboard);
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
    void addPage(Page* page);
    void tick();
    void showHint();
    void applyFormat();
    Format format() const;
    void restoreWindow();

    Parts m_parts;
    TopBar* m_top;
    Navigation* m_navigation;
    QWidget* m_bannerArea;
    Banner* m_banner;
    QStackedWidget* m_stack;
    StatusLine* m_status;
    std::vector<Page*> m_pages;
    CollectorStatus m_collector;
    std::shared_ptr<const Dashboard> m_dashboard = std::make_shared<const Dashboard>();
    bool m_hasDashboard = false;
    bool m_hasError = false; // the banner shows one
    QTimer m_tick;
};

} // namespace plimsoll
