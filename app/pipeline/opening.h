// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/event.h"
#include "storage/storeservice.h"

#include <chrono>
#include <memory>

namespace plimsoll {

// How the store of a collector is opened.
struct StoreOpening
{
    QString database;
    bool demo = false;
    RetentionPolicy retention {};
    std::vector<Event> announced; // those that the store lacks are written
    // A longer silence than this before the start is recorded as a gap "not running".
    std::chrono::milliseconds tolerance {120'000};
    BackupPlan backup {};
};

// For StoreService; runs in the store thread. Only the first success writes the gap and the
// announced events: a store that comes back after a failure has missed nothing of that kind.
StoreService::OpenWriter storeOpener(const StoreOpening& opening,
                                     std::shared_ptr<const Clock> clock);

// Measured probes must not join simulated history.
Result<void> refuseMixing(const StoreOpening& opening, const StoreInfo& info);

// When a collector was last alive: its newest observation, or the end of a gap that it told of
// since.
std::optional<TimePoint> lastSign(std::optional<TimePoint> newest, const std::vector<Gap>& gaps);

// What is to be added to a store whose collector was last alive then, and that has these events.
Batch openingBatch(const StoreOpening& opening, std::optional<TimePoint> alive,
                   const std::vector<Event>& known, TimePoint now);

} // namespace plimsoll
