// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/storeservice.h"

#include "storage/spill.h"
#include "storage/upkeepclock.h"
#include "storage/waitingroom.h"

#include <QElapsedTimer>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <type_traits>

namespace plimsoll {

namespace {

Result<Spending> spentAt(TimePoint now, const StoreWriter& writer)
{
    const auto today = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(today);
    const auto day = writer.costNanoUsdSince(today);
    if (!day) {
        return day.error();
    }
    const auto month =
        writer.costNanoUsdSince(std::chrono::sys_days(date.year() / date.month() / 1));
    if (!month) {
        return month.error();
    }
    return Spending {.dayNanoUsd = *day, .monthNanoUsd = *month};
}

} // namespace

class StoreService::Private
{
public:
    Private(StoreService* service, OpenWriter opener, const StorePace& paceOfStore)
        : q(service)
        , open(std::move(opener))
        , pace(paceOfStore)
        , room(paceOfStore.mostWaiting)
        , spill(paceOfStore.spillFiles)
        , gathering(service)
        , retrying(service)
        , maintaining(service)
        , retryAfter(paceOfStore.firstRetry)
    {
        gathering.setSingleShot(true);
        retrying.setSingleShot(true);
        maintaining.setSingleShot(true);
        QObject::connect(&gathering, &QTimer::timeout, q, [this] { commitSome(); });
        QObject::connect(&retrying, &QTimer::timeout, q, [this] { retry(); });
        QObject::connect(&maintaining, &QTimer::timeout, q, [this] { maintain(); });
    }

    template<typename T>
    void add(const T& news)
    {
        if constexpr (std::is_same_v<T, Observation>) {
            makeRoom();
        }
        room.add(news);
        arrived();
    }
    void commitAll();
    void keepTheRest();
    void retry();
    void backUp(const QString& store, const BackupPlan& plan);

private:
    void maintain();
    void arrived();
    void commitSome();
    void makeRoom();
    bool ensureOpen();
    bool becomeReady();
    bool writeNext();
    bool writeSpilled();
    bool commitOne();
    bool isDone() const { return room.isEmpty() && spill.waiting() == 0; }
    void fail(const Error& error);
    void succeed();

    StoreService* q;
    OpenWriter open;
    StorePace pace;
    WaitingRoom room;
    Spill spill;
    bool noPlace = false; // to spill to, since the last attempt to write
    bool looked = false; // for what earlier runs spilled
    std::unique_ptr<StoreWriter> writer;
    QTimer gathering; // runs while something new waits for company
    QTimer retrying; // runs while the store fails
    QTimer maintaining; // runs while the store is open
    std::chrono::milliseconds retryAfter;
    UpkeepClock upkeepClock;
    bool wasReady = false;
    bool failing = false;
    std::unique_ptr<ScheduledBackup> backup;
};

// While the store fails only the retry timer tries again, however much arrives.
void StoreService::Private::arrived()
{
    if (failing || !wasReady) {
        return;
    }
    if (room.observations() >= pace.fullBatch) {
        commitSome();
    } else if (!gathering.isActive()) {
        gathering.start(pace.gather);
    }
}

void StoreService::Private::commitSome()
{
    gathering.stop();
    if (!writeNext()) {
        return;
    }
    if (!isDone()) {
        gathering.start(0); // a long queue leaves the event loop its turns
    }
}

void StoreService::Private::commitAll()
{
    gathering.stop();
    QElapsedTimer sinceStart;
    sinceStart.start();
    while (!isDone() && !sinceStart.hasExpired(pace.flushTime.count())) {
        if (!writeNext()) {
            return;
        }
    }
}

// At the end of the process: what the store did not take in time.
void StoreService::Private::keepTheRest()
{
    room.giveUp();
    while (room.observations() > 0) {
        const auto rest = room.oldest(pace.largestBatch);
        if (!spill.add(rest)) {
            return;
        }
        room.takenElsewhere(rest.size());
    }
}

void StoreService::Private::makeRoom()
{
    if (!room.isFull() || noPlace) {
        return;
    }
    // Half of them at once at most: the file is not opened for each.
    const auto oldest =
        room.oldest(std::clamp<std::size_t>(pace.mostWaiting / 2, 1, pace.largestBatch));
    if (spill.add(oldest)) {
        room.takenElsewhere(oldest.size());
    } else {
        noPlace = true;
    }
}

void StoreService::Private::retry()
{
    noPlace = false;
    if (!ensureOpen()) {
        return; // fail() has set the timer
    }
    if (isDone()) {
        if (becomeReady()) {
            succeed();
        }
        return;
    }
    commitSome();
}

bool StoreService::Private::ensureOpen()
{
    if (writer) {
        return true;
    }
    auto opened = open();
    if (!opened) {
        fail(opened.error());
        return false;
    }
    writer = std::move(*opened);
    maintaining.start(pace.upkeepPause);
    if (!looked) {
        looked = true; // only who writes the store may take the file
        spill.look();
    }
    return true;
}

// What an earlier run spilled is written first, so that what it cost counts.
bool StoreService::Private::becomeReady()
{
    if (wasReady) {
        return true;
    }
    const auto spent = spentAt(SystemClock().now(), *writer);
    const auto memories = writer->memories({});
    if (!spent || !memories) {
        writer.reset();
        fail(spent ? memories.error() : spent.error());
        return false;
    }
    wasReady = true;
    emit q->remembered(*memories);
    emit q->ready(*spent);
    if (backup) {
        backup->start();
    }
    return true;
}

// One step: what was spilled, for it is older, or else what waits in memory.
bool StoreService::Private::writeNext()
{
    if (!ensureOpen()) {
        return false;
    }
    if (spill.waiting() > 0) {
        return writeSpilled();
    }
    return becomeReady() && (room.isEmpty() || commitOne());
}

bool StoreService::Private::writeSpilled()
{
    const auto tally = spill.writeSome(*writer, pace.largestBatch);
    const QStringList reports = spill.takeReports();
    for (const QString& report : reports) {
        emit q->reported(report);
    }
    if (!tally) {
        writer.reset();
        fail(tally.error());
        return false;
    }
    succeed();
    if (tally->added > 0) {
        emit q->committed({.firstSeq = tally->firstSeq, .count = tally->added});
    }
    return spill.waiting() > 0 || becomeReady();
}

bool StoreService::Private::commitOne()
{
    const Batch batch = room.next(pace.largestBatch);
    const qint64 seq = writer->nextSeq();
    const auto receipt = writer->append(batch);
    if (!receipt) {
        room.failed(batch, seq);
        writer.reset(); // what broke may have left it unusable; the next attempt opens anew
        fail(receipt.error());
        return false;
    }
    room.written(batch);
    succeed();
    emit q->committed(*receipt);
    return true;
}

// What arrived goes first.
void StoreService::Private::maintain()
{
    if (!writer) {
        return; // opening it starts the timer again
    }
    const bool busy = gathering.isActive() && room.observations() >= pace.fullBatch / 2;
    if (busy || spill.waiting() > 0) {
        maintaining.start(pace.upkeepPause);
        return;
    }
    const auto more = writer->maintain(upkeepClock.now(*writer));
    if (!more) {
        writer.reset();
        fail(more.error());
        return;
    }
    maintaining.start(*more ? pace.upkeepPause : pace.upkeep);
}

void StoreService::Private::backUp(const QString& store, const BackupPlan& plan)
{
    if (plan.every.count() == 0) {
        return;
    }
    backup = std::make_unique<ScheduledBackup>(
        store, plan.of(store), [this] { return failing ? nullptr : writer.get(); }, q);
    QObject::connect(backup.get(), &ScheduledBackup::made, q, &StoreService::backedUp);
    QObject::connect(backup.get(), &ScheduledBackup::failed, q, [this](const Error& error) {
        add(Event {.at = SystemClock().now(),
                   .type = EventType::Note,
                   .title = QStringLiteral("A backup failed"),
                   .detail = error.message,
                   .source = QStringLiteral("backup")});
        emit q->backupFailed(error);
    });
}

void StoreService::Private::fail(const Error& error)
{
    failing = true;
    gathering.stop();
    retrying.start(retryAfter);
    retryAfter = std::min(retryAfter * 2, pace.lastRetry);
    emit q->failed(error,
                   {.memory = qint64(room.observations()),
                    .files = spill.waiting(),
                    .paths = spill.paths(),
                    .dropped = room.dropped()});
}

void StoreService::Private::succeed()
{
    retrying.stop();
    retryAfter = pace.firstRetry;
    noPlace = false;
    if (failing) {
        failing = false;
        emit q->recovered();
    }
}

StoreService::StoreService(OpenWriter open, QObject* parent)
    : StoreService(std::move(open), StorePace {}, parent)
{
}

StoreService::StoreService(OpenWriter open, const StorePace& pace, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(open), pace))
{
    qRegisterMetaType<plimsoll::Error>();
    qRegisterMetaType<plimsoll::Backlog>();
    qRegisterMetaType<plimsoll::Receipt>();
    qRegisterMetaType<std::vector<plimsoll::Memory>>();
}

StoreService::~StoreService()
{
    d->commitAll();
    d->keepTheRest();
}

void StoreService::backUp(const QString& store, const BackupPlan& plan)
{
    d->backUp(store, plan);
}

void StoreService::start()
{
    Q_ASSERT(QThread::currentThread() == thread());
    d->retry();
}

void StoreService::add(const Observation& observation)
{
    Q_ASSERT(QThread::currentThread() == thread());
    d->add(observation);
}

void StoreService::addEvent(const Event& event)
{
    Q_ASSERT(QThread::currentThread() == thread());
    d->add(event);
}

void StoreService::addGap(const Gap& gap)
{
    Q_ASSERT(QThread::currentThread() == thread());
    d->add(gap);
}

void StoreService::addMemory(const Memory& memory)
{
    Q_ASSERT(QThread::currentThread() == thread());
    d->add(memory);
}

void StoreService::flush()
{
    Q_ASSERT(QThread::currentThread() == thread());
    d->commitAll();
    emit flushed();
}

} // namespace plimsoll
