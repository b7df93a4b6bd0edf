// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/columns/packedcolumn.h"

#include "storage/columns/blocks.h"
#include "storage/columns/coded.h"
#include "storage/columns/columnformat.h"
#include "storage/columns/presence.h"
#include "storage/columns/transforms.h"
#include "storage/stats/varint.h"

#include <algorithm>
#include <functional>

namespace plimsoll::columns {
namespace {

using stats::putVarint;
using stats::zigzag;

std::string packedAt(Values values, Depth depth);

void putNumber(std::string& to, std::int64_t number)
{
    putVarint(to, zigzag(number));
}

// One way to write the values of a column: what comes before the blocks, and the numbers in them.
struct Candidate
{
    Way way = Way::Plain;
    std::string head;
    Numbers numbers;
    std::uint64_t bits = 8 * head.size() + blockBits(numbers);
};

std::string numberBytes(std::int64_t number)
{
    std::string bytes;
    putNumber(bytes, number);
    return bytes;
}

std::string listBytes(Values list)
{
    std::string bytes;
    putVarint(bytes, list.size());
    for (const std::int64_t value : list) {
        putNumber(bytes, value);
    }
    return bytes;
}

void keepCheaper(Candidate& best, Candidate other)
{
    if (other.bits < best.bits) {
        best = std::move(other);
    }
}

// Takes a line in place of steps where one is better.
void keepLine(Candidate& best, Values values)
{
    const std::uint64_t steps = best.bits;
    for (const std::int64_t slope : slopesOf(values)) {
        Candidate line {Way::Line, numberBytes(slope), offLine(values, slope)};
        if (line.bits > steps + steps / 8) {
            return; // what wanders off one line wanders off any
        }
        // Of nearly equal ones the first: a drift costs blocks nothing, but a code of all.
        if (best.way == Way::Steps || line.bits + line.bits / 50 < best.bits) {
            keepCheaper(best, std::move(line));
        }
    }
}

// Values in blocks, or in a code that takes the place of blocks.
struct Written
{
    Way way = Way::Plain;
    bool isCoded = false;
    std::string bytes;
};

Written writtenNumbers(Values values)
{
    Candidate best {Way::Plain, {}, plainOf(values)};
    keepCheaper(best, {Way::Steps, numberBytes(values.front()), stepsOf(values)});
    if (best.way == Way::Steps) { // there is a trend
        keepLine(best, values);
    }
    const auto few = fewOf(values);
    if (few) {
        keepCheaper(best, {Way::Few, listBytes(few->values), numbersOf(*few)});
    }
    std::string blocks;
    putBlocks(blocks, best.numbers);
    // Blocks are read several times as fast, and in parts; to be a little shorter is not enough.
    const std::size_t little = std::max(blocks.size() / 20, best.numbers.count / 32);
    const std::size_t limit = blocks.size() - std::min(little, blocks.size());
    if (const auto coded = codedOf(best.numbers, limit)) {
        return {best.way, true, best.head + *coded};
    }
    return {best.way, false, best.head + blocks};
}

std::pair<Way, std::string> writtenBlocks(Values values)
{
    const Written plain = writtenNumbers(values);
    std::pair<Way, std::string> best {plain.way, plain.bytes};
    if (plain.isCoded) {
        best = {Way::Other, char(std::uint8_t(unsigned(plain.way) | codedFlag)) + plain.bytes};
    }
    if (const auto scale = scaleOf(values)) {
        const Written scaled = writtenNumbers(divided(values, *scale));
        std::string bytes(1,
                          char(std::uint8_t(unsigned(scaled.way) | scaledFlag
                                            | (scaled.isCoded ? codedFlag : 0U))));
        putNumber(bytes, scale->offset);
        putVarint(bytes, scale->factor);
        bytes += scaled.bytes;
        if (bytes.size() < best.second.size()) {
            best = {Way::Other, std::move(bytes)};
        }
    }
    return best;
}

std::string packedRuns(const Runs& runs)
{
    std::string to;
    putVarint(to, runs.values.size());
    for (const Values part : {Values(runs.lengths), Values(runs.values)}) {
        const std::string inner = packedAt(part, Depth::Inner);
        putVarint(to, inner.size());
        to += inner;
    }
    return to;
}

std::pair<Way, std::string> writtenValues(Values values, Depth depth)
{
    if (values.empty()) {
        return {Way::None, {}};
    }
    if (std::ranges::adjacent_find(values, std::not_equal_to()) == values.end()) {
        return {Way::Constant, numberBytes(values.front())};
    }
    auto blocks = writtenBlocks(values);
    if (depth == Depth::Column) {
        // Shorter runs than this do not pay.
        if (const auto runs = runsOf(values, values.size() / 4)) {
            std::string other = packedRuns(*runs);
            if (other.size() < blocks.second.size()) {
                return {Way::Runs, std::move(other)};
            }
        }
    }
    return blocks;
}

std::string packedAt(Values values, Depth depth)
{
    const Presence presence = depth == Depth::Column ? Presence::of(values) : Presence();
    const bool whole = depth == Depth::Inner || presence.count() == values.size();
    std::vector<std::int64_t> kept;
    if (!whole) {
        kept.reserve(presence.count());
        std::ranges::copy_if(values, std::back_inserter(kept),
                             [](std::int64_t value) { return value != absent; });
    }
    const auto [way, written] = writtenValues(whole ? values : Values(kept), depth);
    const bool says = !whole && way != Way::None;
    std::string bytes;
    bytes.push_back(char(std::uint8_t(version << 4 | (says ? someAbsent : 0U) | unsigned(way))));
    if (says) {
        presence.put(bytes);
    }
    return bytes + written;
}

} // namespace

std::string packed(Values values)
{
    return packedAt(values, Depth::Column);
}

} // namespace plimsoll::columns
