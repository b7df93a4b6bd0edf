// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/mainwindow.h"

#include "probes/domain/redact.h"
#include "ui/mainwindow/navigation.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/topbar.h"
#include "ui/pages/limitspage.h"
#include "ui/pages/overloadpage.h"
#include "ui/pages/overviewpage.h"
#include "ui/pages/trendspage.h"
#include "ui/widgets/banner.h"

#include <QCloseEvent>
#include <QGridLayout>
#include <QIcon>
#include <QScrollArea>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace plimsoll {

MainWindow::MainWindow(Parts parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(std::move(parts))
    , m_top(new TopBar(m_parts.selection, m_parts.themes, this))
    , m_navigation(new Navigation(m_parts.themes, this))
    , m_bannerArea(new QWidget(this))
    , m_banner(new Banner(m_parts.themes, m_bannerArea))
    , m_stack(new QStackedWidget(this))
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
    connect(&m_parts.selection, &SelectionState::focusChanged, this, [this] {
        for (Page* page : m_pages) {
            page->setFocus(m_parts.selection.focus());
        }
    });
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
    body->addWidget(m_stack, 1);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    grid->addWidget(m_top, 0, 0, 1, 2);
    grid->addWidget(m_navigation, 1, 0);
    grid->addLayout(body, 1, 1);
    grid->addWidget(m_status, 2, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(1, 1);
    addPage(new OverviewPage(m_parts.themes));
    addPage(new OverloadPage(m_parts.themes));
    addPage(new LimitsPage(m_parts.themes));
    addPage(new TrendsPage(m_parts.themes));
    addPage(new ObservationsPage(m_parts.observations, m_parts.themes));
}

void MainWindow::addPage(Page* page)
{
    auto* scroll = new QScrollArea(m_stack); // taken by the stack
    scroll->setObjectName("pageScroll"_L1);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    scroll->setWidget(page);
    m_stack->addWidget(scroll);
    m_pages.push_back(page);
    m_navigation->addPage(page->id(), page->title());
    connect(page, &Page::focusChosen, &m_parts.selection, &SelectionState::setFocus);
    connect(page, &Page::failed, this, &MainWindow::showError);
    connect(page, &Page::exported, this,
            [this](const QString& path) { say(tr("Wrote %1").arg(path)); });
}

QStringList MainWindow::pageIds() const
{
    QStringList ids;
    for (const Page* page : m_pages) {
        ids << page->id();
    }
    return ids;
}

Page* MainWindow::page(const QString& id) const
{
    for (Page* page : m_pages) {
        if (page->id() == id) {
            return page;
        }
    }
    return nullptr;
}

QString MainWindow::currentPage() const
{
    return m_pages[std::size_t(m_stack->currentIndex())]->id();
}

bool MainWindow::showPage(const QString& id)
{
    const auto index = pageIds().indexOf(id);
    if (index < 0) {
        return false;
    }
    m_stack->setCurrentIndex(int(index));
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
    for (Page* page : m_pages) {
        page->setFormat(format());
    }
    tick();
}

void MainWindow::setDashboard(const Dashboard& dashboard)
{
    m_dashboard = std::make_shared<const Dashboard>(dashboard);
    m_hasDashboard = true;
    m_hasError = false;
    showHint();
    m_top->setDemo(dashboard.store.demo);
    std::vector<SelectionState::KnownModel> models;
    for (const ModelOverview& model : dashboard.models) {
        models.push_back(
            {.id = model.subject(), .name = model.displayName, .series = model.series});
    }
    m_parts.selection.learnModels(models);
    for (Page* page : m_pages) {
        page->setDashboard(m_dashboard);
    }
    m_status->setDashboard(dashboard, format());
    tick();
}

void MainWindow::setWaiting(const Headline& headline)
{
    for (Page* page : m_pages) {
        page->setWaiting(headline);
    }
}

void MainWindow::showError(const Error& error)
{
    QString text = redacted(error.message);
    if (m_hasDashboard) {
        text +=
            u' ' + tr("The figures below are of %1.").arg(format().times.event(m_dashboard->asOf));
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
    for (Page* page : m_pages) {
        page->setFreshness({.now = now, .silence = m_collector.silence});
    }
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
