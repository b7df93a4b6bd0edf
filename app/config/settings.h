// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/settings.h"
#include "probes/watch/settings.h"
#include "storage/settings.h"

#include <QProcessEnvironment>
#include <QString>

#include <map>
#include <vector>

namespace plimsoll {

// Everything the configuration file says. Each folder owns and validates its part; here they are
// only put together.
struct Settings
{
    ApiSettings api; // without the key: only resolveKey() fills it, in memory
    QString keyReference = QStringLiteral("env:ANTHROPIC_API_KEY");
    BudgetSettings budget;
    std::vector<Target> targets;
    std::map<QString, std::vector<Price>> prices; // by model, in place of the shipped ones
    WatchSettings watch;
    StorageSettings storage; // path "" means the usual place
};

// What holds without a file: ANTHROPIC_BASE_URL or the real API, and a schedule that stays within
// the default budget.
Settings defaultSettings(const QProcessEnvironment& environment);
std::vector<Target> defaultTargets();

// The shipped table with the user's prices.
Catalogue catalogueOf(const Settings& settings);

// For the probe thread; the key is given apart from the settings because it is in no file.
ProbeSettings probeSettingsOf(const Settings& settings, const QByteArray& key, quint64 seed);

// False when only the line itself is measured.
bool needsKey(const Settings& settings);

// How often a model is sampled, by the slowest of the targets: to tell stale from fresh.
std::chrono::milliseconds sampleInterval(const std::vector<Target>& targets);

} // namespace plimsoll
