// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/decision.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace plimsoll::stats {

namespace {

bool isInside(double share)
{
    return share > 0 && share < 1;
}

} // namespace

std::optional<double> probesToDecide(double rate, const DecisionQuestion& question)
{
    const double t = question.threshold;
    if (!(rate >= 0 && rate <= 1) || !isInside(t) || !isInside(question.confidence)
        || !isInside(question.power) || !(question.designEffect >= 1) || rate == t) {
        return std::nullopt;
    }
    const boost::math::normal normal;
    const double bound =
        boost::math::quantile(normal, question.confidence) * std::sqrt(t * (1 - t));
    const double spread =
        boost::math::quantile(normal, question.power) * std::sqrt(rate * (1 - rate));
    const double root = std::max(0.0, bound + spread) / std::abs(t - rate);
    return question.designEffect * root * root;
}

} // namespace plimsoll::stats
