// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/context.h"
#include "storage/query/dashboard.h"

#include <memory>

namespace plimsoll {

// A store opened for a command that only reads, with the settings that matter to its answers.
struct OpenedStore
{
    std::unique_ptr<StoreReader> reader;
    Catalogue catalogue;
    QString path;
    RetentionPolicy retention {}; // that the configuration asks for
    std::chrono::milliseconds silence = std::chrono::minutes(6); // that the schedule may explain
    QString claimsFile {}; // of the configuration; "": none
};

// A broken configuration is an error, except when the database is named: then the defaults hold and
// the mistake is said.
Result<OpenedStore> openForReading(const GlobalOptions& options);

// One snapshot in the zone of this machine.
Result<Dashboard> askDashboard(const OpenedStore& store, const Selection& selection, TimePoint now);

// What a person names becomes subjects of the store: "claude-opus-4-7" every organization's probes
// of it, "claude-opus-4-7@acme" those of one, "claude-opus-4-7@" those of [api]. A name that the
// store does not hold stays as it is and selects nothing.
QStringList subjectsNamed(const QStringList& names, const std::vector<TargetId>& targets);

// Begins a snapshot, and finds in it what --model names; nothing named is nothing, which asks for
// all.
Result<QStringList> subjectsToAsk(const OpenedStore& store, const std::vector<std::string>& names);

// What a store that may be another program's, or none at all, says of itself.
Result<StoreInfo> readStoreInfo(const QString& path);

} // namespace plimsoll
