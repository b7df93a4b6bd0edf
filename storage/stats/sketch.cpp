// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/sketch.h"

#include "storage/stats/varint.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace plimsoll::stats {

namespace {

constexpr char formatVersion = 1;
constexpr int binBits = 6; // 64 bins to the octave
constexpr int shift = 52 - binBits; // of the 52 stored bits of a double's fraction
constexpr std::uint32_t binOfOne = 1023U << binBits; // exponent bias of 2^0
constexpr std::uint32_t lastBin = (1023U << binBits) + (1U << binBits) - 1;

// Exponent and leading fraction bits together are the number of the bin: no logarithm, no rounding.
std::uint32_t binOf(double value)
{
    if (!(value > 1)) {
        return 0;
    }
    const double finite = std::min(value, std::numeric_limits<double>::max());
    return std::uint32_t(std::bit_cast<std::uint64_t>(finite) >> shift) - binOfOne;
}

double binLow(std::uint32_t bin)
{
    return std::bit_cast<double>(std::uint64_t(bin + binOfOne) << shift);
}

} // namespace

double Sketch::binMiddle(std::uint32_t bin)
{
    const double low = binLow(bin);
    const double width = std::ldexp(1.0, int(bin >> binBits) - binBits);
    return low + width / 2;
}

void Sketch::add(double value, std::uint64_t times)
{
    if (times == 0) {
        return;
    }
    const std::uint32_t bin = binOf(value);
    const auto it = std::ranges::lower_bound(m_bins, bin, {}, &Bins::value_type::first);
    if (it != m_bins.end() && it->first == bin) {
        it->second += times;
    } else {
        m_bins.insert(it, {bin, times});
    }
    m_count += times;
}

void Sketch::merge(const Sketch& other)
{
    if (other.isEmpty()) {
        return;
    }
    Bins merged;
    merged.reserve(m_bins.size() + other.m_bins.size());
    auto ours = m_bins.cbegin();
    auto theirs = other.m_bins.cbegin();
    while (ours != m_bins.cend() && theirs != other.m_bins.cend()) {
        if (ours->first == theirs->first) {
            merged.emplace_back(ours->first, ours->second + theirs->second);
            ++ours;
            ++theirs;
        } else {
            merged.push_back(ours->first < theirs->first ? *ours++ : *theirs++);
        }
    }
    merged.insert(merged.end(), ours, m_bins.cend());
    merged.insert(merged.end(), theirs, other.m_bins.cend());
    const std::uint64_t count = m_count + other.m_count;
    m_bins = std::move(merged);
    m_count = count;
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
    std::string bytes;
    if (isEmpty()) {
        return bytes;
    }
    bytes.reserve(1 + m_bins.size() * 3);
    bytes.push_back(formatVersion);
    std::uint32_t previous = 0;
    for (const auto& [bin, times] : m_bins) {
        putVarint(bytes, bin - previous);
        putVarint(bytes, times);
        previous = bin;
    }
    return bytes;
}

std::optional<Sketch> Sketch::deserialized(std::string_view bytes)
{
    Sketch sketch;
    if (bytes.empty()) {
        return sketch;
    }
    if (bytes.front() != formatVersion || bytes.size() == 1) {
        return std::nullopt;
    }
    bytes.remove_prefix(1);
    sketch.m_bins.reserve(bytes.size() / 2);
    std::uint64_t bin = 0;
    while (!bytes.empty()) {
        const auto delta = takeVarint(bytes);
        const auto times = delta ? takeVarint(bytes) : std::nullopt;
        const bool repeated = delta == 0 && !sketch.m_bins.empty();
        if (!times || *times == 0 || repeated || *delta > lastBin - bin
            || *times > std::numeric_limits<std::uint64_t>::max() - sketch.m_count) {
            return std::nullopt;
        }
        bin += *delta;
        sketch.m_bins.emplace_back(std::uint32_t(bin), *times);
        sketch.m_count += *times;
    }
    return sketch;
}

} // namespace plimsoll::stats
