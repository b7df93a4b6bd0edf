// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/columns/transforms.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>
#include <utility>

namespace plimsoll::columns {
namespace {

constexpr unsigned slopeBits = 16;

std::int64_t less(std::int64_t a, std::int64_t b)
{
    return std::int64_t(std::uint64_t(a) - std::uint64_t(b));
}

std::int64_t lineAt(std::size_t row, std::int64_t slope)
{
    return std::int64_t(std::uint64_t(row) * std::uint64_t(slope)) >> slopeBits;
}

// The steps of a slope when they are small enough for it, 0 otherwise.
std::int64_t slopeFrom(std::int64_t rise, std::size_t rows)
{
    constexpr std::int64_t steepest = std::int64_t(1) << 46; // leaves 16 bits for a fraction
    if (rise <= -steepest || rise >= steepest) {
        return 0;
    }
    return rise * (std::int64_t(1) << slopeBits) / std::int64_t(rows);
}

// Open addressing over twice as many places as there may be values.
class Numbering
{
public:
    Numbering() { m_number.fill(none); }

    // The number of this value, in the order of their first appearance; -1: there are too many.
    int of(std::int64_t value)
    {
        auto place = std::size_t((std::uint64_t(value) * 0x9E3779B97F4A7C15ULL) >> 55);
        while (m_number[place] != none && m_value[place] != value) {
            place = (place + 1) % places;
        }
        if (m_number[place] == none) {
            if (m_count == int(maxFew)) {
                return -1;
            }
            m_value[place] = value;
            m_number[place] = std::int16_t(m_count++);
        }
        return m_number[place];
    }

private:
    static constexpr std::size_t places = 2 * maxFew;
    static constexpr std::int16_t none = -1;

    std::array<std::int64_t, places> m_value {};
    std::array<std::int16_t, places> m_number {};
    int m_count = 0;
};

// Numbers by frequency: the k-th most frequent becomes k.
void rank(Few& few, const std::array<std::size_t, maxFew>& times)
{
    std::vector<std::size_t> order(few.values.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::ranges::stable_sort(order, [&](auto a, auto b) { return times[a] > times[b]; });
    std::array<std::uint8_t, maxFew> rankOf {};
    std::vector<std::int64_t> sorted(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        rankOf[order[i]] = std::uint8_t(i);
        sorted[i] = few.values[order[i]];
    }
    few.values = std::move(sorted);
    for (std::uint8_t& number : few.numbers) {
        number = rankOf[number];
    }
}

} // namespace

Numbers plainOf(Values values)
{
    return {values.size(), [values](std::size_t first, std::span<std::int64_t> out) {
                std::ranges::copy(values.subspan(first, out.size()), out.begin());
            }};
}

Numbers stepsOf(Values values)
{
    return {values.size() - 1, [values](std::size_t first, std::span<std::int64_t> out) {
                const std::int64_t* from = values.data() + first;
                for (std::size_t i = 0; i < out.size(); ++i) {
                    out[i] = less(from[i + 1], from[i]);
                }
            }};
}

void sumUp(std::span<std::int64_t> numbers)
{
    std::uint64_t sum = 0;
    for (std::int64_t& number : numbers) {
        sum += std::uint64_t(number);
        number = std::int64_t(sum);
    }
}

Numbers offLine(Values values, std::int64_t slope)
{
    return {values.size(), [values, slope](std::size_t first, std::span<std::int64_t> out) {
                for (std::size_t i = 0; i < out.size(); ++i) {
                    out[i] = less(values[first + i], lineAt(first + i, slope));
                }
            }};
}

void addLine(std::span<std::int64_t> numbers, std::int64_t slope, std::size_t first)
{
    // As lineAt() of each row: a shift that keeps the sign, made of one that does not, for only
    // that is an instruction of every vector unit.
    constexpr std::uint64_t half = std::uint64_t(1) << 63;
    std::uint64_t line = std::uint64_t(first) * std::uint64_t(slope) + half;
    for (std::int64_t& number : numbers) {
        number = std::int64_t(std::uint64_t(number) + (line >> slopeBits) - (half >> slopeBits));
        line += std::uint64_t(slope);
    }
}

std::optional<Scale> scaleOf(Values values)
{
    constexpr std::int64_t far = std::int64_t(1) << 62;
    std::uint64_t factor = 0;
    for (const std::int64_t value : values) {
        if (value <= -far || value >= far) {
            return std::nullopt;
        }
        factor = std::gcd(factor, std::uint64_t(std::abs(value - values.front())));
        if (factor == 1) {
            return std::nullopt;
        }
    }
    if (factor == 0) {
        return std::nullopt; // no two values differ
    }
    // The rest that is not negative, so that small values stay small.
    const auto rest = values.front() % std::int64_t(factor);
    return Scale {.offset = rest < 0 ? rest + std::int64_t(factor) : rest, .factor = factor};
}

std::vector<std::int64_t> divided(Values values, Scale scale)
{
    std::vector<std::int64_t> numbers(values.size());
    std::ranges::transform(values, numbers.begin(), [scale](std::int64_t value) {
        return (value - scale.offset) / std::int64_t(scale.factor);
    });
    return numbers;
}

void multiply(std::span<std::int64_t> numbers, Scale scale)
{
    for (std::int64_t& number : numbers) {
        number = std::int64_t(std::uint64_t(scale.offset) + std::uint64_t(number) * scale.factor);
    }
}

std::vector<std::int64_t> slopesOf(Values values)
{
    if (values.size() < 3) {
        return {};
    }
    // Far apart, for a little noise on a short way is a steep slope.
    constexpr std::size_t pairs = 64;
    const std::size_t lag = std::min<std::size_t>(values.size() / 2, 128);
    const std::size_t stride = std::max<std::size_t>((values.size() - lag) / pairs, 1);
    std::vector<std::int64_t> rises;
    for (std::size_t i = 0; i + lag < values.size(); i += stride) {
        rises.push_back(less(values[i + lag], values[i]));
    }
    const auto middle = rises.begin() + std::ptrdiff_t(rises.size() / 2);
    std::nth_element(rises.begin(), middle, rises.end());
    const std::int64_t typical = slopeFrom(*middle, lag);
    constexpr std::int64_t one = std::int64_t(1) << slopeBits;
    const std::int64_t whole = (typical + one / 2) / one * one;
    const std::int64_t endToEnd = slopeFrom(less(values.back(), values.front()), values.size() - 1);
    // An interval is a whole number, most often.
    const bool isWhole = std::abs(typical - whole) < one / 8;
    std::vector<std::int64_t> slopes {isWhole ? whole : typical, isWhole ? typical : whole,
                                      endToEnd};
    std::erase(slopes, 0);
    return slopes;
}

Numbers numbersOf(const Few& few)
{
    const std::span<const std::uint8_t> numbers(few.numbers);
    return {numbers.size(), [numbers](std::size_t first, std::span<std::int64_t> out) {
                std::ranges::copy(numbers.subspan(first, out.size()), out.begin());
            }};
}

std::optional<Few> fewOf(Values values)
{
    Few few;
    Numbering numbering;
    std::array<std::size_t, maxFew> times {};
    few.numbers.reserve(values.size());
    for (const std::int64_t value : values) {
        const int number = numbering.of(value);
        // Not few either when a block is mostly new values: the list would cost what it saves.
        if (number < 0 || few.values.size() > 32 + few.numbers.size() / 2) {
            return std::nullopt;
        }
        if (++times[std::size_t(number)] == 1) {
            few.values.push_back(value);
        }
        few.numbers.push_back(std::uint8_t(number));
    }
    rank(few, times);
    return few;
}

std::optional<Runs> runsOf(Values values, std::size_t most)
{
    Runs runs;
    for (std::size_t at = 0; at < values.size();) {
        const std::size_t begin = at;
        while (at < values.size() && values[at] == values[begin]) {
            ++at;
        }
        if (runs.values.size() == most) {
            return std::nullopt;
        }
        runs.lengths.push_back(std::int64_t(at - begin));
        runs.values.push_back(values[begin]);
    }
    return runs;
}

} // namespace plimsoll::columns
