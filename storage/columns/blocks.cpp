// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/columns/blocks.h"

#include "storage/columns/blockformat.h"
#include "storage/columns/lanes.h"
#include "storage/stats/varint.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

namespace plimsoll::columns {
namespace {

using stats::putVarint;
using stats::zigzag;

using BlockSpan = std::span<const std::int64_t>;

// How a block is written, and what it takes.
struct Plan
{
    std::int64_t base = 0;
    unsigned width = 0;
    unsigned restWidth = 0; // 0: no number is wider
    std::size_t wider = 0;
    std::uint64_t bits = ~std::uint64_t(0);
};

std::int64_t above(std::int64_t number, std::int64_t base)
{
    return std::int64_t(std::uint64_t(number) - std::uint64_t(base));
}

// How many numbers have how many bits above the base; what is below it counts apart.
struct Histogram
{
    std::array<std::uint32_t, 65> withBits {};
    std::uint32_t below = 0;
    unsigned most = 0;
};

Histogram histogramOf(BlockSpan numbers, std::int64_t base)
{
    // Two tables, for an increment waits for the one before it when both meet the same counter.
    std::array<std::array<std::uint32_t, 65>, 2> tables {};
    Histogram all;
    std::uint64_t together = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::int64_t distance = above(numbers[i], base);
        const auto sign = std::uint64_t(distance >> 63);
        const std::uint64_t folded = std::uint64_t(distance) ^ sign;
        ++tables[i % 2][std::size_t(std::bit_width(folded))];
        all.below += std::uint32_t(sign & 1);
        together |= folded;
    }
    for (std::size_t bits = 0; bits < 65; ++bits) {
        all.withBits[bits] = tables[0][bits] + tables[1][bits];
    }
    all.most = unsigned(std::bit_width(together));
    if (all.below > 0) {
        for (const std::int64_t number : numbers) {
            const std::int64_t distance = above(number, base);
            if (distance < 0) {
                --all.withBits[std::size_t(std::bit_width(~std::uint64_t(distance)))];
            }
        }
    }
    return all;
}

std::uint64_t positionBits(std::size_t count, std::size_t wider)
{
    return std::min<std::uint64_t>(8 * wider, 8 * bitBytes(count, 1));
}

Plan planFor(BlockSpan numbers, std::int64_t base)
{
    const Histogram all = histogramOf(numbers, base);
    Plan best;
    std::size_t wider = numbers.size();
    for (unsigned width = 0; width <= std::min(all.most, maxLaneWidth); ++width) {
        wider -= all.withBits[width];
        std::uint64_t bits = 8 * bitBytes(numbers.size(), width);
        const unsigned restWidth = wider == 0 ? 0 : all.most - width + 1;
        if (wider > 0) {
            bits += 16 + positionBits(numbers.size(), wider) + 8 * bitBytes(wider, restWidth);
        }
        if (bits < best.bits) {
            best = {base, width, restWidth, wider, bits};
        }
    }
    best.bits += 24; // width and base
    return best;
}

// Where most numbers begin, when a few are so far below that the least one is a bad base.
std::optional<std::int64_t> baseAboveOutliers(BlockSpan numbers, std::int64_t least)
{
    constexpr std::size_t sampled = 32;
    if (numbers.size() < 2 * sampled) {
        return std::nullopt;
    }
    std::array<std::int64_t, sampled> sample {};
    for (std::size_t i = 0; i < sampled; ++i) {
        sample[i] = above(numbers[i * numbers.size() / sampled], least);
    }
    std::ranges::sort(sample);
    if (sample.front() < 0) {
        return std::nullopt; // so far apart that distances wrap
    }
    const std::int64_t low = sample[sampled / 8];
    const std::int64_t spread = sample[sampled - 1 - sampled / 8] - low;
    if (low / 4 <= spread) {
        return std::nullopt;
    }
    std::int64_t base = low;
    for (const std::int64_t number : numbers) {
        const std::int64_t distance = above(number, least);
        base = distance >= low - spread ? std::min(base, distance) : base;
    }
    return std::int64_t(std::uint64_t(least) + std::uint64_t(base));
}

Plan planOf(BlockSpan numbers)
{
    const std::int64_t least = *std::ranges::min_element(numbers);
    const Plan plan = planFor(numbers, least);
    if (const auto base = baseAboveOutliers(numbers, least)) {
        const Plan other = planFor(numbers, *base);
        return other.bits < plan.bits ? other : plan;
    }
    return plan;
}

void putWider(std::string& to, BlockSpan numbers, const Plan& plan)
{
    std::array<std::uint64_t, blockSize> rests {};
    std::array<std::uint64_t, blockSize> isWider {};
    std::string positions;
    std::size_t count = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::int64_t rest = above(numbers[i], plan.base) >> plan.width;
        if (rest != 0) {
            rests[count++] = zigzag(rest);
            isWider[i] = 1;
            positions.push_back(char(std::uint8_t(i)));
        }
    }
    to.push_back(char(std::uint8_t(count - 1)));
    to.push_back(char(std::uint8_t(plan.restWidth)));
    if (positions.size() > bitBytes(numbers.size(), 1)) {
        putBits(to, std::span(isWider).first(numbers.size()), 1);
    } else {
        to += positions;
    }
    putBits(to, std::span(rests).first(count), plan.restWidth);
}

void putBlock(std::string& to, BlockSpan numbers, const Plan& plan, std::int64_t lastBase)
{
    const bool asBitmap = plan.wider > bitBytes(numbers.size(), 1);
    to.push_back(char(std::uint8_t(plan.width | (plan.wider > 0 ? widerFlag : 0U)
                                   | (asBitmap ? bitmapFlag : 0U))));
    putVarint(to, zigzag(above(plan.base, lastBase)));
    if (plan.wider > 0) {
        putWider(to, numbers, plan);
    }
    if (numbers.size() == blockSize) {
        Block low;
        for (std::size_t i = 0; i < blockSize; ++i) {
            low[i] = std::uint32_t(above(numbers[i], plan.base));
        }
        putLanes(to, low, plan.width);
    } else {
        std::array<std::uint64_t, blockSize> low {};
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            low[i] = std::uint64_t(above(numbers[i], plan.base));
        }
        putBits(to, std::span(low).first(numbers.size()), plan.width);
    }
}

} // namespace

void putBlocks(std::string& to, const Numbers& numbers)
{
    std::array<std::int64_t, blockSize> made {};
    std::int64_t lastBase = 0;
    for (std::size_t at = 0; at < numbers.count; at += blockSize) {
        const auto block = std::span(made).first(std::min(blockSize, numbers.count - at));
        numbers.fill(at, block);
        const Plan plan = planOf(block);
        putBlock(to, block, plan, lastBase);
        lastBase = plan.base;
    }
}

std::uint64_t blockBits(const Numbers& numbers)
{
    constexpr std::size_t looks = 8;
    const std::size_t blocks = (numbers.count + blockSize - 1) / blockSize;
    const std::size_t step = std::max<std::size_t>(blocks / looks, 1);
    std::array<std::int64_t, blockSize> made {};
    std::uint64_t bits = 0;
    std::size_t looked = 0;
    for (std::size_t at = 0; at < numbers.count; at += step * blockSize) {
        const auto block = std::span(made).first(std::min(blockSize, numbers.count - at));
        numbers.fill(at, block);
        bits += planOf(block).bits;
        looked += block.size();
    }
    return looked == 0 ? 0 : bits * numbers.count / looked;
}

} // namespace plimsoll::columns
