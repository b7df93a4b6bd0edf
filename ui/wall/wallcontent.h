// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/dashboard.h"
#include "ui/viewmodels/modeltile.h"

namespace plimsoll {

// What the wall says, in finished words.
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
    TimeRange sparkRange;
    std::vector<ModelTile> tiles;
    std::vector<QString> lastKnownAt; // by tile, while stale: "14:32"
};

WallContent wallContent(const Dashboard& dashboard, const Freshness& freshness,
                        const Format& format);

inline constexpr std::size_t tilesOnWall = 4; // more models take turns

} // namespace plimsoll
