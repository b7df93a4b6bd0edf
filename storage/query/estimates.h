// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/rollup.h"
#include "storage/stats/interval.h"

#include <optional>

namespace plimsoll {

// The overload rate of some counts, by the accounting rules. Both absent when nothing reached the
// service.
struct RateEstimate
{
    std::optional<stats::Proportion> overload; // every shape of overload
    std::optional<stats::Proportion> byStatusCode; // HTTP 529 alone
};

RateEstimate estimateRate(const OutcomeCounts& counts);

// Quantiles in milliseconds, absent when n is 0.
struct LatencyEstimate
{
    quint64 n = 0;
    std::optional<double> p50;
    std::optional<double> p95;
    std::optional<double> p99;
};

LatencyEstimate estimateLatency(const stats::Sketch& microseconds);

// One quantile in milliseconds, absent when n is 0, with its 95 % interval from binomial ranks,
// absent when there are too few values. Assumes independent values; the sketch adds up to 0.8 %.
struct QuantileEstimate
{
    struct Interval
    {
        double low = 0;
        double high = 0;

        bool operator==(const Interval&) const = default;
    };
    quint64 n = 0;
    std::optional<double> value {};
    std::optional<Interval> interval {};

    bool operator==(const QuantileEstimate&) const = default;
};

QuantileEstimate estimateQuantile(const stats::Sketch& microseconds, double q);

} // namespace plimsoll
