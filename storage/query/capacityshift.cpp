// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/capacityshift.h"

#include "storage/query/trendrow.h"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

constexpr auto blockLength = 6h;
constexpr std::size_t fewestBlocks = 4;

struct Block
{
    double asked = 0;
    double away = 0; // overloaded or limited
};

// One of the two periods.
struct Half
{
    std::map<qint64, Block> blocks; // with a probe
    stats::Sketch firstToken;
    stats::Sketch tokenGap;

    void add(TimePoint start, const Summary& summary)
    {
        const OutcomeCounts& counts = summary.counts;
        if (const quint64 asked = counts.reached() + counts.limited(); asked > 0) {
            Block& block = blocks[start.time_since_epoch() / blockLength];
            block.asked += double(asked);
            block.away += double(counts.overloaded() + counts.limited());
        }
        firstToken.merge(summary.firstToken);
        tokenGap.merge(summary.tokenGap);
    }

    Block sum() const
    {
        Block all;
        for (const auto& [number, block] : blocks) {
            all.asked += block.asked;
            all.away += block.away;
        }
        return all;
    }

    // The variance of the share between blocks over that of independent probes, at least 1.
    double designEffect() const
    {
        const Block all = sum();
        const double share = all.asked > 0 ? all.away / all.asked : 0;
        const double independent = all.asked * share * (1 - share);
        if (blocks.size() < 2 || independent <= 0) {
            return 1;
        }
        double squares = 0;
        for (const auto& [number, block] : blocks) {
            squares += std::pow(block.away - share * block.asked, 2);
        }
        const auto count = double(blocks.size());
        return std::max(1.0, squares * count / (count - 1) / independent);
    }
};

std::optional<stats::Difference> difference(const Half& before, const Half& after, double effect)
{
    if (std::min(before.blocks.size(), after.blocks.size()) < fewestBlocks) {
        return std::nullopt;
    }
    const auto effective = [effect](double count) { return quint64(std::llround(count / effect)); };
    const Block a = before.sum();
    const Block b = after.sum();
    // What is admitted, so that less is worse.
    return stats::newcombe(effective(a.asked - a.away), effective(a.asked),
                           effective(b.asked - b.away), effective(b.asked));
}

std::optional<double> admitted(const Block& all)
{
    return all.asked > 0 ? std::optional(1 - all.away / all.asked) : std::nullopt;
}

ShareShift shareShift(const Half& before, const Half& after)
{
    const double effect = std::max(before.designEffect(), after.designEffect());
    return {.before = admitted(before.sum()),
            .after = admitted(after.sum()),
            .nBefore = quint64(before.sum().asked),
            .nAfter = quint64(after.sum().asked),
            .designEffect = effect,
            .difference = difference(before, after, effect)};
}

} // namespace

CapacityShift capacityShift(const std::map<TimePoint, Summary>& steps)
{
    CapacityShift shift;
    if (steps.empty()) {
        return shift;
    }
    const TimePoint first = steps.begin()->first;
    const TimePoint wanted = first + (steps.rbegin()->first - first + 1ms) / 2;
    const auto begin = steps.lower_bound(wanted);
    shift.middle = begin == steps.end() ? wanted : begin->first;
    Half before;
    Half after;
    for (const auto& [start, summary] : steps) {
        (start < shift.middle ? before : after).add(start, summary);
    }
    shift.admission = shareShift(before, after);
    shift.firstToken =
        quantileRow(TrendRow::Metric::FirstTokenP50, 0.50, before.firstToken, after.firstToken);
    shift.tokenGap =
        quantileRow(TrendRow::Metric::TokenGapP50, 0.50, before.tokenGap, after.tokenGap);
    return shift;
}

} // namespace plimsoll
