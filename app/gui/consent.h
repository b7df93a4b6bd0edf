// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/settings.h"
#include "ui/dialogs/costnotice.h"

namespace plimsoll {

// Whether the person at this desktop has seen what the schedule costs. Kept in the state file per
// service; a schedule that costs more is shown again.
bool costAccepted(const Settings& settings, const QString& stateFile, TimePoint now);
void rememberCostAccepted(const Settings& settings, const QString& stateFile, TimePoint now);

// Probes to this machine itself cost nothing, nor do schedules without paid probes.
bool needsConsent(const Settings& settings);

// Nothing paid is sent to an address that the other settings do not name.
bool staysWith(const Settings& settings, const Settings& known);

CostNotice::Content costNoticeContent(const Settings& settings, TimePoint now);

} // namespace plimsoll
