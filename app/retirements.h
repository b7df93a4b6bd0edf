// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/settings.h"

namespace plimsoll {

// One sentence for each probed model that retired or retires within 30 days, as far as the shipped
// table knows; "" when there is none, for the notice of a start and of `config check`.
QString retirementWarnings(const Settings& settings, TimePoint now);

} // namespace plimsoll
