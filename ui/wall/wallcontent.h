// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/dashboard.h"
#include "ui/viewmodels/modeltile.h"

namespace plimsoll {

// One model as the wall shows it.
struct WallTile
{
    QString name;
    int series = 0;
    bool stale = false; // figures are the last known ones
    Condition condition = Condition::Unknown;
    QString stateWord; // "Overloaded"
    QString rate; // of the last hour
    bool badRate = false; // overloads are what makes the condition bad
    QString rateDetail; // "9.5 to 32.3, n = 60"
    QString dayRate; // of 24 h
    QString headroom; // share left, "78 %"
    QString p95; // of the first token
    std::optional<TimePoint> lastProbe;
    QString lastKnownAt; // "14:32"
    std::vector<RateStep> spark;

    bool operator==(const WallTile&) const = default;
};

// What the wall says, in finished words, and nothing else: where it is equal nothing need be
// painted.
struct WallContent
{
    Condition condition = Condition::Unknown;
    QString title; // the verdict, or for how long nobody has measured
    QString detail;
    bool stale = false;
    bool demo = false;
    QString time; // "14:32"
    QString day; // "Sat 21 Nov"
    QString zone;
    QString dataAge; // "12 s"
    QString limited; // 429 in 24 h
    TimeRange sparkRange; // 24 h to the end of this minute, less than what a pixel shows
    std::vector<WallTile> tiles;

    bool operator==(const WallContent&) const = default;
};

WallContent wallContent(const Dashboard& dashboard, const Freshness& freshness,
                        const Format& format);

inline constexpr std::size_t tilesOnWall = 4; // more models take turns

} // namespace plimsoll
