// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/chain.h"

#include <cmath>
#include <limits>

namespace plimsoll::stats {

Transitions countTransitions(Segments segments)
{
    Transitions counts;
    for (const Outcomes& segment : segments) {
        for (std::size_t i = 1; i < segment.size(); ++i) {
            const bool before = segment[i - 1] != 0;
            const bool after = segment[i] != 0;
            std::uint64_t& count =
                before ? (after ? counts.n11 : counts.n10) : (after ? counts.n01 : counts.n00);
            ++count;
        }
    }
    return counts;
}

std::optional<Chain> fitChain(const Transitions& transitions)
{
    const double answered = double(transitions.n00 + transitions.n01);
    const double overloaded = double(transitions.n10 + transitions.n11);
    if (answered == 0 && overloaded == 0) {
        return std::nullopt;
    }
    if (overloaded == 0) {
        const double p01 = double(transitions.n01) / answered;
        return Chain {.p01 = p01, .p11 = p01, .rho = 0};
    }
    const double p11 = double(transitions.n11) / overloaded;
    if (answered == 0) {
        return Chain {.p01 = p11, .p11 = p11, .rho = 0};
    }
    const double p01 = double(transitions.n01) / answered;
    return Chain {.p01 = p01, .p11 = p11, .rho = p11 - p01};
}

double chainDesignEffect(double rho, std::uint64_t n)
{
    // Summed, not in closed form: that one loses its digits where rho is near 1.
    constexpr double negligible = std::numeric_limits<double>::epsilon() / 1024;
    const double size = double(n);
    double effect = 1;
    double power = rho;
    for (std::uint64_t k = 1; k < n && std::abs(power) > negligible; ++k) {
        effect += 2 * (1 - double(k) / size) * power;
        power *= rho;
    }
    return effect;
}

double chainDesignEffect(double rho)
{
    return rho >= 1 ? std::numeric_limits<double>::infinity() : (1 + rho) / (1 - rho);
}

} // namespace plimsoll::stats
