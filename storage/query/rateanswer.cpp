// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/rateanswer.h"

namespace plimsoll {

RateAnswer rateAnswer(const OutcomeSequence& sequence)
{
    const auto pieces = piecesOf(sequence);
    const std::vector<stats::Outcomes> segments(pieces.begin(), pieces.end());
    RateAnswer answer {.rate = stats::burstInterval(segments),
                       .bounds = stats::oneSided(segments),
                       .independent = {}};
    if (answer.rate) {
        answer.independent = stats::wilson(answer.rate->hits, answer.rate->n);
    }
    answer.below = stats::isBelow(answer.bounds, belowThreshold);
    answer.wellBelow = stats::isBelow(answer.bounds, wellBelowThreshold);
    return answer;
}

} // namespace plimsoll
