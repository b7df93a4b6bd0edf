// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/mainwindow.h"

#include "probes/domain/redact.h"
#include "ui/mainwindow/commandset.h"
#include "ui/mainwindow/navigation.h"
#include "ui/mainwindow/pagestack.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/topbar.h"
#include "ui/pages/advisorpage.h"
#include "ui/pages/capacitypage.h"
#include "ui/pages/claimspage.h"
#include "ui/pages/incidentspage.h"
#include "ui/pages/latencypage.h"
#include "ui/pages/limitspage.h"
#include "ui/pages/overloadpage.h"
#include "ui/pages/overviewpage.h"
#include "ui/pages/trendspage.h"
#include "ui/widgets/banner.h"

#include <QCloseEvent>
#include <QGridLayout>
#include <QIcon>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace plimsoll {

MainWindow::MainWindow(Parts parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(std::move(parts))
    , m_top(new TopBar(m_parts.selection, m_parts.themes, this))
    , m_navigation(new Navigation(m_parts.themes, this))
    , m_commands(new CommandSet(*this))
    , m_bannerArea(new QWidget(this))
    , m_banner(new Banner(m_parts.themes, m_bannerArea))
    , m_pages(new PageStack(this))
    , m_status(new StatusLine(m_parts.themes, this))
{
    setObjectName("window"_L1);
    setAttribute(Qt::WA_StyledBackground);
    setWindowTitle(tr("Plimsoll"));
    setWindowIcon(QIcon(u":/plimsoll/icons/plimsoll.svg"_s));
    build();
    m_parts.themes.dress(*this);
    connect(m_navigation, &Navigation::chosen, this, &MainWindow::showPage);
    connect(m_navigation, &Navigation::scheduleAsked, this, &MainWindow::scheduleAsked);
    connect(&m_parts.selection, &SelectionState::zoneChanged, this, &MainWindow::applyFormat);
    connect(&m_parts.selection, &SelectionState::focusChanged, this,
            [this] { m_pages->setFocus(m_parts.selection.focus()); });
    connect(m_pages, &PageStack::focusChosen, &m_parts.selection, &SelectionState::setFocus);
    connect(m_pages, &PageStack::failed, this, &MainWindow::showError);
    connect(m_pages, &PageStack::exported, this,
            [this](const QString& path) { say(tr("Wrote %1").arg(path)); });
    connectCharts();
    makeCommands();
    connect(&m_tick, &QTimer::timeout, this, &MainWindow::tick);
    m_tick.start(std::chrono::seconds(1));
    applyFormat();
    setWaiting(waitingHeadline(Waiting::Reading));
    showPage(u"overview"_s);
    restoreWindow();
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    auto* body = new QVBoxLayout; // taken by the grid
    auto* bannerRow = new QHBoxLayout(m_bannerArea);
    bannerRow->setContentsMargins(24, 12, 24, 0);
    bannerRow->addWidget(m_banner);
    m_bannerArea->hide();
    body->setSpacing(0);
    body->addWidget(m_bannerArea);
    body->addWidget(m_pages, 1);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    grid->addWidget(m_top, 0, 0, 1, 2);
    grid->addWidget(m_navigation, 1, 0);
    grid->addLayout(body, 1, 1);
    grid->addWidget(m_status, 2, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(1, 1);
    const ThemeState& themes = m_parts.themes;
    addPage(OverviewPage::name(), [&themes] { return new OverviewPage(themes); });
    addPage(OverloadPage::name(), [&themes] { return new OverloadPage(themes); });
    addPage(LimitsPage::name(), [&themes] { return new LimitsPage(themes); });
    addPage(LatencyPage::name(), [&themes] { return new LatencyPage(themes); });
    addPage(TrendsPage::name(), [&themes] { return new TrendsPage(themes); });
    addPage(CapacityPage::name(), [&themes] { return new CapacityPage(themes); });
    addPage(AdvisorPage::name(), [&themes] { return new AdvisorPage(themes); });
    addPage(ClaimsPage::name(), [&themes] { return new ClaimsPage(themes); });
    addPage(IncidentsPage::name(), [&themes] { return new IncidentsPage(themes); });
    addPage(ObservationsPage::name(),
            [&themes, this] { return new ObservationsPage(m_parts.observations, themes); });
}

void MainWindow::addPage(const PageName& name, std::function<Page*()> make)
{
    m_pages->add(name, std::move(make));
    m_navigation->addPage(name.id, name.title);
}

QStringList MainWindow::pageIds() const
{
    return m_pages->ids();
}

Page* MainWindow::page(const QString& id) const
{
    return m_pages->page(id);
}

QString MainWindow::currentPage() const
{
    return m_pages->current()->id();
}

DashboardParts MainWindow::needs() const
{
    return m_pages->current()->needs();
}

FindingKinds MainWindow::wants() const
{
    return m_pages->current()->wants();
}

bool MainWindow::showPage(const QString& id)
{
    if (!m_pages->showPage(id)) {
        return false;
    }
    m_navigation->setCurrent(id);
    emit pageShown(id);
    return true;
}

Format MainWindow::format() const
{
    return {.numbers = Numbers(locale()), .times = Times(m_parts.selection.zone(), locale())};
}

void MainWindow::applyFormat()
{
    m_pages->setFormat(format());
    tick();
}

void MainWindow::setDashboard(const Dashboard& dashboard)
{
    setDashboard(std::make_shared<const Dashboard>(dashboard));
}

void MainWindow::setDashboard(const SharedDashboard& dashboard)
{
    m_dashboard = dashboard;
    m_hasDashboard = true;
    m_hasError = false;
    showHint();
    m_top->setDemo(m_dashboard->store.demo);
    std::vector<SelectionState::KnownModel> models;
    for (const ModelOverview& model : m_dashboard->models) {
        models.push_back(
            {.id = model.subject(), .name = model.displayName, .series = model.series});
    }
    m_parts.selection.learnModels(models);
    m_pages->setDashboard(m_dashboard);
    m_status->setDashboard(*m_dashboard, format());
    tick();
}

void MainWindow::setFindings(const SharedFindings& findings)
{
    m_pages->setFindings(findings);
}

void MainWindow::setWaiting(const Headline& headline)
{
    m_pages->setWaiting(headline);
}

void MainWindow::showError(const Error& error)
{
    QString text = redacted(error.message);
    if (const Page* seen = m_pages->current(); seen->isReady()) {
        text +=
            u' ' + tr("The figures below are of %1.").arg(format().times.event(seen->shown().asOf));
    }
    m_hasError = true;
    m_banner->say(Condition::Bad, text);
    m_bannerArea->show();
}

void MainWindow::showHint()
{
    if (m_hasError) {
        return;
    }
    if (m_collector.hint.isEmpty()) {
        m_banner->clear();
    } else {
        m_banner->say(Condition::Unknown, redacted(m_collector.hint));
    }
    m_bannerArea->setVisible(!m_collector.hint.isEmpty());
}

void MainWindow::setCollector(const CollectorStatus& status)
{
    m_collector = status;
    showHint();
    tick();
}

void MainWindow::say(const QString& message)
{
    m_status->setMessage(message);
}

void MainWindow::tick()
{
    const TimePoint now = m_parts.clock->now();
    m_top->setNow(now, format());
    m_navigation->setFacts(
        {.collector = m_collector,
         .lastProbe = newestProbe(*m_dashboard),
         .costToday = m_hasDashboard ? m_dashboard->knownCostToday() : std::nullopt,
         .now = now},
        format());
    m_pages->setFreshness({.now = now, .silence = m_collector.silence});
}

void MainWindow::restoreWindow()
{
    resize(1440, 900);
    if (m_parts.settingsFile.isEmpty()) {
        return;
    }
    const QSettings settings(m_parts.settingsFile, QSettings::IniFormat);
    restoreGeometry(settings.value("window/geometry"_L1).toByteArray());
    showPage(settings.value("window/page"_L1).toString());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_parts.settingsFile.isEmpty()) {
        QSettings settings(m_parts.settingsFile, QSettings::IniFormat);
        settings.setValue("window/geometry"_L1, saveGeometry());
        settings.setValue("window/page"_L1, currentPage());
    }
    event->accept();
}

} // namespace plimsoll
