// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/configreader.h"
#include "app/config/tablereader.h"

namespace plimsoll {

// Whom the probes speak to, and with which keys: [api], the tables [organization.NAME], and [line].
// Read before the targets, which name organizations.
void readApi(TableReader& root, ParsedConfig& config);
void readOrganizations(TableReader& root, ParsedConfig& config);
void readLine(TableReader& root, ParsedConfig& config);

} // namespace plimsoll
