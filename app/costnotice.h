// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/settings.h"

#include <QString>

namespace plimsoll {

bool hasPaidTargets(const Settings& settings);

// What the schedule costs a day, target by target, and the sum against the budget; a few lines for
// a person, shown before the first paid probe. "" when nothing costs anything.
QString costNotice(const Settings& settings, TimePoint at);

} // namespace plimsoll
