// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <map>

namespace plimsoll::bench {

// Pages of a closed SQLite file by what they hold, in bytes, whole pages counted: tables and
// indices by name, and "free".
std::map<QString, qint64> pagesByTable(const QString& path);

// Drops a store's pages from the page cache of the machine, so that the next reader finds them on
// the disk alone. All connections must be closed. False where the system cannot be asked to.
bool evict(const QString& path);

} // namespace plimsoll::bench
