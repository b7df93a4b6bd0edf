// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/bitstream.h"
#include "storage/stats/varint.h"

#include <optional>

namespace plimsoll::stats {

// Lists of small numbers in few bits, by one of two codes. A number too large for its code leaves a
// mark there; what it is above the mark is a varint in a place of its own, which a reader knows how
// to find before it has read the rest.
//
// A list is a callable that passes its numbers, in order, to the callable that it is given.

inline unsigned bitsOfVarint(std::uint64_t value)
{
    return (unsigned(std::bit_width(value | 1)) + 6) / 7 * 8;
}

// Golomb-Rice codes with parameter k (Rice and Plaunt 1971, IEEE Trans. Commun. 19:889): the k low
// bits of a number as they are, the rest in unary, as so many zeros and a one. First stand all low
// bits, then all of the unary, so that no number waits for the length of the one before it.
namespace rice {

constexpr std::uint64_t mark = 28; // of the unary part

template<typename List>
std::uint64_t bitsOf(const List& list, unsigned k)
{
    std::uint64_t bits = 0;
    list([&bits, k](std::uint64_t value) {
        const std::uint64_t high = value >> k;
        bits += k + 1 + (high < mark ? high : mark + bitsOfVarint(high - mark));
    });
    return bits;
}

template<typename List>
void put(BitWriter& to, std::string& above, const List& list, unsigned k)
{
    const std::uint64_t low = (std::uint64_t {1} << k) - 1;
    list([&to, low, k](std::uint64_t value) { to.put(value & low, k); });
    list([&to, &above, k](std::uint64_t value) {
        const std::uint64_t high = std::min(value >> k, mark);
        to.put(std::uint64_t {1} << high, unsigned(high) + 1);
        if (high == mark) {
            putVarint(above, (value >> k) - mark);
        }
    });
}

// Calls `visit` with the place of each of the next n ones. The place after the last of them;
// nullopt when there are fewer.
template<typename Visit>
std::optional<std::size_t> takeOnes(BitReader from, std::size_t at, std::size_t n, Visit visit)
{
    std::size_t base = at / 8 * 8;
    std::uint64_t ones = from.word(base / 8) & (~std::uint64_t {0} << (at % 8));
    for (; n > 0; base += 64, ones = from.word(base / 8)) {
        if (base >= from.size()) {
            return std::nullopt;
        }
        for (; ones != 0 && n > 0; ones &= ones - 1, --n) {
            at = base + std::size_t(std::countr_zero(ones));
            visit(at++);
        }
    }
    return at;
}

// Passes n numbers to `visit`; `above(value)` gives what one is above the mark. The first bit after
// them; nullopt when there are fewer.
template<typename Above, typename Visit>
std::optional<std::size_t> take(BitReader from, std::size_t at, unsigned k, std::size_t n,
                                Above above, Visit visit)
{
    if (at > from.size() || n > from.size() - at || n * (k + 1) > from.size() - at) {
        return std::nullopt;
    }
    std::size_t next = at + n * k; // where the unary part to come begins
    const auto high = [&next, &above](std::size_t one) {
        std::uint64_t zeros = one - next;
        next = one + 1;
        if (zeros >= mark) [[unlikely]] {
            zeros += above(zeros == mark);
        }
        return zeros;
    };
    if (k == 0) {
        return takeOnes(from, next, n, [&](std::size_t one) { visit(high(one)); });
    }
    const std::uint64_t low = (std::uint64_t {1} << k) - 1;
    return takeOnes(from, next, n, [&](std::size_t one) {
        visit(high(one) << k | (from.at(at) & low));
        at += k;
    });
}

} // namespace rice

// The same number of bits for each, 1 to 16; all of them set are the mark.
namespace fixed {

constexpr std::uint64_t markOf(unsigned width)
{
    return (std::uint64_t {1} << width) - 1;
}

template<typename List>
std::uint64_t bitsOf(const List& list, unsigned width)
{
    std::uint64_t bits = 0;
    list([&bits, width, mark = markOf(width)](std::uint64_t value) {
        bits += width + (value < mark ? 0 : bitsOfVarint(value - mark));
    });
    return bits;
}

template<typename List>
void put(BitWriter& to, std::string& above, const List& list, unsigned width)
{
    list([&to, &above, width, mark = markOf(width)](std::uint64_t value) {
        to.put(std::min(value, mark), width);
        if (value >= mark) {
            putVarint(above, value - mark);
        }
    });
}

// As rice::take(), but for `above()`.
template<typename Above, typename Visit>
std::optional<std::size_t> take(BitReader from, std::size_t at, unsigned width, std::size_t n,
                                Above above, Visit visit)
{
    if (at > from.size() || n > (from.size() - at) / width) {
        return std::nullopt;
    }
    const std::uint64_t mark = markOf(width);
    const std::size_t perWord = 57 / width;
    while (n > 0) {
        const std::size_t now = std::min(perWord, n);
        std::uint64_t word = from.at(at);
        for (std::size_t i = 0; i < now; ++i) {
            const std::uint64_t value = word & mark;
            visit(value == mark ? mark + above() : value);
            word >>= width;
        }
        at += now * width;
        n -= now;
    }
    return at;
}

} // namespace fixed

} // namespace plimsoll::stats
