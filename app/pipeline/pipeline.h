// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pipeline/fusebox.h"
#include "app/pipeline/opening.h"
#include "app/pipeline/storetrouble.h"
#include "probes/proberunner.h"
#include "probes/watch/watchrunner.h"
#include "storage/storeservice.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <memory>
#include <vector>

namespace plimsoll {

struct PipelineSettings
{
    ProbeSettings probes;
    Catalogue catalogue;
    WatchSettings watch;
    StoreOpening store;
};

// Probes and watchers -> store, each in its own thread; the only place that knows these threads.
// Lives in the thread that made it. First the store is opened, then probing begins with what the
// store knows of today's spending.
class Pipeline final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Pipeline)

public:
    Pipeline(PipelineSettings settings, std::shared_ptr<const Clock> clock,
             QObject* parent = nullptr);
    // Ends the threads; what was observed and not yet flushed is written by the store's own end.
    ~Pipeline() override;

    bool isProbing() const { return m_state == State::Probing; }
    const std::optional<FuseTrip>& fuse() const { return m_fuse.state(); } // absent: it holds

public slots:
    void start();
    // Nothing more is sent, requests in flight end by themselves, everything is committed:
    // stopped().
    void drain();
    // The same within 2 s: requests in flight are dropped.
    void halt();
    // What is watched from the next reconfigure() on.
    void setWatch(const plimsoll::WatchSettings& watch);
    // Another schedule from now on. Requests in flight end by themselves.
    void reconfigure(const plimsoll::ProbeSettings& probes, const plimsoll::Catalogue& catalogue);

signals:
    void probing(); // the store is open and the schedule runs
    void observed(const plimsoll::Observation& observation);
    void committed(const plimsoll::Receipt& receipt);
    // Since when, and how many observations wait where, stand in the trouble.
    void storeFailed(const plimsoll::Error& error, const plimsoll::StoreTrouble& trouble);
    void storeReported(const QString& sentence); // see StoreService::reported()
    void storeRecovered();
    void backupFailed(const plimsoll::Error& error); // the store itself is well
    void watchTroubled(const QString& source, const QString& why);
    void fuseTripped(const plimsoll::FuseTrip& trip, const QString& advice); // see FuseBox
    void fuseReset();
    void stopped();

private:
    enum class State { Idle, Opening, Probing, Draining, Halting, Flushing, Stopped };

    void onStoreReady(const Spending& spent);
    void connectStore();
    void onStoreFailed(const Error& error, const Backlog& waiting);
    void onObserved(const Observation& observation);
    void connectFuse();
    void setFuse(const std::optional<FuseTrip>& trip);
    void startRunner();
    void startWatch(const std::vector<Memory>& memories);
    void learn(const std::vector<ListedModel>& models);
    void onIdle(ProbeRunner* runner);
    void flush();
    void finish();

    PipelineSettings m_settings;
    std::shared_ptr<const Clock> m_clock;
    QThread m_probeThread;
    QThread m_storeThread;
    QThread m_watchThread;
    StoreService* m_store = nullptr; // lives in m_storeThread, deleted when it finishes
    std::vector<ProbeRunner*> m_runners; // live in m_probeThread; all but the last are draining
    WatchRunner* m_watch = nullptr; // lives in m_watchThread, deleted when it finishes
    std::vector<ListedModel> m_listed; // what the service told of its models last
    QTimer m_deadline;
    State m_state = State::Idle;
    std::optional<StoreTrouble> m_trouble; // while the store fails
    SpendingLedger m_ledger;
    FuseBox m_fuse;
};

} // namespace plimsoll
