// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace plimsoll::stats {

// A mergeable histogram of positive values with logarithmic bins: 64 to the octave, taken from the
// bits of the float, so a quantile is at most 0.8 % off the exact one. Merging is exact: the sketch
// of two sets is the merge of their sketches. Values are in microseconds throughout Plimsoll.
// Values below 1 are counted as 1. Source of the binning: performance.md section 6 (log-linear
// histograms, as in HdrHistogram and DDSketch).
class Sketch
{
public:
    void add(double value, std::uint64_t times = 1);
    void merge(const Sketch& other);

    std::uint64_t count() const { return m_count; }
    bool isEmpty() const { return m_count == 0; }
    // Nearest-rank quantile, 0 <= q <= 1: the middle of the bin that holds the ceil(q * count)-th
    // value. Empty: nullopt.
    std::optional<double> quantile(double q) const;
    std::optional<double> mean() const; // from bin middles

    // Version byte, then sparse (bin delta, count) pairs as varints. "" for an empty sketch.
    std::string serialized() const;
    // Nullopt for bytes that no version of ours wrote.
    static std::optional<Sketch> deserialized(std::string_view bytes);

    bool operator==(const Sketch&) const = default;
    const std::map<std::uint32_t, std::uint64_t>& bins() const { return m_bins; }

private:
    std::map<std::uint32_t, std::uint64_t> m_bins;
    std::uint64_t m_count = 0;
};

} // namespace plimsoll::stats
