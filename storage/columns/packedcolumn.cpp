// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/columns/packedcolumn.h"

#include "storage/columns/blocks.h"
#include "storage/columns/coded.h"
#include "storage/columns/presence.h"
#include "storage/columns/transforms.h"
#include "storage/stats/varint.h"

#include <algorithm>
#include <functional>

namespace plimsoll::columns {
namespace {

using stats::putVarint;
using stats::takeVarint;
using stats::unzigzag;
using stats::zigzag;

enum class Way : std::uint8_t { None, Constant, Plain, Steps, Line, Few, Runs, Coded };
constexpr unsigned version = 1;
constexpr unsigned someAbsent = 8;

// A column within a column is not made of runs again.
enum class Depth { Column, Inner };

std::string packedAt(Values values, Depth depth);
bool unpackAt(std::string_view bytes, std::span<std::int64_t> out, Depth depth);

void putNumber(std::string& to, std::int64_t number)
{
    putVarint(to, zigzag(number));
}

bool takeNumber(std::string_view& from, std::int64_t& number)
{
    const auto taken = takeVarint(from);
    number = unzigzag(taken.value_or(0));
    return taken.has_value();
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

std::pair<Way, std::string> writtenBlocks(Values values)
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
    // Blocks are read several times as fast; to be a little shorter is not enough.
    if (const auto coded = codedOf(best.numbers, blocks.size() - blocks.size() / 20)) {
        return {Way::Coded, char(std::uint8_t(best.way)) + best.head + *coded};
    }
    return {best.way, best.head + blocks};
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

// takeBlocks() or takeCoded()
using Take = bool (*)(std::string_view& from, std::span<std::int64_t> out);

bool takeSteps(std::string_view& from, Take take, std::span<std::int64_t> out)
{
    if (!takeNumber(from, out.front()) || !take(from, out.subspan(1))) {
        return false;
    }
    sumUp(out);
    return true;
}

bool takeLine(std::string_view& from, Take take, std::span<std::int64_t> out)
{
    std::int64_t slope = 0;
    if (!takeNumber(from, slope) || !take(from, out)) {
        return false;
    }
    addLine(out, slope);
    return true;
}

bool takeFew(std::string_view& from, Take take, std::span<std::int64_t> out)
{
    const auto count = takeVarint(from);
    if (!count || *count == 0 || *count > maxFew) {
        return false;
    }
    std::vector<std::int64_t> list(std::size_t(*count), 0);
    for (std::int64_t& value : list) {
        if (!takeNumber(from, value)) {
            return false;
        }
    }
    if (!take(from, out)) {
        return false;
    }
    bool known = true;
    for (std::int64_t& number : out) {
        const bool isOne = std::uint64_t(number) < list.size();
        known = known && isOne;
        number = list[isOne ? std::size_t(number) : 0];
    }
    return known;
}

// The ways that write as many numbers as there are values, or one fewer.
bool takeNumbers(std::string_view& from, Way way, Take take, std::span<std::int64_t> out)
{
    switch (way) {
    case Way::Plain:
        return take(from, out);
    case Way::Steps:
        return takeSteps(from, take, out);
    case Way::Line:
        return takeLine(from, take, out);
    case Way::Few:
        return takeFew(from, take, out);
    default:
        return false;
    }
}

bool takeCodedWay(std::string_view& from, std::span<std::int64_t> out)
{
    if (from.empty()) {
        return false;
    }
    const auto way = Way(from.front());
    from.remove_prefix(1);
    return takeNumbers(from, way, takeCoded, out);
}

// A column within a column: its length, then itself.
bool takeInner(std::string_view& from, std::span<std::int64_t> out)
{
    const auto length = takeVarint(from);
    if (!length || *length > from.size()) {
        return false;
    }
    const std::string_view inner = from.substr(0, std::size_t(*length));
    from.remove_prefix(inner.size());
    return unpackAt(inner, out, Depth::Inner);
}

bool takeRuns(std::string_view& from, std::span<std::int64_t> out)
{
    const auto count = takeVarint(from);
    if (!count || *count == 0 || *count > out.size()) {
        return false;
    }
    Runs runs;
    runs.lengths.resize(std::size_t(*count));
    runs.values.resize(std::size_t(*count));
    if (!takeInner(from, runs.lengths) || !takeInner(from, runs.values)) {
        return false;
    }
    std::size_t row = 0;
    for (std::size_t i = 0; i < runs.lengths.size(); ++i) {
        const auto length = std::uint64_t(runs.lengths[i]);
        if (length == 0 || length > out.size() - row) {
            return false;
        }
        std::ranges::fill(out.subspan(row, std::size_t(length)), runs.values[i]);
        row += std::size_t(length);
    }
    return row == out.size();
}

bool takeValues(std::string_view& from, Way way, std::span<std::int64_t> out)
{
    if (out.empty() || way == Way::None) {
        return out.empty() && way == Way::None;
    }
    switch (way) {
    case Way::Constant:
        if (!takeNumber(from, out.front())) {
            return false;
        }
        std::ranges::fill(out, out.front());
        return true;
    case Way::Runs:
        return takeRuns(from, out);
    case Way::Coded:
        return takeCodedWay(from, out);
    default:
        return takeNumbers(from, way, takeBlocks, out);
    }
}

bool unpackAt(std::string_view bytes, std::span<std::int64_t> out, Depth depth)
{
    if (bytes.empty() || unsigned(std::uint8_t(bytes.front())) >> 4 != version) {
        return false;
    }
    const unsigned head = std::uint8_t(bytes.front()) & 0xfU;
    const auto way = Way(head & 7U);
    bytes.remove_prefix(1);
    if (depth == Depth::Inner && ((head & someAbsent) != 0 || way == Way::Runs)) {
        return false;
    }
    if ((head & someAbsent) != 0) {
        Presence presence;
        if (!presence.take(bytes, out.size())
            || !takeValues(bytes, way, out.first(presence.count()))) {
            return false;
        }
        presence.spread(out);
    } else if (way == Way::None) {
        std::ranges::fill(out, absent);
    } else if (!takeValues(bytes, way, out)) {
        return false;
    }
    return bytes.empty();
}

} // namespace

std::string packed(Values values)
{
    return packedAt(values, Depth::Column);
}

bool unpack(std::string_view bytes, std::span<std::int64_t> out)
{
    return unpackAt(bytes, out, Depth::Column);
}

} // namespace plimsoll::columns
