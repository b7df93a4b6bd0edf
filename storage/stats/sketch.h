// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::stats {

// A mergeable histogram of positive values with logarithmic bins: 64 to the octave, taken from the
// bits of the floating-point number, so a quantile is at most 0.8 % off the exact one. Merging is
// exact: the sketch of two sets is the merge of their sketches. Values are in microseconds
// throughout Plimsoll. Values below 1, and what is not a number, are counted as 1. The binning is
// that of log-linear histograms, as in HdrHistogram and DDSketch.
class Sketch
{
public:
    // Bin 0 begins at 1; 64 bins double the value.
    struct Bin
    {
        std::uint32_t number; // up to lastBin
        std::uint64_t times;

        bool operator==(const Bin&) const = default;
    };
    using Bins = std::vector<Bin>;
    static constexpr std::uint32_t lastBin = (1023U << 6) + 63; // of the largest double

    void add(double value, std::uint64_t times = 1);
    void merge(const Sketch& other);

    std::uint64_t count() const { return m_count; }
    bool isEmpty() const { return m_count == 0; }
    // Nearest-rank quantile, 0 <= q <= 1: the middle of the bin that holds the ceil(q * count)-th
    // value. Empty: nullopt.
    std::optional<double> quantile(double q) const;
    // The middle of the bin that holds the rank-th smallest value, 1 <= rank <= count.
    std::optional<double> atRank(std::uint64_t rank) const;
    std::optional<double> mean() const; // from bin middles

    // The latest version of the format that sketchcodec.h describes. "" for an empty sketch.
    std::string serialized() const;
    // Nullopt for bytes that are of none of its versions.
    static std::optional<Sketch> deserialized(std::string_view bytes);

    bool operator==(const Sketch&) const = default;
    // Sorted by bin; no bin is empty.
    const Bins& bins() const { return m_bins; }
    static double binMiddle(std::uint32_t bin);

private:
    Bins m_bins;
    std::uint64_t m_count = 0;
};

} // namespace plimsoll::stats
