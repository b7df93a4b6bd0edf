// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/columns/lanes.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace plimsoll::columns {
namespace {

constexpr std::size_t lanes = 8;
constexpr std::size_t rows = blockSize / lanes;
constexpr std::size_t wordBits = 32;

// Words as they lie in memory on either kind of machine; its own inverse.
template<typename Word>
Word littleEndian(Word word)
{
    if constexpr (std::endian::native == std::endian::little) {
        return word;
    } else {
        Word turned = 0;
        for (std::size_t i = 0; i < sizeof(Word); ++i) {
            turned = (turned << 8) | ((word >> (8 * i)) & 0xff);
        }
        return turned;
    }
}

template<unsigned Width>
using Words = std::array<std::uint32_t, std::max(lanes* Width, lanes)>;

template<unsigned Width>
constexpr std::uint32_t mask = Width == wordBits ? ~0U : (1U << Width % wordBits) - 1U;

// Every shift is a constant and the loop over the lanes has no branch: one vector instruction each.
template<unsigned Width, std::size_t Row>
inline void readRow(const std::uint32_t* words, std::uint32_t* numbers)
{
    constexpr std::size_t word = Row * Width / wordBits;
    constexpr std::size_t shift = Row * Width % wordBits;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        std::uint32_t number = words[word * lanes + lane] >> shift;
        if constexpr (shift + Width > wordBits) {
            number |= words[(word + 1) * lanes + lane] << (wordBits - shift);
        }
        numbers[Row * lanes + lane] = number & mask<Width>;
    }
}

template<unsigned Width, std::size_t Row>
inline void writeRow(const std::uint32_t* numbers, std::uint32_t* words)
{
    constexpr std::size_t word = Row * Width / wordBits;
    constexpr std::size_t shift = Row * Width % wordBits;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const std::uint32_t number = numbers[Row * lanes + lane] & mask<Width>;
        words[word * lanes + lane] |= number << shift;
        if constexpr (shift + Width > wordBits) {
            words[(word + 1) * lanes + lane] |= number >> (wordBits - shift);
        }
    }
}

template<unsigned Width>
void readWidth(const char* from, std::uint32_t* numbers)
{
    if constexpr (Width == 0) {
        std::fill_n(numbers, blockSize, 0U);
    } else {
        Words<Width> words;
        std::memcpy(words.data(), from, laneBytes(Width));
        std::ranges::transform(words, words.begin(), littleEndian<std::uint32_t>);
        [&]<std::size_t... Row>(std::index_sequence<Row...>)
        {
            (readRow<Width, Row>(words.data(), numbers), ...);
        }
        (std::make_index_sequence<rows>());
    }
}

template<unsigned Width>
void writeWidth(const std::uint32_t* numbers, char* to)
{
    if constexpr (Width > 0) {
        Words<Width> words {};
        [&]<std::size_t... Row>(std::index_sequence<Row...>)
        {
            (writeRow<Width, Row>(numbers, words.data()), ...);
        }
        (std::make_index_sequence<rows>());
        std::ranges::transform(words, words.begin(), littleEndian<std::uint32_t>);
        std::memcpy(to, words.data(), laneBytes(Width));
    }
}

using Reader = void (*)(const char*, std::uint32_t*);
using Writer = void (*)(const std::uint32_t*, char*);
using Widths = std::make_integer_sequence<unsigned, maxLaneWidth + 1>;

template<unsigned... Width>
constexpr auto readersOf(std::integer_sequence<unsigned, Width...> /*all*/)
{
    return std::array<Reader, sizeof...(Width)> {readWidth<Width>...};
}
template<unsigned... Width>
constexpr auto writersOf(std::integer_sequence<unsigned, Width...> /*all*/)
{
    return std::array<Writer, sizeof...(Width)> {writeWidth<Width>...};
}
constexpr auto readers = readersOf(Widths());
constexpr auto writers = writersOf(Widths());

constexpr std::uint64_t lowBits(unsigned width)
{
    return width == 64 ? ~std::uint64_t(0) : (std::uint64_t(1) << width) - 1;
}

std::uint64_t load64(const char* from, std::size_t bytes)
{
    std::uint64_t word = 0;
    std::memcpy(&word, from, bytes);
    return littleEndian(word);
}

void store64(char* to, std::uint64_t word, std::size_t bytes)
{
    word = littleEndian(word);
    std::memcpy(to, &word, bytes);
}

} // namespace

void putLanes(std::string& to, const Block& numbers, unsigned width)
{
    const std::size_t at = to.size();
    to.resize(at + laneBytes(width));
    writers[width](numbers.data(), to.data() + at);
}

void readLanes(const char* from, unsigned width, Block& numbers)
{
    readers[width](from, numbers.data());
}

void putBits(std::string& to, std::span<const std::uint64_t> numbers, unsigned width)
{
    const std::size_t at = to.size();
    to.resize(at + bitBytes(numbers.size(), width));
    char* end = to.data() + at;
    std::uint64_t open = 0; // fewer than 64 bits
    unsigned bits = 0;
    for (const std::uint64_t any : numbers) {
        const std::uint64_t number = any & lowBits(width);
        open |= number << bits;
        bits += width;
        if (bits >= 64) {
            store64(end, open, 8);
            end += 8;
            bits -= 64;
            open = bits == 0 ? 0 : number >> (width - bits);
        }
    }
    store64(end, open, (bits + 7) / 8);
}

void readBits(std::string_view from, unsigned width, std::span<std::uint64_t> numbers)
{
    std::size_t bit = 0;
    for (std::uint64_t& number : numbers) {
        const std::size_t byte = bit / 8;
        const auto shift = unsigned(bit % 8);
        const std::size_t left = byte < from.size() ? from.size() - byte : 0;
        // A constant length is one load.
        std::uint64_t word = left >= 8 ? load64(from.data() + byte, 8)
            : left > 0                 ? load64(from.data() + byte, left)
                                       : 0;
        word >>= shift;
        if (shift + width > 64) {
            word |= std::uint64_t(std::uint8_t(from[byte + 8])) << (64 - shift);
        }
        number = word & lowBits(width);
        bit += width;
    }
}

} // namespace plimsoll::columns
