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
#include <optional>
#include <vector>

namespace plimsoll {

// [organization.NAME]: a further key, and where it is used.
struct OrganizationSettings
{
    ApiSettings api; // without keys
    QString keyReference;
    QString adminKeyReference; // "": none
};

// Everything the configuration file says. Each folder owns and validates its part; here they are
// only put together.
struct Settings
{
    ApiSettings api; // without keys: those are looked up at start and stay in memory
    QString keyReference = QStringLiteral("env:ANTHROPIC_API_KEY");
    QString adminKeyReference; // "": none
    std::map<QString, OrganizationSettings> organizations; // by name
    LineSettings line;
    BudgetSettings budget;
    std::vector<Target> targets;
    std::map<QString, std::vector<Price>> prices; // by model, in place of the shipped ones
    QString tierFile {}; // newer published limits; "": the shipped ones
    std::optional<TierTable> tiers {}; // what that file holds
    WatchSettings watch;
    QString claimsFile; // of the user; "": none
    StorageSettings storage; // path "" means the usual place
};

// What holds without a file: ANTHROPIC_BASE_URL or the real API, and a schedule that stays within
// the default budget.
Settings defaultSettings(const QProcessEnvironment& environment);
std::vector<Target> defaultTargets();

// The shipped tables with the user's prices and tiers.
Catalogue catalogueOf(const Settings& settings);

// Secrets by the name of their organization, "" for [api].
using KeysByOrganization = std::map<QString, QByteArray>;

struct FoundKeys
{
    KeysByOrganization keys;
    KeysByOrganization adminKeys {};
};

// For the probe thread; keys are given apart from the settings because they are in no file. Targets
// of an organization of which there is no key are left out, so that it does not stop the others.
ProbeSettings probeSettingsOf(const Settings& settings, const FoundKeys& found, quint64 seed);

// How many targets send the key of an organization ("" for [api]); the line alone needs none.
int targetsWithKey(const Settings& settings, const QString& organization);

// How often a model is sampled, on average, by the slowest of the targets.
std::chrono::milliseconds sampleInterval(const std::vector<Target>& targets);

// How old the newest probe for output of any model may be while all is well: its longest gap and
// the time for an answer. Only what is older is stale.
std::chrono::milliseconds longestSilence(const std::vector<Target>& targets);

} // namespace plimsoll
