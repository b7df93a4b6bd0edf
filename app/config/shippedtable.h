// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <toml++/toml.h>

namespace plimsoll {

// A table compiled into the program, "events.toml". Throws for a mistake in it, which is one of the
// program and which its tests meet first.
toml::table shippedTable(const QString& name);

} // namespace plimsoll
