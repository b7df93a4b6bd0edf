// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/rateanswer.h"

#include <array>

namespace plimsoll {

RateAnswer rateAnswer(const OutcomeSequence& sequence, double leastDesignEffect)
{
    const auto pieces = piecesOf(sequence);
    const std::vector<stats::Outcomes> segments(pieces.begin(), pieces.end());
    constexpr double confidence = 0.95;
    const auto intervals = stats::burstIntervals(
        segments, std::array {confidence, stats::twoSided(confidence)}, leastDesignEffect);
    RateAnswer answer;
    if (!intervals.empty()) {
        answer.rate = intervals.front();
        answer.bounds = intervals.back();
        answer.independent = stats::wilson(answer.rate->hits, answer.rate->n);
    }
    answer.below = stats::isBelow(answer.bounds, belowThreshold);
    answer.wellBelow = stats::isBelow(answer.bounds, wellBelowThreshold);
    return answer;
}

} // namespace plimsoll
