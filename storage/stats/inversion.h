// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/permutation.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace plimsoll::stats {

// What a randomization test says of every difference that may be the true one, and not of zero
// alone. With D the difference found and e that of an arrangement, the test of a true difference x
// takes x off every call of B: it then finds D - x, and e - x c in the arrangement, where c is the
// difference that calls of B with a hit each and no other hit would make there, from -1 to 1. As
// far from zero as what was found it is for all x from one crossing to the other of
//     (D - e) / (1 - c)  and  (D + e) / (1 + c),
// between which D lies. So the differences that the test does not reject are an interval, which
// leaves zero out if and only if p says so (Garthwaite 1996, Biometrics 52:1387; for a mean, the
// typical values of Hartigan 1969, JASA 64:1303).
class Inversion
{
public:
    explicit Inversion(double difference);

    void add(double arranged, double ofCallsOfB);

    // Share of all arrangements, exact, or of drawn ones as (1 + count) / (1 + draws) (Phipson and
    // Smyth 2010).
    double p(bool exact) const;
    // Nullopt when there are too few arrangements for this confidence.
    std::optional<Range> interval(double confidence, bool exact);

private:
    double m_difference;
    std::uint64_t m_asFar = 0;
    std::vector<double> m_lows;
    std::vector<double> m_highs;
};

// The interval of the comparison, no narrower than Newcombe's of as many independent calls: where
// hits are few, blocks without any say nothing of how rates vary. A limit that leaves zero out is
// not moved beyond it, so that zero is judged by p alone.
std::optional<Range> widened(const Comparison& comparison, double confidence);

} // namespace plimsoll::stats
