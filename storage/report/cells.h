// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/observation.h"

#include <QString>

#include <optional>

namespace plimsoll::cells {

// Values as text for CSV and JSON: the same in every locale, "" when unknown.

QString time(TimePoint t); // "2026-11-21T14:19:00.123Z"
QString epochMs(TimePoint t);
QString time(std::optional<TimePoint> t);
QString epochMs(std::optional<TimePoint> t);

QString count(quint64 value);
QString integer(std::optional<qint64> value);
QString milliseconds(std::optional<Micros> value); // "12.345", exact
QString milliseconds(std::optional<double> value); // three decimals
QString share(std::optional<double> value); // 0 to 1, eight decimals
QString usd(std::optional<qint64> nanoUsd); // nine decimals, exact
QString flag(bool value); // "true", "false"
QString httpVersion(int version); // 11 is "1.1"

} // namespace plimsoll::cells
