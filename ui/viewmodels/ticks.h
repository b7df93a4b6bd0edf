// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/format/format.h"

#include <vector>

namespace plimsoll {

struct Tick
{
    double value = 0; // epoch milliseconds on a time axis
    QString label;

    bool operator==(const Tick&) const = default;
};

// Ticks at whole minutes, hours, days, Mondays or months of the zone, at most `most` of them.
std::vector<Tick> timeTicks(TimeRange range, int most, const Times& times);
// 0 and multiples of 1, 2 or 5 times a power of ten up to `highest`, which is rounded up.
struct LinearTicks
{
    double top = 1;
    std::vector<double> values;
};
LinearTicks linearTicks(double highest, int most);
// Powers of ten around the values; both bounds positive.
std::vector<double> decades(double low, double high);
// From the value at or below the lower bound to that at or above the upper one: 1, 2 and 5 times
// powers of ten or, where these are more than `most`, powers of ten alone.
std::vector<double> logTicks(double low, double high, int most);

} // namespace plimsoll
