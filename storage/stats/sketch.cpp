// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/sketch.h"

#include "storage/stats/sketchcodec.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace plimsoll::stats {

namespace {

constexpr int binBits = 6; // 64 bins to the octave
constexpr int shift = 52 - binBits; // of the 52 stored bits of a double's fraction
constexpr std::uint32_t binOfOne = 1023U << binBits; // exponent bias of 2^0
static_assert(Sketch::lastBin == (1023U << binBits) + (1U << binBits) - 1);

// Exponent and leading fraction bits together are the number of the bin: no logarithm, no rounding.
std::uint32_t binOf(double value)
{
    if (!(value > 1)) {
        return 0;
    }
    const double finite = std::min(value, std::numeric_limits<double>::max());
    return std::uint32_t(std::bit_cast<std::uint64_t>(finite) >> shift) - binOfOne;
}

// Halves what may be left without a branch that depends on the values: where an observation falls
// is not to be foreseen.
std::size_t placeOf(const Sketch::Bins& bins, std::uint32_t number)
{
    const Sketch::Bin* first = bins.data();
    for (std::size_t left = bins.size(); left > 0;) {
        const std::size_t half = (left + 1) / 2;
        first += first[half - 1].number < number ? half : 0;
        left -= half;
    }
    return std::size_t(first - bins.data());
}

} // namespace

double Sketch::binMiddle(std::uint32_t bin)
{
    // The next bit of the fraction is half the width of the bin.
    constexpr std::uint64_t half = std::uint64_t {1} << (shift - 1);
    return std::bit_cast<double>(std::uint64_t(bin + binOfOne) << shift | half);
}

void Sketch::add(double value, std::uint64_t times)
{
    if (times == 0) {
        return;
    }
    const std::uint32_t number = binOf(value);
    const std::size_t place = placeOf(m_bins, number);
    if (place < m_bins.size() && m_bins[place].number == number) {
        m_bins[place].times += times;
    } else {
        m_bins.insert(m_bins.begin() + std::ptrdiff_t(place), {number, times});
    }
    m_count += times;
}

// Merges in place from the largest bin down, so that what is below the other's bins stays where it
// is, and takes the larger bin without a branch.
void Sketch::merge(const Sketch& other)
{
    if (isEmpty()) {
        *this = other;
        return;
    }
    if (&other == this) {
        merge(Sketch(other));
        return;
    }
    std::size_t ours = m_bins.size();
    std::size_t theirs = other.m_bins.size();
    std::size_t end = ours + theirs; // what is from here on is merged
    m_bins.resize(end);
    while (ours > 0 && theirs > 0) {
        const Bin a = m_bins[ours - 1];
        const Bin b = other.m_bins[theirs - 1];
        const bool takeA = a.number >= b.number;
        const bool takeB = b.number >= a.number;
        m_bins[--end] = {takeA ? a.number : b.number,
                         (takeA ? a.times : 0) + (takeB ? b.times : 0)};
        ours -= takeA ? 1 : 0;
        theirs -= takeB ? 1 : 0;
    }
    end -= theirs;
    std::copy_n(other.m_bins.begin(), theirs, m_bins.begin() + std::ptrdiff_t(end));
    m_bins.erase(m_bins.begin() + std::ptrdiff_t(ours), m_bins.begin() + std::ptrdiff_t(end));
    m_count += other.m_count;
}

std::optional<double> Sketch::quantile(double q) const
{
    if (isEmpty()) {
        return std::nullopt;
    }
    const double rank = std::ceil(std::clamp(q, 0.0, 1.0) * double(m_count));
    return atRank(std::clamp<std::uint64_t>(std::uint64_t(rank), 1, m_count));
}

std::optional<double> Sketch::atRank(std::uint64_t rank) const
{
    if (rank < 1 || rank > m_count) {
        return std::nullopt;
    }
    std::uint64_t passed = 0;
    for (const auto& [bin, times] : m_bins) {
        passed += times;
        if (passed >= rank) {
            return binMiddle(bin);
        }
    }
    return std::nullopt;
}

std::optional<double> Sketch::mean() const
{
    if (isEmpty()) {
        return std::nullopt;
    }
    double sum = 0;
    for (const auto& [bin, times] : m_bins) {
        sum += binMiddle(bin) * double(times);
    }
    return sum / double(m_count);
}

std::string Sketch::serialized() const
{
    return encodedSketch(m_bins, m_count);
}

std::optional<Sketch> Sketch::deserialized(std::string_view bytes)
{
    auto content = decodedSketch(bytes);
    if (!content) {
        return std::nullopt;
    }
    Sketch sketch;
    sketch.m_bins = std::move(content->bins);
    sketch.m_count = content->count;
    return sketch;
}

} // namespace plimsoll::stats
