// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/blame.h"

#include <QJsonObject>
#include <QString>

namespace plimsoll {

// One line: theirs, ours and the line's, as shares of all that went wrong.
QString blameText(const Blame& blame);
// One line: how many 429s, by cause and limit. "" without one.
QString limitedText(const Blame& blame);
// One line of the newest spell that used a limit up, else of the newest whose limit was told: the
// headroom before it and what pace would have avoided it, or why that cannot be known. "" without.
QString pacingText(const Blame& blame);

// Shares between 0 and 1, durations in seconds, times RFC 3339 UTC, null for unknown.
QJsonObject blameJson(const Blame& blame);

QLatin1String name(LimitTold told); // "empty", "lowest", "not_told"

} // namespace plimsoll
