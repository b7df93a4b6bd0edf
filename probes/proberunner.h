// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/event.h"
#include "probes/domain/observation.h"
#include "probes/settings.h"

#include <QObject>

#include <memory>

namespace plimsoll {

// Sends the scheduled probes and reports each as one observation. Lives in the probe thread, where
// nothing else runs: a busy GUI or a slow disk must not lengthen a measured latency.
class ProbeRunner final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProbeRunner)

public:
    // spentTodayNanoUsd: what the store knows was spent in the current UTC day, for the budget.
    ProbeRunner(ProbeSettings settings, Catalogue catalogue, std::shared_ptr<const Clock> clock,
                qint64 spentTodayNanoUsd, QObject* parent = nullptr);
    ~ProbeRunner() override;

public slots:
    void start();
    // Schedules nothing more and lets requests in flight finish; idle() follows.
    void stop();
    // The same, but requests in flight are dropped without an observation.
    void abort();

signals:
    void observed(const plimsoll::Observation& observation);
    void gapped(const plimsoll::Gap& gap);
    void idle();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plimsoll
