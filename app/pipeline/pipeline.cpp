// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/pipeline.h"

#include "probes/schedule/ceiling.h"
#include "probes/schedule/cost.h"

namespace plimsoll {

using namespace std::chrono_literals;

namespace {

// Two of these fit into the 2 s that a service manager is promised.
constexpr auto haltStep = 800ms;

StorePace paceOf(const StoreOpening& opening)
{
    StorePace pace;
    pace.spillFiles = spillFiles(opening.database);
    return pace;
}

} // namespace

Pipeline::Pipeline(PipelineSettings settings, std::shared_ptr<const Clock> clock, QObject* parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_clock(std::move(clock))
    , m_store(new StoreService(storeOpener(m_settings.store, m_clock), paceOf(m_settings.store)))
    , m_fuse(fuseFile(m_settings.store.database), m_clock)
{
    qRegisterMetaType<Observation>();
    qRegisterMetaType<Event>();
    qRegisterMetaType<Gap>();
    qRegisterMetaType<Memory>();
    qRegisterMetaType<Receipt>();
    qRegisterMetaType<Spending>();
    qRegisterMetaType<Error>();
    m_probeThread.setObjectName(QStringLiteral("probes"));
    m_storeThread.setObjectName(QStringLiteral("store"));
    m_watchThread.setObjectName(QStringLiteral("watch"));
    m_deadline.setSingleShot(true);

    m_store->backUp(m_settings.store.database, m_settings.store.backup);
    m_store->moveToThread(&m_storeThread);
    connect(&m_storeThread, &QThread::finished, m_store, &QObject::deleteLater);
    connectStore();
    connectFuse();
    m_storeThread.start();
    m_probeThread.start(QThread::TimeCriticalPriority);
    m_watchThread.start(QThread::LowPriority);
}

Pipeline::~Pipeline()
{
    m_watchThread.quit();
    m_watchThread.wait();
    m_probeThread.quit();
    m_probeThread.wait();
    m_storeThread.quit();
    m_storeThread.wait();
}

void Pipeline::connectStore()
{
    connect(m_store, &StoreService::remembered, this, &Pipeline::startWatch);
    connect(m_store, &StoreService::ready, this, &Pipeline::onStoreReady);
    connect(m_store, &StoreService::committed, this, &Pipeline::committed);
    connect(m_store, &StoreService::failed, this, &Pipeline::onStoreFailed);
    connect(m_store, &StoreService::recovered, this, [this] {
        m_trouble.reset();
        endStoreTrouble(m_settings.store.database);
        emit storeRecovered();
    });
    connect(m_store, &StoreService::reported, this, &Pipeline::storeReported);
    connect(m_store, &StoreService::backupFailed, this, &Pipeline::backupFailed);
    connect(m_store, &StoreService::flushed, this, [this] {
        if (m_state == State::Flushing) {
            finish();
        }
    });
}

void Pipeline::start()
{
    if (m_state == State::Idle) {
        m_state = State::Opening;
        QMetaObject::invokeMethod(m_store, &StoreService::start, Qt::QueuedConnection);
    }
}

void Pipeline::drain()
{
    if (m_state == State::Idle || m_state == State::Opening) {
        finish();
        return;
    }
    if (m_state != State::Probing) {
        return;
    }
    m_state = State::Draining;
    QMetaObject::invokeMethod(m_watch, &WatchRunner::stop, Qt::QueuedConnection);
    for (ProbeRunner* runner : m_runners) {
        QMetaObject::invokeMethod(runner, &ProbeRunner::stop, Qt::QueuedConnection);
    }
}

void Pipeline::halt()
{
    if (m_state == State::Idle || m_state == State::Opening) {
        finish();
        return;
    }
    if (m_state != State::Probing && m_state != State::Draining) {
        return;
    }
    m_state = State::Halting;
    QMetaObject::invokeMethod(m_watch, &WatchRunner::stop, Qt::QueuedConnection);
    for (ProbeRunner* runner : m_runners) {
        QMetaObject::invokeMethod(runner, &ProbeRunner::abort, Qt::QueuedConnection);
    }
    connect(&m_deadline, &QTimer::timeout, this, &Pipeline::flush);
    m_deadline.start(haltStep);
}

void Pipeline::setWatch(const WatchSettings& watch)
{
    m_settings.watch = watch;
}

void Pipeline::reconfigure(const ProbeSettings& probes, const Catalogue& catalogue)
{
    m_settings.probes = probes;
    m_settings.catalogue = catalogue;
    if (m_state != State::Probing) {
        return;
    }
    QMetaObject::invokeMethod(m_runners.back(), &ProbeRunner::stop, Qt::QueuedConnection);
    startRunner();
    const WatchPlan plan = watchPlan(m_settings.watch, m_settings.probes);
    QMetaObject::invokeMethod(
        m_watch, [watch = m_watch, plan, catalogue] { watch->setPlan(plan, catalogue); },
        Qt::QueuedConnection);
}

// Once, right before the store is ready for the first time.
void Pipeline::startWatch(const std::vector<Memory>& memories)
{
    if (m_state != State::Opening || m_watch) {
        return;
    }
    m_watch = new WatchRunner(watchPlan(m_settings.watch, m_settings.probes), m_settings.catalogue,
                              m_clock, memories); // deleted by its thread's end
    m_watch->moveToThread(&m_watchThread);
    connect(&m_watchThread, &QThread::finished, m_watch, &QObject::deleteLater);
    connect(m_watch, &WatchRunner::found, m_store, &StoreService::addEvent);
    connect(m_watch, &WatchRunner::remembered, m_store, &StoreService::addMemory);
    connect(m_watch, &WatchRunner::listed, this, &Pipeline::learn);
    connect(m_watch, &WatchRunner::troubled, this, &Pipeline::watchTroubled);
    QMetaObject::invokeMethod(m_watch, &WatchRunner::start, Qt::QueuedConnection);
}

void Pipeline::learn(const std::vector<ListedModel>& models)
{
    m_listed = models;
    Catalogue catalogue = m_settings.catalogue;
    catalogue.learn(models);
    for (ProbeRunner* runner : m_runners) {
        QMetaObject::invokeMethod(
            runner, [runner, catalogue] { runner->setCatalogue(catalogue); }, Qt::QueuedConnection);
    }
}

void Pipeline::onStoreReady(const Spending& spent)
{
    if (m_state != State::Opening) {
        return;
    }
    m_ledger = SpendingLedger(spent, m_clock->now());
    m_state = State::Probing;
    endStoreTrouble(m_settings.store.database); // of a run that ended in it
    m_fuse.start();
    startRunner();
    emit probing();
}

// Others are told only by the program that collects: to who cannot open the store it may be another
// collector's, which is well.
void Pipeline::onStoreFailed(const Error& error, const Backlog& waiting)
{
    const TimePoint now = m_clock->now();
    m_trouble = StoreTrouble {.since = m_trouble ? m_trouble->since : now,
                              .told = now,
                              .why = error.message,
                              .waiting = waiting};
    if (m_state != State::Opening && m_state != State::Idle) {
        tellStoreTrouble(m_settings.store.database, *m_trouble);
    }
    emit storeFailed(error, *m_trouble);
}

void Pipeline::onObserved(const Observation& observation)
{
    // What nobody told may be billed all the same.
    const qint64 most =
        assumedCostNanoUsd(observation.target, m_settings.catalogue, observation.at);
    m_ledger.add(CostCeilings::billedNanoUsd(observation, m_settings.catalogue, most),
                 observation.at);
    emit observed(observation);
}

void Pipeline::connectFuse()
{
    connect(&m_fuse, &FuseBox::happened, m_store, &StoreService::addEvent);
    connect(&m_fuse, &FuseBox::tripped, this, [this](const FuseTrip& trip, const QString& advice) {
        setFuse(trip);
        emit fuseTripped(trip, advice);
    });
    connect(&m_fuse, &FuseBox::reset, this, [this] {
        setFuse(std::nullopt);
        emit fuseReset();
    });
}

void Pipeline::setFuse(const std::optional<FuseTrip>& trip)
{
    for (ProbeRunner* runner : m_runners) {
        QMetaObject::invokeMethod(
            runner, [runner, trip] { runner->setFuse(trip); }, Qt::QueuedConnection);
    }
}

void Pipeline::startRunner()
{
    Catalogue catalogue = m_settings.catalogue;
    if (!m_listed.empty()) {
        catalogue.learn(m_listed);
    }
    auto* runner = new ProbeRunner(
        m_settings.probes, std::move(catalogue), m_clock,
        m_ledger.spentAt(m_clock->now())); // deleted by its thread's end or when idle
    runner->moveToThread(&m_probeThread);
    connect(&m_probeThread, &QThread::finished, runner, &QObject::deleteLater);
    connect(runner, &ProbeRunner::observed, m_store, &StoreService::add);
    connect(runner, &ProbeRunner::gapped, m_store, &StoreService::addGap);
    connect(runner, &ProbeRunner::observed, this, &Pipeline::onObserved);
    connect(runner, &ProbeRunner::idle, this, [this, runner] { onIdle(runner); });
    connect(runner, &ProbeRunner::fuseTripped, &m_fuse, &FuseBox::trip);
    m_runners.push_back(runner);
    setFuse(m_fuse.state());
    QMetaObject::invokeMethod(runner, &ProbeRunner::start, Qt::QueuedConnection);
}

void Pipeline::onIdle(ProbeRunner* runner)
{
    const bool stopping = m_state == State::Draining || m_state == State::Halting;
    const bool superseded = !m_runners.empty() && runner != m_runners.back();
    if ((!superseded && !stopping) || std::erase(m_runners, runner) == 0) {
        return;
    }
    runner->deleteLater();
    if (m_runners.empty() && stopping) {
        flush();
    }
}

void Pipeline::flush()
{
    if (m_state == State::Flushing) { // the deadline passed again: the disk does not answer
        finish();
        return;
    }
    const bool hurried = m_state == State::Halting;
    m_state = State::Flushing;
    QMetaObject::invokeMethod(m_store, &StoreService::flush, Qt::QueuedConnection);
    if (hurried) {
        m_deadline.start(haltStep);
    }
}

void Pipeline::finish()
{
    m_deadline.stop();
    m_state = State::Stopped;
    emit stopped();
}

} // namespace plimsoll
