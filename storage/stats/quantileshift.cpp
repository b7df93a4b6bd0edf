// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/quantileshift.h"

#include "storage/stats/exchange.h"
#include "storage/stats/weightedbins.h"

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

using Cells = std::vector<const SketchCell*>;

// Those with values, of strata that both periods have.
Cells comparable(std::span<const SketchCell> cells)
{
    std::map<std::int64_t, std::set<Period>> periods;
    for (const SketchCell& cell : cells) {
        if (!cell.sketch.isEmpty()) {
            periods[cell.stratum].insert(cell.period);
        }
    }
    Cells usable;
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

Histogram histogramOf(const Cells& cells)
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
std::vector<Cell> hitsAbove(const Cells& cells, std::uint32_t bin)
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

// Both periods' weighted values by block, and how the blocks are drawn.
class Quantiles
{
public:
    Quantiles(const Cells& cells, const Design& design, const std::vector<std::uint32_t>& bins)
        : m_design(design)
        , m_bins(bins, design.blocks.size())
        , m_timesA(design.blocks.size())
        , m_timesB(design.blocks.size())
    {
        std::map<std::int64_t, std::size_t> blocks; // in the design they stand by number
        std::map<std::int64_t, std::pair<double, double>> slots; // values of A and of B
        for (const SketchCell* cell : cells) {
            blocks.emplace(cell->block, 0);
            auto& n = slots[cell->slot];
            (cell->period == Period::A ? n.first : n.second) += double(cell->sketch.count());
        }
        std::size_t next = 0;
        for (auto& [number, place] : blocks) {
            place = next++;
        }
        for (const SketchCell* cell : cells) {
            const auto& [a, b] = slots[cell->slot];
            m_bins.add(blocks[cell->block], cell->sketch,
                       (cell->period == Period::A ? b : a) / (a + b));
        }
        m_bins.finish();
    }

    double quantile(Period period, double q) const
    {
        std::vector<double> times;
        for (const Block& block : m_design.blocks) {
            times.push_back(block.period == period ? 1 : 0);
        }
        return m_bins.quantile(q, times);
    }

    bool canBeDrawn(Drawn drawn) const
    {
        const auto repeats = [](const Stratum& s) { return s.a.size() > 1 && s.b.size() > 1; };
        return drawn == Drawn::Strata ? m_design.strata.size() > 1
                                      : std::ranges::all_of(m_design.strata, repeats);
    }

    // The logarithm of the ratio of the quantiles of blocks drawn anew; nullopt when they have
    // nothing to compare.
    std::optional<double> draw(Drawn drawn, double q, std::mt19937_64& random)
    {
        std::ranges::fill(m_timesA, 0);
        std::ranges::fill(m_timesB, 0);
        if (drawn == Drawn::Blocks) {
            for (const Stratum& stratum : m_design.strata) {
                drawBlocks(stratum.a, m_timesA, random);
                drawBlocks(stratum.b, m_timesB, random);
            }
        } else {
            drawStrata(random);
        }
        const double a = m_bins.quantile(q, m_timesA);
        const double b = m_bins.quantile(q, m_timesB);
        return a > 0 && b > 0 ? std::optional(std::log(b / a)) : std::nullopt;
    }

private:
    static void drawBlocks(const Members& members, std::vector<double>& times,
                           std::mt19937_64& random)
    {
        std::uniform_int_distribution<std::size_t> any(0, members.size() - 1);
        const double weight = double(members.size()) / double(members.size() - 1);
        for (std::size_t i = 1; i < members.size(); ++i) {
            times[members[any(random)]] += weight;
        }
    }

    void drawStrata(std::mt19937_64& random) // their common weight would cancel out
    {
        std::uniform_int_distribution<std::size_t> any(0, m_design.strata.size() - 1);
        for (std::size_t i = 1; i < m_design.strata.size(); ++i) {
            const Stratum& stratum = m_design.strata[any(random)];
            for (const std::size_t block : stratum.a) {
                m_timesA[block] += 1;
            }
            for (const std::size_t block : stratum.b) {
                m_timesB[block] += 1;
            }
        }
    }

    const Design& m_design;
    WeightedBins m_bins;
    std::vector<double> m_timesA;
    std::vector<double> m_timesB;
};

std::optional<Range> intervalOf(Quantiles& quantiles, double q, const ComparisonOptions& options,
                                std::mt19937_64& random)
{
    if (!quantiles.canBeDrawn(options.drawn)) {
        return std::nullopt;
    }
    std::vector<double> logs;
    for (std::uint64_t i = 0; i < options.draws; ++i) {
        if (const auto ratio = quantiles.draw(options.drawn, q, random)) {
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

QuantileSide sideOf(const Design& design, const Quantiles& quantiles, Period period, double q)
{
    const Side side = sideOf(design, period);
    return {.n = side.n, .blocks = side.blocks, .quantile = quantiles.quantile(period, q)};
}

} // namespace

std::optional<QuantileShift> quantileShift(std::span<const SketchCell> cells, double q,
                                           const ComparisonOptions& options)
{
    if (!(q > 0 && q < 1) || options.draws == 0
        || !(options.confidence > 0 && options.confidence < 1)) {
        return std::nullopt;
    }
    const Cells usable = comparable(cells);
    const Histogram both = histogramOf(usable);
    const auto design = designOf(hitsAbove(usable, both.quantile(q)));
    const auto effect =
        design ? effectOf(sumsOf(*design, Period::A), sumsOf(*design, Period::B)) : std::nullopt;
    if (!effect) {
        return std::nullopt;
    }
    Quantiles quantiles(usable, *design, both.bins());
    QuantileShift shift {.q = q,
                         .a = sideOf(*design, quantiles, Period::A, q),
                         .b = sideOf(*design, quantiles, Period::B, q),
                         .interval = {}};
    shift.ratio = shift.b.quantile / shift.a.quantile;
    std::mt19937_64 random(options.seed);
    const Exchange exchange = exchanged(*design, effect->difference, options, random);
    shift.p = exchange.p;
    shift.exact = exchange.exact;
    shift.interval = intervalOf(quantiles, q, options, random);
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
