// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/columns/coded.h"

#include "storage/columns/transforms.h"
#include "storage/stats/varint.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace plimsoll::columns {
namespace {

using stats::putVarint;
using stats::takeVarint;

constexpr unsigned shareBits = 11;
constexpr std::uint32_t shares = 1U << shareBits;
constexpr std::uint32_t lowestState = 1U << 16;
constexpr std::size_t stateCount = 4; // so that one need not wait for another
constexpr std::size_t statesBytes = 4 * stateCount;
constexpr std::size_t maxSymbols = 256; // the last stands for every number beyond the range

// The symbols of a column: number - base, or the last one.
struct Symbols
{
    std::int64_t base = 0;
    std::vector<std::uint8_t> symbols;
    std::vector<std::int64_t> beyond;
    std::size_t count = 0; // of different ones, with the last
};

// What each symbol has of the 2048.
struct Shares
{
    std::array<std::uint16_t, maxSymbols> size {};
    std::array<std::uint16_t, maxSymbols> begin {};

    void place()
    {
        std::uint16_t at = 0;
        for (std::size_t i = 0; i < maxSymbols; ++i) {
            begin[i] = at;
            at = std::uint16_t(at + size[i]);
        }
    }
};

std::uint64_t distance(std::int64_t number, std::int64_t base)
{
    return std::uint64_t(number) - std::uint64_t(base);
}

// Where a range of maxSymbols - 1 numbers that holds most of them begins, if there is one.
std::optional<std::int64_t> baseOf(const std::vector<std::int64_t>& numbers)
{
    constexpr std::size_t sampled = 64;
    std::vector<std::int64_t> sample;
    const std::size_t stride = std::max<std::size_t>(numbers.size() / sampled, 1);
    for (std::size_t i = 0; i < numbers.size(); i += stride) {
        sample.push_back(numbers[i]);
    }
    std::ranges::sort(sample);
    const std::int64_t early = sample[sample.size() / 20];
    const std::int64_t late = sample[sample.size() - 1 - sample.size() / 20];
    const std::uint64_t width = distance(late, early);
    if (width > maxSymbols - 2) {
        return std::nullopt;
    }
    const auto least = *std::ranges::min_element(numbers);
    const std::uint64_t room = (maxSymbols - 2 - width) / 2;
    return distance(early, least) <= room ? least : std::int64_t(std::uint64_t(early) - room);
}

std::optional<Symbols> symbolsOf(const Numbers& numbers)
{
    std::vector<std::int64_t> all(numbers.count);
    numbers.fill(0, all);
    const auto base = baseOf(all);
    if (!base) {
        return std::nullopt;
    }
    Symbols made;
    made.base = *base;
    for (const std::int64_t number : all) {
        const std::uint64_t symbol = distance(number, *base);
        if (symbol < maxSymbols - 1) {
            made.count = std::max(made.count, std::size_t(symbol) + 1);
        }
    }
    made.symbols.reserve(all.size());
    for (const std::int64_t number : all) {
        const std::uint64_t symbol = distance(number, *base);
        made.symbols.push_back(std::uint8_t(std::min<std::uint64_t>(symbol, made.count)));
        if (symbol >= made.count) {
            made.beyond.push_back(number);
        }
    }
    ++made.count;
    return made;
}

using Times = std::array<std::size_t, maxSymbols>;

Shares sharesOf(const Times& times, std::size_t all)
{
    Shares made;
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < maxSymbols; ++i) {
        if (times[i] > 0) {
            const std::size_t share = (times[i] * shares + all / 2) / all;
            made.size[i] = std::uint16_t(std::max<std::size_t>(share, 1));
            sum += made.size[i];
        }
    }
    // What rounding adds or takes is made up for where it matters least, in a few steps.
    while (sum != shares) {
        std::uint16_t& largest = *std::ranges::max_element(made.size);
        const std::uint32_t off = sum < shares ? shares - sum : sum - shares;
        const std::uint32_t step = std::min(off, 1 + largest / 16U);
        largest = std::uint16_t(sum < shares ? largest + step : largest - step);
        sum = sum < shares ? sum + step : sum - step;
    }
    made.place();
    return made;
}

std::uint64_t bitsOf(const Times& times, const Shares& made)
{
    double bits = 0;
    for (std::size_t i = 0; i < maxSymbols; ++i) {
        if (times[i] > 0) {
            bits += double(times[i]) * (shareBits - std::log2(double(made.size[i])));
        }
    }
    return std::uint64_t(bits);
}

void putWord(std::string& to, std::uint32_t word)
{
    to.push_back(char(std::uint8_t(word)));
    to.push_back(char(std::uint8_t(word >> 8)));
}

void putStream(std::string& to, const std::vector<std::uint8_t>& symbols, const Shares& given)
{
    std::array<std::uint32_t, stateCount> states {};
    states.fill(lowestState);
    std::vector<std::uint16_t> words;
    // Backwards, for what is written last is read first.
    for (std::size_t i = symbols.size(); i-- > 0;) {
        std::uint32_t& state = states[i % stateCount];
        const std::uint32_t size = given.size[symbols[i]];
        if (state >= std::uint64_t(size) << (32 - shareBits)) {
            words.push_back(std::uint16_t(state));
            state >>= 16;
        }
        state = state / size * shares + state % size + given.begin[symbols[i]];
    }
    putVarint(to, words.size());
    for (const std::uint32_t state : states) {
        putWord(to, state & 0xffff);
        putWord(to, state >> 16);
    }
    std::for_each(words.rbegin(), words.rend(), [&to](std::uint16_t word) { putWord(to, word); });
}

std::uint32_t wordAt(const char* from)
{
    return std::uint32_t(std::uint8_t(from[0])) | std::uint32_t(std::uint8_t(from[1])) << 8;
}

// For each share the size of its symbol, how far it is into it, and the symbol: 13, 11 and 8 bits.
using ShareTable = std::array<std::uint32_t, shares>;

ShareTable tableOf(const Shares& given)
{
    ShareTable table;
    for (std::uint32_t symbol = 0; symbol < maxSymbols; ++symbol) {
        const std::uint32_t size = given.size[symbol];
        std::uint32_t* const from = table.data() + given.begin[symbol];
        for (std::uint32_t i = 0; i < size; ++i) {
            from[i] = size << 19 | i << 8 | symbol;
        }
    }
    return table;
}

// Undoes one step of a state, but for the word that it may need.
inline std::uint32_t step(const ShareTable& table, std::uint32_t& state)
{
    const std::uint32_t entry = table[state % shares];
    state = (entry >> 19) * (state / shares) + (entry >> 8) % shares;
    return entry & 0xff;
}

// Reads numbers as long as there surely are enough words; returns how many.
std::size_t readFast(const char*& at, const char* end, const ShareTable& table,
                     std::array<std::uint32_t, stateCount>& states, std::uint64_t base,
                     std::span<std::int64_t> out)
{
    std::array<std::uint32_t, stateCount> local = states;
    const char* from = at;
    std::size_t i = 0;
    for (; i + stateCount <= out.size() && end - from >= std::ptrdiff_t(2 * stateCount);
         i += stateCount) {
        for (std::size_t j = 0; j < stateCount; ++j) {
            out[i + j] = std::int64_t(base + step(table, local[j]));
            // No branch on the state: it would often be guessed wrongly.
            const std::uint32_t refilled = local[j] << 16 | wordAt(from);
            const bool takes = local[j] < lowestState;
            local[j] = takes ? refilled : local[j];
            from += takes ? 2 : 0;
        }
    }
    states = local;
    at = from;
    return i;
}

// True when the stream holds exactly as many numbers.
bool readStream(std::string_view stream, const Shares& given, std::int64_t least,
                std::span<std::int64_t> out)
{
    const ShareTable table = tableOf(given);
    const auto base = std::uint64_t(least);
    std::array<std::uint32_t, stateCount> states {};
    for (std::size_t i = 0; i < stateCount; ++i) {
        states[i] = wordAt(stream.data() + 4 * i) | wordAt(stream.data() + 4 * i + 2) << 16;
    }
    const char* at = stream.data() + statesBytes;
    const char* const end = stream.data() + stream.size();
    for (std::size_t i = readFast(at, end, table, states, base, out); i < out.size(); ++i) {
        std::uint32_t& state = states[i % stateCount];
        out[i] = std::int64_t(base + step(table, state));
        if (state < lowestState) {
            if (at == end) {
                return false;
            }
            state = state << 16 | wordAt(at);
            at += 2;
        }
    }
    return at == end
        && std::ranges::all_of(states, [](std::uint32_t state) { return state == lowestState; });
}

bool takeShares(std::string_view& from, std::size_t count, Shares& given)
{
    std::array<std::int64_t, maxSymbols> sizes {};
    if (!takeBlocks(from, std::span(sizes).first(count))) {
        return false;
    }
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (sizes[i] < 0 || sizes[i] > shares) {
            return false;
        }
        given.size[i] = std::uint16_t(sizes[i]);
        sum += given.size[i];
    }
    given.place();
    return sum == shares;
}

// Puts the numbers beyond the range where the last symbol stands; false when they are not as many.
bool putBack(const std::vector<std::int64_t>& beyond, std::int64_t mark,
             std::span<std::int64_t> out)
{
    std::size_t used = 0;
    for (std::int64_t& number : out) {
        if (number == mark) {
            if (used == beyond.size()) {
                return false;
            }
            number = beyond[used++];
        }
    }
    return used == beyond.size();
}

} // namespace

std::optional<std::string> codedOf(const Numbers& numbers, std::size_t limit)
{
    constexpr std::size_t worthwhile = 32;
    const auto made = numbers.count < worthwhile ? std::nullopt : symbolsOf(numbers);
    if (!made) {
        return std::nullopt;
    }
    Times times {};
    for (const std::uint8_t symbol : made->symbols) {
        ++times[symbol];
    }
    const Shares given = sharesOf(times, made->symbols.size());
    if (bitsOf(times, given) / 8 >= limit) {
        return std::nullopt;
    }
    std::string bytes;
    putVarint(bytes, stats::zigzag(made->base));
    bytes.push_back(char(std::uint8_t(made->count - 1)));
    const std::vector<std::int64_t> sizes(given.size.begin(),
                                          given.size.begin() + std::ptrdiff_t(made->count));
    putBlocks(bytes, plainOf(sizes));
    putVarint(bytes, made->beyond.size());
    putBlocks(bytes, plainOf(made->beyond));
    putStream(bytes, made->symbols, given);
    return bytes.size() < limit ? std::optional(bytes) : std::nullopt;
}

bool takeCoded(std::string_view& from, std::span<std::int64_t> out)
{
    const auto base = takeVarint(from);
    if (!base || from.empty()) {
        return false;
    }
    const std::size_t count = std::size_t(std::uint8_t(from.front())) + 1;
    from.remove_prefix(1);
    Shares given;
    if (!takeShares(from, count, given)) {
        return false;
    }
    const auto beyondCount = takeVarint(from);
    if (!beyondCount || *beyondCount > out.size()) {
        return false;
    }
    std::vector<std::int64_t> beyond(std::size_t(*beyondCount), 0);
    if (!takeBlocks(from, beyond)) {
        return false;
    }
    const auto words = takeVarint(from);
    // A number takes one word at most.
    if (!words || *words > out.size() || from.size() < statesBytes + 2 * std::size_t(*words)) {
        return false;
    }
    const std::string_view stream = from.substr(0, statesBytes + 2 * std::size_t(*words));
    from.remove_prefix(stream.size());
    const std::int64_t least = stats::unzigzag(*base);
    return readStream(stream, given, least, out)
        && ((beyond.empty() && given.size[count - 1] == 0)
            || putBack(beyond, std::int64_t(std::uint64_t(least) + count - 1), out));
}

} // namespace plimsoll::columns
