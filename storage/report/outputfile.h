// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <QIODevice>

#include <functional>

namespace plimsoll {

// Runs `write` on a device for a path: a temporary file beside the target that replaces it, after
// fsync, only when everything was written; "-" is standard output. A failure leaves the old file
// as it was. Errors: CannotCreate, Permission, Io, and those of `write`.
Result<void> writeOutput(const QString& path, const std::function<Result<void>(QIODevice&)>& write);

} // namespace plimsoll
