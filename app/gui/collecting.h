// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/settings.h"
#include "ui/mainwindow/collectorstatus.h"

namespace plimsoll {

// What the window says while a collector with these settings runs.
CollectorStatus collectingStatus(const Settings& settings);

} // namespace plimsoll
