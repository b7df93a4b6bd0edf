// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace plimsoll::bench {

// A log-normal law of whole numbers, cut into 4096 slots of equal chance with a uniform density in
// each. So a draw costs one look-up, and the entropy of the law is known exactly.
class QuantileTable
{
public:
    // The law of floor(median * exp(sigma * z)), z standard normal and cut at 4.5.
    QuantileTable(double median, double sigma);

    // `bits` uniform over 32 bits; `scale` multiplies the value before it is rounded down.
    qint32 at(quint32 bits, float scale = 1) const
    {
        const std::size_t slot = bits >> fractionBits;
        const float fraction = float(bits & fractionMask) * fractionUnit;
        return qint32(scale * (m_low[slot] + fraction * m_width[slot]));
    }
    // Bits per value at scale 1. Another scale adds its binary logarithm, as long as values are
    // spread over many whole numbers.
    double entropy() const;

private:
    static constexpr int slotBits = 12;
    static constexpr std::size_t slotCount = std::size_t(1) << slotBits;
    static constexpr int fractionBits = 32 - slotBits;
    static constexpr quint32 fractionMask = (quint32(1) << fractionBits) - 1;
    static constexpr float fractionUnit = 1.0F / float(quint32(1) << fractionBits);

    std::array<float, slotCount> m_low {};
    std::array<float, slotCount> m_width {};
};

} // namespace plimsoll::bench
