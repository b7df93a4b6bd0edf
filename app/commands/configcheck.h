// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/context.h"
#include "app/config/settings.h"

#include <QJsonObject>

namespace plimsoll {

// Says every mistake of the configuration, or prints that it is correct and what its schedule
// costs: target by target, per day and per month of 30 days, against both ceilings. A ceiling that
// is exceeded is a warning on stderr and no mistake.
ExitCode checkConfig(const GlobalOptions& options);
// The same again whenever the file changes, until the program is interrupted.
ExitCode watchConfig(const GlobalOptions& options);

// USD; null where a price is unknown. `usd_per_day` and `usd_per_month` are the sums of what is
// known.
QJsonObject projectionJson(const Settings& settings, TimePoint at);

} // namespace plimsoll
