// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/quantileshift.h"

#include "storage/stats/exchange.h"
#include "storage/stats/quantiledraws.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <set>

namespace plimsoll::stats {

namespace {

constexpr double binHides = (1 + 1.0 / 128) * (1 + 1.0 / 128); // of a ratio of two quantiles
constexpr double beyondQuantile = 10;
constexpr std::uint64_t leastValues = 100;

// Those with values, of strata that both periods have.
SketchCells comparable(std::span<const SketchCell> cells)
{
    std::map<std::int64_t, std::set<Period>> periods;
    for (const SketchCell& cell : cells) {
        if (!cell.sketch.isEmpty()) {
            periods[cell.stratum].insert(cell.period);
        }
    }
    SketchCells usable;
    for (const SketchCell& cell : cells) {
        if (!cell.sketch.isEmpty() && periods[cell.stratum].size() > 1) {
            usable.push_back(&cell);
        }
    }
    return usable;
}

// How many values each bin has, from the least on.
struct Histogram
{
    std::uint32_t least = Sketch::lastBin;
    std::vector<std::uint64_t> times;

    std::vector<std::uint32_t> bins() const
    {
        std::vector<std::uint32_t> present;
        for (std::size_t i = 0; i < times.size(); ++i) {
            if (times[i] > 0) {
                present.push_back(least + std::uint32_t(i));
            }
        }
        return present;
    }

    std::uint32_t quantile(double q) const
    {
        const auto n = double(std::accumulate(times.begin(), times.end(), std::uint64_t(0)));
        std::uint64_t passed = 0;
        for (std::size_t i = 0; i < times.size(); ++i) {
            passed += times[i];
            if (double(passed) >= std::ceil(q * n)) {
                return least + std::uint32_t(i);
            }
        }
        return least;
    }
};

Histogram histogramOf(const SketchCells& cells)
{
    Histogram histogram;
    std::uint32_t greatest = 0;
    for (const SketchCell* cell : cells) {
        histogram.least = std::min(histogram.least, cell->sketch.bins().front().number);
        greatest = std::max(greatest, cell->sketch.bins().back().number);
    }
    histogram.times.resize(cells.empty() ? 0 : greatest - histogram.least + 1);
    for (const SketchCell* cell : cells) {
        for (const Sketch::Bin& bin : cell->sketch.bins()) {
            histogram.times[bin.number - histogram.least] += bin.times;
        }
    }
    return histogram;
}

// A hit is a value in a higher bin.
std::vector<Cell> hitsAbove(const SketchCells& cells, std::uint32_t bin)
{
    std::vector<Cell> counts;
    counts.reserve(cells.size());
    for (const SketchCell* cell : cells) {
        Cell count {.period = cell->period,
                    .block = cell->block,
                    .stratum = cell->stratum,
                    .slot = cell->slot,
                    .hits = 0,
                    .n = cell->sketch.count()};
        const auto& bins = cell->sketch.bins();
        for (auto it = bins.rbegin(); it != bins.rend() && it->number > bin; ++it) {
            count.hits += it->times;
        }
        counts.push_back(count);
    }
    return counts;
}

std::optional<Range> intervalOf(QuantileDraws& quantiles, Drawn drawn, double q,
                                const ComparisonOptions& options, std::mt19937_64& random)
{
    if (!quantiles.canBeDrawn(drawn)) {
        return std::nullopt;
    }
    std::vector<double> logs;
    for (std::uint64_t i = 0; i < options.draws; ++i) {
        if (const auto ratio = quantiles.draw(drawn, q, random)) {
            logs.push_back(*ratio);
        }
    }
    if (logs.empty()) {
        return std::nullopt;
    }
    std::ranges::sort(logs);
    const auto tail = std::size_t((1 - options.confidence) / 2 * double(logs.size()));
    return Range {.low = std::exp(logs[tail]) / binHides,
                  .high = std::exp(logs[logs.size() - 1 - tail]) * binHides};
}

QuantileSide sideOf(const Design& design, const QuantileDraws& quantiles, Period period, double q)
{
    const Side side = sideOf(design, period);
    return {.n = side.n, .blocks = side.blocks, .quantile = quantiles.quantile(period, q)};
}

} // namespace

std::optional<QuantileShift> quantileShift(std::span<const SketchCell> cells, double q,
                                           const ComparisonOptions& options, Drawn drawn)
{
    if (!(q > 0 && q < 1) || options.draws == 0
        || !(options.confidence > 0 && options.confidence < 1)) {
        return std::nullopt;
    }
    const SketchCells usable = comparable(cells);
    const Histogram both = histogramOf(usable);
    const auto design = designOf(hitsAbove(usable, both.quantile(q)));
    const auto effect =
        design ? effectOf(sumsOf(*design, Period::A), sumsOf(*design, Period::B)) : std::nullopt;
    if (!effect) {
        return std::nullopt;
    }
    QuantileDraws quantiles(usable, *design, both.bins());
    QuantileShift shift {.q = q,
                         .a = sideOf(*design, quantiles, Period::A, q),
                         .b = sideOf(*design, quantiles, Period::B, q),
                         .interval = {}};
    shift.ratio = shift.b.quantile / shift.a.quantile;
    std::mt19937_64 random(options.seed);
    const Exchange exchange = exchanged(*design, effect->difference, options, random);
    shift.p = exchange.p;
    shift.exact = exchange.exact;
    shift.interval = intervalOf(quantiles, drawn, q, options, random);
    if (shift.interval && shift.p > 1 - options.confidence) {
        shift.interval = Range {.low = std::min(shift.interval->low, 1.0),
                                .high = std::max(shift.interval->high, 1.0)};
    }
    return shift;
}

std::uint64_t valuesNeeded(double q)
{
    const double beyond = std::min(q, 1 - q);
    return std::max(leastValues, std::uint64_t(std::ceil(beyondQuantile / beyond - 1e-6)));
}

Verdict verdict(const QuantileShift& shift, double p, double level)
{
    const auto suffices = [&](const QuantileSide& side) {
        return side.n >= valuesNeeded(shift.q) && side.blocks >= VerdictOptions().minBlocks;
    };
    if (!shift.interval || !suffices(shift.a) || !suffices(shift.b)) {
        return Verdict::NotEnoughData;
    }
    if (p <= level && shift.interval->low > 1) {
        return Verdict::Worse;
    }
    if (p <= level && shift.interval->high < 1) {
        return Verdict::Improved;
    }
    return Verdict::NoEvidence;
}

} // namespace plimsoll::stats
