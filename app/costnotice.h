// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/settings.h"
#include "probes/schedule/projection.h"

#include <QString>
#include <QStringList>

namespace plimsoll {

bool hasPaidTargets(const Settings& settings);

Projection projectionOf(const Settings& settings, TimePoint at);

// One sentence for each ceiling that the schedule exceeds, with the hour or the day at which paid
// probes stop; no capital, no full stop.
QStringList ceilingWarnings(const Projection& projection, const BudgetSettings& budget);

// Target by target, the sums of a day and a month, the ceilings and what they will do.
QString projectionText(const Projection& projection, const BudgetSettings& budget);

// The same for where the probes go; a few lines for a person, shown before the first paid probe. ""
// when nothing costs anything.
QString costNotice(const Settings& settings, TimePoint at);

} // namespace plimsoll
