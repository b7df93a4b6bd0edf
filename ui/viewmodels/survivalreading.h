// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/advice.h"

#include <QPointF>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace plimsoll {

// How long the overloads of one model last, as a chart shows it: x in milliseconds since the first
// overloaded probe, on a logarithmic axis; y the share that still goes on, with its 95 % band.
struct SurvivalReading
{
    struct Band
    {
        std::vector<QPointF> low;
        std::vector<QPointF> high;
    };
    // Where a client that met the overload as it began gives up.
    struct Mark
    {
        std::chrono::milliseconds after {0};
        QStringList clients;
        std::optional<double> lasting; // absent where the curve is not known
    };

    std::chrono::milliseconds to {0}; // end of the axis; it begins at `firstShown`
    std::vector<QPointF> line; // steps; empty: no overload tells
    std::vector<Band> bands;
    std::vector<Mark> marks; // by time
    quint64 counted = 0; // overloads that tell, those of known begin
    quint64 cut = 0; // of these: still open, or cut by a gap
    // The longest was still going on when it was seen last: nothing is known beyond.
    std::optional<std::chrono::milliseconds> knownUpTo;
};

// What is shorter is met at the begin of the axis.
inline constexpr std::chrono::milliseconds firstShown = std::chrono::seconds(1);

SurvivalReading survivalReading(const Advice& advice);

// The share that lasts longer than this; absent where nobody knows.
std::optional<double> shareLasting(const Advice& advice, std::chrono::milliseconds after);

// The handle stands on times that a person would say. 0: an overload that is met just now.
std::chrono::milliseconds handleAt(double milliseconds, std::chrono::milliseconds to);
// So many steps further, each about a seventh longer; never where it was, but for the two ends.
std::chrono::milliseconds handleMoved(std::chrono::milliseconds at, int steps,
                                      std::chrono::milliseconds to);

} // namespace plimsoll
