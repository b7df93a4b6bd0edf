// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/estimates.h"

namespace plimsoll {

RateEstimate estimateRate(const OutcomeCounts& counts)
{
    return {.overload = stats::wilson(counts.overloaded(), counts.reached()),
            .byStatusCode = stats::wilson(counts[Outcome::OverloadedHttp], counts.reached())};
}

LatencyEstimate estimateLatency(const stats::Sketch& microseconds)
{
    const auto milliseconds = [&microseconds](double q) -> std::optional<double> {
        const auto value = microseconds.quantile(q);
        return value ? std::optional(*value / 1000) : std::nullopt;
    };
    return {.n = microseconds.count(),
            .p50 = milliseconds(0.50),
            .p95 = milliseconds(0.95),
            .p99 = milliseconds(0.99)};
}

QuantileEstimate estimateQuantile(const stats::Sketch& microseconds, double q)
{
    QuantileEstimate estimate {.n = microseconds.count(), .value = {}, .interval = {}};
    if (const auto value = microseconds.quantile(q)) {
        estimate.value = *value / 1000;
    }
    if (const auto ranks = stats::quantileRanks(estimate.n, q)) {
        estimate.interval = {.low = *microseconds.atRank(ranks->low) / 1000,
                             .high = *microseconds.atRank(ranks->high) / 1000};
    }
    return estimate;
}

} // namespace plimsoll
