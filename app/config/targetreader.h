// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/configreader.h"
#include "app/config/tablereader.h"

namespace plimsoll {

// The [[target]] tables. When there is at least one they replace the default schedule.
void readTargets(TableReader& root, ParsedConfig& config);

} // namespace plimsoll
