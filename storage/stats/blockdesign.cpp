// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/blockdesign.h"

#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace plimsoll::stats {

std::optional<Effect> effectOf(const Sums& a, const Sums& b)
{
    Effect effect;
    double weights = 0;
    for (std::size_t slot = 0; slot < a.n.size(); ++slot) {
        const double both = a.n[slot] + b.n[slot];
        if (a.n[slot] > 0 && b.n[slot] > 0) {
            effect.hitsA += a.hits[slot] * b.n[slot] / both;
            effect.hitsB += b.hits[slot] * a.n[slot] / both;
            weights += a.n[slot] * b.n[slot] / both;
        }
    }
    if (!(weights > 0)) {
        return std::nullopt;
    }
    effect.difference = (effect.hitsB - effect.hitsA) / weights;
    return effect;
}

namespace {

std::optional<std::map<std::int64_t, Block>> blocksOf(std::span<const Cell> cells)
{
    std::map<std::int64_t, std::size_t> slots;
    std::map<std::int64_t, Block> blocks;
    for (const Cell& cell : cells) {
        if (cell.hits > cell.n) {
            return std::nullopt;
        }
        if (cell.n == 0) {
            continue;
        }
        const Block fresh {.period = cell.period, .stratum = cell.stratum, .counts = {}};
        Block& block = blocks.try_emplace(cell.block, fresh).first->second;
        if (block.period != cell.period || block.stratum != cell.stratum) {
            return std::nullopt;
        }
        const std::size_t slot = slots.try_emplace(cell.slot, slots.size()).first->second;
        block.counts.push_back({.slot = slot, .hits = double(cell.hits), .n = double(cell.n)});
    }
    return blocks;
}

} // namespace

std::optional<Design> designOf(std::span<const Cell> cells)
{
    const auto blocks = blocksOf(cells);
    if (!blocks) {
        return std::nullopt;
    }
    std::map<std::int64_t, std::set<Period>> periods;
    for (const auto& [id, block] : *blocks) {
        periods[block.stratum].insert(block.period);
    }
    Design design;
    std::map<std::int64_t, Stratum> strata;
    for (const auto& [id, block] : *blocks) {
        if (periods[block.stratum].size() < 2) {
            continue;
        }
        Stratum& stratum = strata[block.stratum];
        (block.period == Period::A ? stratum.a : stratum.b).push_back(design.blocks.size());
        design.blocks.push_back(block);
        for (const SlotCount& count : block.counts) {
            design.slots = std::max(design.slots, count.slot + 1);
        }
    }
    for (const auto& [id, stratum] : strata) {
        design.strata.push_back(stratum);
    }
    return design;
}

Sums sumsOf(const Design& design, Period period)
{
    Sums sums(design.slots);
    for (const Block& block : design.blocks) {
        if (block.period == period) {
            sums.add(block);
        }
    }
    return sums;
}

Side sideOf(const Design& design, Period period)
{
    const Sums sums = sumsOf(design, period);
    Side side;
    side.hits = std::uint64_t(std::accumulate(sums.hits.begin(), sums.hits.end(), 0.0));
    side.n = std::uint64_t(std::accumulate(sums.n.begin(), sums.n.end(), 0.0));
    side.blocks = std::size_t(std::ranges::count(design.blocks, period, &Block::period));
    return side;
}

std::optional<Comparison> comparisonOf(const Design& design)
{
    const auto effect = effectOf(sumsOf(design, Period::A), sumsOf(design, Period::B));
    if (!effect) {
        return std::nullopt;
    }
    Comparison comparison;
    comparison.a = sideOf(design, Period::A);
    comparison.b = sideOf(design, Period::B);
    comparison.difference = effect->difference;
    if (effect->hitsA > 0) {
        comparison.ratio = effect->hitsB / effect->hitsA;
    }
    return comparison;
}

} // namespace plimsoll::stats
