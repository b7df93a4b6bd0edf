// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/target.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace plimsoll {

struct TargetCost
{
    Target target;
    std::optional<double> usdPerDay; // absent: the price is unknown
};

struct DailyCost
{
    std::vector<TargetCost> targets; // in the order given
    double usdPerDay = 0; // of all whose price is known
    QStringList unknownPrices; // models whose price is not known, each once
};

// What a schedule costs a day at list prices if every probe is answered, from expectedUsage(). A
// daily budget may stop it earlier.
DailyCost costPerDayUsd(const std::vector<Target>& targets, const Catalogue& catalogue,
                        TimePoint at);

// The most that one probe can cost, before anything was learned: see CostCeilings.
qint64 assumedCostNanoUsd(const TargetId& target, const Catalogue& catalogue, TimePoint at);

} // namespace plimsoll
