// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/cost.h"

#include "probes/api/apirequest.h"
#include "probes/schedule/ceiling.h"

namespace plimsoll {

namespace {

std::optional<qint64> expectedNanoUsd(const TargetId& target, const Catalogue& catalogue,
                                      TimePoint at)
{
    if (!isPaid(target.kind)) {
        return 0;
    }
    const Usage usage = expectedUsage(target.kind, catalogue.find(target.model));
    return catalogue.costNanoUsd(target.model, usage, at);
}

// A scheduled write is followed by its read.
std::optional<qint64> expectedPerDue(const TargetId& target, const Catalogue& catalogue,
                                     TimePoint at)
{
    const auto own = expectedNanoUsd(target, catalogue, at);
    if (!own || target.kind != ProbeKind::CacheWrite) {
        return own;
    }
    const auto read =
        expectedNanoUsd({target.model, ProbeKind::CacheRead, target.organization}, catalogue, at);
    return read ? std::optional(*own + *read) : std::nullopt;
}

} // namespace

DailyCost costPerDayUsd(const std::vector<Target>& targets, const Catalogue& catalogue,
                        TimePoint at)
{
    DailyCost cost;
    for (const Target& target : targets) {
        const auto each = expectedPerDue(target.id, catalogue, at);
        TargetCost row {target, std::nullopt};
        if (each && target.every.count() > 0) {
            const double perDay = 86'400'000.0 / double(target.every.count());
            row.usdPerDay = double(*each) * 1e-9 * perDay;
            cost.usdPerDay += *row.usdPerDay;
        } else if (!cost.unknownPrices.contains(target.id.model)) {
            cost.unknownPrices << target.id.model;
        }
        cost.targets.push_back(row);
    }
    return cost;
}

qint64 assumedCostNanoUsd(const TargetId& target, const Catalogue& catalogue, TimePoint at)
{
    return CostCeilings().nanoUsd(target, catalogue, at);
}

} // namespace plimsoll
