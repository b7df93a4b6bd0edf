// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/prober.h"
#include "probes/domain/catalogue.h"
#include "probes/domain/event.h"
#include "probes/domain/observation.h"
#include "probes/schedule/planner.h"
#include "probes/settings.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace plimsoll {

// Carries out what the Planner decides and reports each probe as one observation. Lives in the
// probe thread, where nothing else runs: a busy GUI or a slow disk must not lengthen a measured
// latency.
//
// A probe that is due while the gate is shut or too many are in flight is not sent and reported as
// skipped, with the reason.
class ProbeRunner final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProbeRunner)

public:
    // spent: what the store knows of the current UTC day and month, for the budget.
    ProbeRunner(ProbeSettings settings, Catalogue catalogue, std::shared_ptr<const Clock> clock,
                Spending spent, QObject* parent = nullptr);
    ~ProbeRunner() override;

public slots:
    // After stop() it goes on as if the time between had been slept through, and reports it as a
    // gap: what was spent and every pause still hold.
    void start();
    // Schedules nothing more and lets requests in flight finish; idle() follows.
    void stop();
    // The same, but requests in flight are dropped without an observation.
    void abort();
    // What models can do and cost was learned anew; holds for every request from now on.
    void setCatalogue(const plimsoll::Catalogue& catalogue);
    // What the fuse of the whole program says: set, nothing paid is sent; reset, all is again.
    void setFuse(const std::optional<plimsoll::FuseTrip>& trip);

signals:
    void observed(const plimsoll::Observation& observation);
    void gapped(const plimsoll::Gap& gap);
    void fuseTripped(const plimsoll::FuseTrip& trip);
    void idle();

private:
    void runDue();
    void scheduleNext();
    void carryOut(const Planner::Plan& plan);
    void send(const Planner::Order& order);
    void skip(const Planner::Skip& skipped);
    void onAnswer(const Planner::Order& order, const Observation& observation);
    Micros lateness(Elapsed due) const;
    Tick now() const;

    ProbeSettings m_settings;
    Catalogue m_catalogue;
    std::shared_ptr<const Clock> m_clock;
    Prober m_prober;
    Spending m_spent;
    std::optional<FuseTrip> m_fuse;
    std::optional<Planner> m_planner; // from start() on
    std::chrono::nanoseconds m_startedAt {0};
    QTimer m_timer;
    bool m_running = false;
};

} // namespace plimsoll
