// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/settings.h"
#include "app/gui/guioptions.h"
#include "probes/domain/result.h"

namespace plimsoll {

// Every page of a database as PNG files into a directory, which is made when it is not there.
Result<void> writeScreenshots(const GuiOptions& options, const QString& database,
                              const Settings& settings);

} // namespace plimsoll
