// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/reading.h"

#include <QTimeZone>

namespace plimsoll {

// What the commands that answer from measurements are told of them.
struct EvidenceOptions
{
    std::string since; // "": 28 days ago
    std::string until; // "": now
    std::vector<std::string> models; // none: all
    std::string zone; // "": that of the machine
};

void addSinceOption(CLI::App& command, EvidenceOptions& options);
void addModelOption(CLI::App& command, EvidenceOptions& options);
void addZoneOption(CLI::App& command, EvidenceOptions& options);

// The same, found: a store with a snapshot begun, and what of it is asked for.
struct Evidence
{
    TimePoint now;
    TimeRange range;
    QTimeZone zone;
    OpenedStore store;
    QStringList subjects; // empty: all
};

// Mistakes of the options come before those of the store.
Result<Evidence> evidenceFor(const GlobalOptions& global, const EvidenceOptions& options);

} // namespace plimsoll
