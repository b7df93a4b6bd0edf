// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/quantiledraws.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace plimsoll::stats {

namespace {

struct SlotValues
{
    double a = 0;
    double b = 0;
};

std::map<std::int64_t, SlotValues> valuesBySlot(const SketchCells& cells)
{
    std::map<std::int64_t, SlotValues> slots;
    for (const SketchCell* cell : cells) {
        SlotValues& values = slots[cell->slot];
        (cell->period == Period::A ? values.a : values.b) += double(cell->sketch.count());
    }
    return slots;
}

// Where the blocks stand in a design: by number.
std::map<std::int64_t, std::size_t> placesOf(const SketchCells& cells)
{
    std::map<std::int64_t, std::size_t> blocks;
    for (const SketchCell* cell : cells) {
        blocks.emplace(cell->block, 0);
    }
    std::size_t next = 0;
    for (auto& [number, place] : blocks) {
        place = next++;
    }
    return blocks;
}

void drawBlocks(const Members& members, std::vector<double>& times, std::mt19937_64& random)
{
    std::uniform_int_distribution<std::size_t> any(0, members.size() - 1);
    const double weight = double(members.size()) / double(members.size() - 1);
    for (std::size_t i = 1; i < members.size(); ++i) {
        times[members[any(random)]] += weight;
    }
}

} // namespace

QuantileDraws::QuantileDraws(const SketchCells& cells, const Design& design,
                             std::vector<std::uint32_t> bins)
    : m_design(design)
    , m_bins(std::move(bins), design.blocks.size())
    , m_timesA(design.blocks.size())
    , m_timesB(design.blocks.size())
{
    const auto slots = valuesBySlot(cells);
    const auto places = placesOf(cells);
    for (const SketchCell* cell : cells) {
        const SlotValues& n = slots.at(cell->slot);
        const double others = cell->period == Period::A ? n.b : n.a;
        m_bins.add(places.at(cell->block), cell->sketch, others / (n.a + n.b));
    }
    m_bins.finish();
}

double QuantileDraws::quantile(Period period, double q) const
{
    std::vector<double> times;
    for (const Block& block : m_design.blocks) {
        times.push_back(block.period == period ? 1 : 0);
    }
    return m_bins.quantile(q, times);
}

bool QuantileDraws::canBeDrawn(Drawn drawn) const
{
    const auto repeats = [](const Stratum& s) { return s.a.size() > 1 && s.b.size() > 1; };
    return drawn == Drawn::Strata ? m_design.strata.size() > 1
                                  : std::ranges::all_of(m_design.strata, repeats);
}

std::optional<double> QuantileDraws::draw(Drawn drawn, double q, std::mt19937_64& random)
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

void QuantileDraws::drawStrata(std::mt19937_64& random) // their common weight would cancel out
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

} // namespace plimsoll::stats
