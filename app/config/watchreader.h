// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/configreader.h"
#include "app/config/tablereader.h"

namespace plimsoll {

// The table [watch].
void readWatch(TableReader& root, ParsedConfig& config);

} // namespace plimsoll
