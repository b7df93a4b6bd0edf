// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/view.h"

#include "app/gui/firstpaint.h"
#include "app/logging.h"
#include "storage/report/csv.h"
#include "storage/report/outputfile.h"

#include <QScreen>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

// A window that is laid out and painted once, with its figures, is there sooner than one that says
// first what it waits for. Of an answer that takes longer than this it has to say so.
constexpr auto longestUnseen = 100ms;

QFuture<ObservationRows> fetchRows(QueryService& queries, const RowFilter& filter)
{
    return queries.ask<std::vector<Observation>>(
        [filter](const StoreReader& reader) -> ObservationRows {
            std::vector<Observation> rows;
            const auto read = reader.observations(filter, [&rows](const Observation& row) {
                rows.push_back(row);
                return true;
            });
            if (!read) {
                return read.error();
            }
            return rows;
        });
}

QFuture<Result<void>> exportRows(QueryService& queries, const RowFilter& filter,
                                 const QString& path)
{
    return queries.ask<void>([filter, path](const StoreReader& reader) {
        return writeOutput(
            path, [&](QIODevice& device) { return writeObservationsCsv(device, reader, filter); });
    });
}

// The status line is no good below the edge of the screen.
void fitOnScreen(QWidget& window)
{
    constexpr QSize frame(8, 40); // about what a window manager adds
    window.resize(window.size().boundedTo(window.screen()->availableSize() - frame));
}

} // namespace

View::View(ViewSource source, const GuiOptions& options, QObject* parent)
    : QObject(parent)
    , m_source(std::move(source))
    , m_themes(Appearance::FollowDesktop)
    , m_queries([path = m_source.database,
                 cache = m_source.cacheBytes] { return openSqliteReader(path, cache); },
                m_source.catalogue)
    , m_feed(
          {.ask = [this](const DashboardQuestion& asked) { return m_queries.askDashboard(asked); },
           .selection = m_selection,
           .clock = m_source.clock,
           .silence = m_source.silence})
    , m_findings({.ask = [this](const FindingsQuestion& asked) { return find(asked); },
                  .selection = m_selection,
                  .clock = m_source.clock,
                  .silence = m_source.silence})
{
    m_show.setSingleShot(true);
    connect(&m_show, &QTimer::timeout, this, &View::showNow);
    m_selection.setZoneChoice(options.utc ? ZoneChoice::Utc : ZoneChoice::Local);
    connect(&m_feed, &DashboardFeed::failed, this, &View::onFailed);
    m_feed.setParts(options.wall ? DashboardParts() : DashboardPart::Path); // of the first page
    if (m_source.isThere) {
        m_feed.start(); // the query thread reads while the window is built
    }
    if (options.wall) {
        m_wall = std::make_unique<WallWindow>(wallParts());
        m_awake = std::make_unique<ScreenAwake>(tr("Shows figures on the wall"));
        connect(&m_feed, &DashboardFeed::answered, m_wall.get(),
                qOverload<const SharedDashboard&>(&WallWindow::setDashboard));
        connect(&m_feed, &DashboardFeed::answered, this, &View::onAnswered);
        return;
    }
    m_window = std::make_unique<MainWindow>(parts());
    connect(&m_feed, &DashboardFeed::answered, m_window.get(),
            qOverload<const SharedDashboard&>(&MainWindow::setDashboard));
    connect(&m_feed, &DashboardFeed::answered, this, &View::onAnswered);
    connect(m_window.get(), &MainWindow::scheduleAsked, this, &View::scheduleAsked);
    connect(&m_findings, &FindingsFeed::answered, m_window.get(), &MainWindow::setFindings);
    connect(&m_findings, &FindingsFeed::failed, this, &View::onFailed);
    connect(m_window.get(), &MainWindow::pageShown, this, [this] {
        m_feed.setParts(m_window->needs());
        m_findings.setKinds(m_window->wants());
    });
    m_feed.setParts(m_window->needs());
    m_findings.setKinds(m_window->wants());
    if (!options.page.isEmpty()) {
        m_window->showPage(options.page);
    }
}

View::~View() = default;

MainWindow::Parts View::parts()
{
    const ObservationSource observations {
        .fetch = [this](const RowFilter& filter) { return fetchRows(m_queries, filter); },
        .exportRows = [this](const RowFilter& filter,
                             const QString& path) { return exportRows(m_queries, filter, path); }};
    return {.selection = m_selection,
            .themes = m_themes,
            .clock = m_source.clock,
            .observations = observations,
            .settingsFile = m_source.stateFile};
}

WallWindow::Parts View::wallParts()
{
    return {.selection = m_selection,
            .themes = m_themes,
            .clock = m_source.clock,
            .silence = m_source.silence};
}

QFuture<Result<Findings>> View::find(FindingsQuestion question)
{
    question.claims = m_source.claims;
    return m_queries.askFindings(question);
}

void View::show()
{
    if (m_source.isThere) {
        m_show.start(longestUnseen);
    } else {
        showNow(); // no answer comes that soon
    }
}

void View::showNow()
{
    if (window()->isVisible()) {
        return;
    }
    m_show.stop();
    if (m_wall) {
        m_wall->showFullScreen();
    } else {
        fitOnScreen(*m_window);
        m_window->show();
    }
}

void View::startAsking()
{
    m_feed.start();
}

void View::setCollector(const CollectorStatus& status)
{
    m_collector = status;
    m_collector.silence = m_source.silence;
    if (m_window) {
        m_window->setCollector(m_collector);
    }
    sayWaiting(m_waiting);
}

QWidget* View::dialogParent()
{
    showNow(); // a dialog does not stand before nothing
    return window();
}

QWidget* View::window() const
{
    return m_wall ? static_cast<QWidget*>(m_wall.get()) : m_window.get();
}

void View::setSilence(std::chrono::milliseconds silence)
{
    m_source.silence = silence;
    m_feed.setSilence(silence);
    m_findings.setSilence(silence);
    setCollector(m_collector);
}

void View::say(const QString& message)
{
    if (m_window) {
        m_window->say(message);
    }
}

void View::advise(const QString& hint)
{
    m_collector.hint = hint;
    setCollector(m_collector);
}

void View::refresh()
{
    m_feed.refresh();
}

void View::showFilling(double share)
{
    CollectorStatus status;
    status.state = CollectorStatus::State::Preparing;
    status.why = tr("Demo store: %1\u00a0%").arg(int(share * 100));
    setCollector(status);
    sayWaiting(Waiting::FillingDemo);
}

void View::sayWaiting(Waiting why)
{
    m_waiting = why;
    const bool collecting = m_collector.state == CollectorStatus::State::Collecting;
    QString detail;
    switch (why) {
    case Waiting::Reading:
        break;
    case Waiting::FillingDemo:
        detail = tr("Simulated history, ready in some seconds. No key and no cost.");
        break;
    case Waiting::NothingMeasured:
        detail = collecting
            ? tr("The first answer stands here as soon as it is in.")
            : tr("No probe has been sent, and nothing costs money until probing begins. What is "
                 "missing stands above.");
        break;
    case Waiting::NoStore:
        detail = tr("Plimsoll goes on trying.");
        break;
    }
    const Headline headline = waitingHeadline(why, detail);
    if (m_window) {
        m_window->setWaiting(headline);
    } else {
        m_wall->setWaiting(headline);
    }
}

void View::showError(const Error& error)
{
    qCWarning(appLog).noquote() << error.message;
    showNow();
    sayWaiting(Waiting::NoStore);
    if (m_window) {
        m_window->showError(error);
    }
}

// After the window was given the answer.
void View::onAnswered(const SharedDashboard& dashboard)
{
    m_findings.setOldest(dashboard->store.oldest);

    if (!std::exchange(m_answered, true)) {
        showNow();
        new FirstPaint(window()); // the window owns it
    }
}

void View::onFailed(const Error& error)
{
    // Before the first probe there is no store, and that is no trouble: the hint says what to do.
    if (error.code != Error::Code::NotFound || m_answered) {
        showError(error);
    } else {
        showNow();
        sayWaiting(Waiting::NothingMeasured);
    }
}

} // namespace plimsoll
