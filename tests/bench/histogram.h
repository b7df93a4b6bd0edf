// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <bit>
#include <cmath>
#include <span>

namespace plimsoll::bench {

// A dense histogram of whole numbers with 64 bins per octave from the bits of a float: what
// storage/stats/sketch.h holds sparsely, in the form that a plain loop fills fastest. Values above
// 2^28 count as 2^28.
class Histogram
{
public:
    void add(quint32 value)
    {
        ++m_counts[binOf(value)];
        ++m_count;
    }
    void add(std::span<const quint32> values)
    {
        for (const quint32 value : values) {
            ++m_counts[binOf(value)];
        }
        m_count += values.size();
    }
    void clear()
    {
        m_counts.fill(0);
        m_count = 0;
    }
    void merge(const Histogram& other)
    {
        for (std::size_t bin = 0; bin < bins; ++bin) {
            m_counts[bin] += other.m_counts[bin];
        }
        m_count += other.m_count;
    }
    quint64 count() const { return m_count; }
    // Nearest rank, the middle of its bin; 0 when empty.
    double quantile(double q) const
    {
        const auto rank = quint64(std::ceil(q * double(m_count)));
        quint64 passed = 0;
        for (quint32 bin = 0; bin < bins && m_count > 0; ++bin) {
            passed += m_counts[bin];
            if (passed >= rank) {
                return (lowOf(bin) + lowOf(bin + 1)) / 2;
            }
        }
        return 0;
    }

private:
    static constexpr int shift = 23 - 6; // of the 23 stored bits of a float's fraction
    static constexpr quint32 binOfOne = 127U << 6;
    static constexpr quint32 bins = 28 * 64 + 1;

    static quint32 binOf(quint32 value)
    {
        const quint32 bin = (std::bit_cast<quint32>(float(value)) >> shift) - binOfOne;
        return value == 0 ? 0 : bin < bins ? bin : bins - 1;
    }
    static double lowOf(quint32 bin)
    {
        return double(std::bit_cast<float>((bin + binOfOne) << shift));
    }

    std::array<quint32, bins> m_counts {};
    quint64 m_count = 0;
};

} // namespace plimsoll::bench
