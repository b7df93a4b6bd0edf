// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"
#include "probes/schedule/fuse.h"

#include <QJsonObject>

#include <optional>

namespace plimsoll {

// The fuse beside a database, "<database>.fuse": the file is there while it is tripped, in JSON
// that a person can read, and deleting it resets the fuse.
QString fuseFile(const QString& database);

// Times RFC 3339 UTC, money in USD, null for unknown. Texts are redacted.
QJsonObject toJson(const FuseTrip& trip);

// Absent: the fuse holds. What cannot be read or understood is a tripped fuse all the same, of
// which no more is known than the reason says.
std::optional<FuseTrip> readFuse(const QString& file);
// Replaces the file as a whole. Errors: CannotCreate, Permission, Io.
Result<void> writeFuse(const QString& file, const FuseTrip& trip);
// True when there was one. Error: Permission.
Result<bool> removeFuse(const QString& file);

} // namespace plimsoll
