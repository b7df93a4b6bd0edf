// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QString>

namespace plimsoll {

// RFC 3339, UTC, milliseconds: "2026-11-21T08:00:00.000Z".
QString utcText(TimePoint t);

} // namespace plimsoll
