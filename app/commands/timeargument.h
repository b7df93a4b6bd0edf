// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/result.h"

#include <QString>

#include <optional>

namespace plimsoll {

// A moment as a person writes it: "now", "7d" (that long ago), "2026-05-06" (00:00 UTC) or RFC 3339
// with a zone, "2026-05-06T16:00:00Z".
std::optional<TimePoint> parseTime(const QString& text, TimePoint now);

// The same of an option such as "--event"; a usage error tells what is wrong.
Result<TimePoint> parseMoment(const QString& option, const QString& text, TimePoint now);

// --since and --until; an empty text takes the default. A usage error tells what is wrong.
Result<TimeRange> parseRange(const QString& since, const QString& until, TimeRange defaults,
                             TimePoint now);

} // namespace plimsoll
