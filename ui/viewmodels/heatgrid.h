// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/weekanswer.h"
#include "ui/format/format.h"

#include <array>

namespace plimsoll {

// Overload by hour of the local week, in five steps.

inline constexpr int heatSteps = 5;
// Where the next step begins; round figures around the objective, the same for every model.
inline constexpr std::array heatBounds {0.0025, 0.005, 0.01, 0.02};
int heatStep(double rate); // 0 to 4
// Below so many probes an hour is hatched instead of coloured.
inline constexpr quint64 leastInHour = 20;

struct HeatCell
{
    int step = 0;
    bool isThin = true; // fewer than leastInHour, or none
    QString text {}; // "Tue 14:00 to 15:00: 1.85 % (0.62 to 4.10), n = 240"

    bool operator==(const HeatCell&) const = default;
};

struct HeatGrid
{
    std::array<HeatCell, 168> cells; // Monday first
    std::array<QString, 7> days;
    std::array<QString, heatSteps> legend;
    QString thin; // what the hatching means
    QString summary; // the highest and the lowest hour, for who cannot see the colours

    bool operator==(const HeatGrid&) const = default;
};

// Nullopt: no probe at all.
std::optional<HeatGrid> heatGrid(const PeakAnswer& peak, const Format& format);

// Weekday mornings against the other hours of the same days, in words.
QString morningsSentence(const PeakAnswer& peak, const Format& format);

} // namespace plimsoll
