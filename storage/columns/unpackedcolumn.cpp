// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/columns/blocks.h"
#include "storage/columns/coded.h"
#include "storage/columns/columnformat.h"
#include "storage/columns/packedcolumn.h"
#include "storage/columns/presence.h"
#include "storage/columns/transforms.h"
#include "storage/stats/varint.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace plimsoll::columns {
namespace {

using stats::takeVarint;
using stats::unzigzag;

bool unpackAt(std::string_view bytes, std::span<std::int64_t> out, Depth depth);

bool takeNumber(std::string_view& from, std::int64_t& number)
{
    const auto taken = takeVarint(from);
    number = unzigzag(taken.value_or(0));
    return taken.has_value();
}

// How the numbers of a column lie, and which of them are wanted.
struct Taking
{
    bool isCoded = false;
    std::size_t all = 0;
    std::size_t first = 0; // 0 where a code is taken

    bool operator()(std::string_view& from, std::span<std::int64_t> out) const
    {
        return isCoded          ? takeCoded(from, out)
            : out.size() == all ? takeBlocks(from, out)
                                : readSomeBlocks(from, all, first, out);
    }
};

bool takeSteps(std::string_view& from, Taking take, std::span<std::int64_t> out)
{
    --take.all;
    if (!takeNumber(from, out.front()) || !take(from, out.subspan(1))) {
        return false;
    }
    sumUp(out);
    return true;
}

bool takeLine(std::string_view& from, const Taking& take, std::span<std::int64_t> out)
{
    std::int64_t slope = 0;
    if (!takeNumber(from, slope) || !take(from, out)) {
        return false;
    }
    addLine(out, slope, take.first);
    return true;
}

bool takeFew(std::string_view& from, const Taking& take, std::span<std::int64_t> out)
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
bool takeNumbers(std::string_view& from, Way way, const Taking& take, std::span<std::int64_t> out)
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

// What stands before the numbers of Way::Other.
struct Other
{
    Way way = Way::Plain;
    bool isCoded = false;
    std::optional<Scale> scale {};
};

std::optional<Other> takeOther(std::string_view& from)
{
    if (from.empty()) {
        return std::nullopt;
    }
    const unsigned byte = std::uint8_t(from.front());
    from.remove_prefix(1);
    Other other {.way = Way(byte & 7U), .isCoded = (byte & codedFlag) != 0, .scale = {}};
    if (byte >= 2 * scaledFlag) {
        return std::nullopt;
    }
    if ((byte & scaledFlag) != 0) {
        Scale scale;
        if (!takeNumber(from, scale.offset)) {
            return std::nullopt;
        }
        const auto factor = takeVarint(from);
        if (!factor || *factor < 2) {
            return std::nullopt;
        }
        scale.factor = *factor;
        other.scale = scale;
    }
    return other;
}

// The values from `first` on of `all`, where they can be had without those before them.
bool takeValuesOf(std::string_view& from, const Other& other, std::size_t all, std::size_t first,
                  std::span<std::int64_t> out)
{
    if (!takeNumbers(from, other.way, {other.isCoded, all, first}, out)) {
        return false;
    }
    if (other.scale) {
        multiply(out, *other.scale);
    }
    return true;
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

// The rows from `first` on of `all`.
bool takeRuns(std::string_view& from, std::size_t all, std::size_t first,
              std::span<std::int64_t> out)
{
    const auto count = takeVarint(from);
    if (!count || *count == 0 || *count > all) {
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
        if (length == 0 || length > all - row) {
            return false;
        }
        const std::size_t begin = std::clamp(row, first, first + out.size());
        row += std::size_t(length);
        const std::size_t end = std::clamp(row, first, first + out.size());
        std::ranges::fill(out.subspan(begin - first, end - begin), runs.values[i]);
    }
    return row == all;
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
        return takeRuns(from, out.size(), 0, out);
    case Way::Other: {
        const auto other = takeOther(from);
        return other && takeValuesOf(from, *other, out.size(), 0, out);
    }
    default:
        return takeValuesOf(from, {.way = way}, out.size(), 0, out);
    }
}

// The lower bits of the first byte.
std::optional<unsigned> takeHead(std::string_view& bytes)
{
    if (bytes.empty() || unsigned(std::uint8_t(bytes.front())) >> 4 != version) {
        return std::nullopt;
    }
    const unsigned head = std::uint8_t(bytes.front()) & 0xfU;
    bytes.remove_prefix(1);
    return head;
}

bool unpackAt(std::string_view bytes, std::span<std::int64_t> out, Depth depth)
{
    const auto taken = takeHead(bytes);
    if (!taken) {
        return false;
    }
    const unsigned head = *taken;
    const auto way = Way(head & 7U);
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

// The values from `first` on of `all`, where they can be had without those before them; nullopt
// where they cannot.
std::optional<bool> takePart(std::string_view from, Way way, std::size_t all, std::size_t first,
                             std::span<std::int64_t> out)
{
    if (way == Way::Runs) {
        return takeRuns(from, all, first, out);
    }
    if (way == Way::Constant) {
        std::int64_t value = 0;
        const bool isThere = takeNumber(from, value);
        std::ranges::fill(out, value);
        return isThere;
    }
    const auto other = way == Way::Other ? takeOther(from) : Other {.way = way};
    const bool isDivisible = other && !other->isCoded
        && (other->way == Way::Plain || other->way == Way::Line || other->way == Way::Few);
    if (!isDivisible) {
        return std::nullopt;
    }
    return out.empty() || takeValuesOf(from, *other, all, first, out);
}

} // namespace

bool unpack(std::string_view bytes, std::span<std::int64_t> out)
{
    return unpackAt(bytes, out, Depth::Column);
}

bool unpackPart(std::string_view bytes, std::size_t rows, std::size_t first,
                std::span<std::int64_t> out)
{
    std::string_view from = bytes;
    const auto head = takeHead(from);
    if (!head || first > rows || out.size() > rows - first) {
        return false;
    }
    Presence presence;
    std::size_t all = rows;
    std::size_t before = first;
    const bool spreads = (*head & someAbsent) != 0;
    if (spreads) {
        if (!presence.take(from, rows)) {
            return false;
        }
        all = presence.count();
        std::tie(presence, before) = presence.part(first, out.size());
    }
    const auto values = spreads ? out.first(presence.count()) : out;
    const auto taken = takePart(from, Way(*head & 7U), all, before, values);
    if (!taken) {
        std::vector<std::int64_t> whole(rows);
        if (!unpack(bytes, whole)) {
            return false;
        }
        std::ranges::copy(Values(whole).subspan(first, out.size()), out.begin());
        return true;
    }
    if (!*taken) {
        return false;
    }
    if (spreads) {
        presence.spread(out);
    }
    return true;
}

} // namespace plimsoll::columns
