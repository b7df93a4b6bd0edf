// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "storage/query/estimates.h"
#include "storage/query/requestphases.h"
#include "storage/query/selection.h"
#include "storage/query/trends.h"

#include <array>

namespace plimsoll {

// What is told of an answer's speed over time. TokenGap is one value for each answer: the mean gap
// between its tokens.
enum class LatencyMetric : quint8 { FirstToken, TokenGap, Total };

inline constexpr std::array latencyMetrics {LatencyMetric::FirstToken, LatencyMetric::TokenGap,
                                            LatencyMetric::Total};

// Nearest-rank quantiles in milliseconds, at most 0.8 % off; absent without a value. Of fewer than
// 20 values p5 is the least and p95 the greatest.
struct LatencyQuantiles
{
    quint64 n = 0;
    std::optional<double> p5 {};
    std::optional<double> p25 {};
    std::optional<double> p50 {};
    std::optional<double> p75 {};
    std::optional<double> p95 {};
    std::optional<double> p99 {}; // from 100 values on

    bool operator==(const LatencyQuantiles&) const = default;
};

LatencyQuantiles latencyQuantiles(const stats::Sketch& microseconds);

// How many answers took from `from` to just below `to`, milliseconds. Eight bins to the octave, all
// nearly as wide on a log scale; their edges are edges of the sketch, so the counts are exact.
struct LatencyBin
{
    double from = 0;
    double to = 0;
    quint64 count = 0;

    bool operator==(const LatencyBin&) const = default;
};

std::vector<LatencyBin> latencyBins(const stats::Sketch& microseconds); // those with a value

struct LatencyStep
{
    TimeRange range; // cut at the edges of the selected range
    quint64 probes = 0; // every scheduled one; errors enter no latency
    std::array<LatencyQuantiles, latencyMetrics.size()> metrics;

    const LatencyQuantiles& operator[](LatencyMetric metric) const
    {
        return metrics[std::size_t(metric)];
    }
};

// One metric over the whole range.
struct LatencyWhole
{
    LatencyQuantiles quantiles;
    QuantileEstimate p50; // with intervals
    QuantileEstimate p95;
    std::vector<LatencyBin> bins;
    QuantileEstimate recentP50; // of LatencyReport::recent
    QuantileEstimate usualP50; // of LatencyReport::usual
    // The recent median against the usual one (`lastWeek` is the usual, `thisWeek` the recent).
    TrendRow against;
};

// What stands for the usual: of a range of two days and more the hours of the recent part on the
// days before, at most 28 of them, for a day has its busy hours; else the rest of the range.
struct UsualTime
{
    std::vector<TimeRange> parts; // newest first
    bool sameHours = false;
};

// How fast one model answers its scheduled probes, all kinds together.
struct LatencyReport
{
    QString model; // id
    QString organization {};
    QString displayName; // with the organization
    int series = 0;
    TimeRange recent; // the end of the range: what is called now
    UsualTime usual; // what that is held against
    std::vector<LatencyStep> steps; // stepFor(range); oldest first; without probes: absent
    std::array<LatencyWhole, latencyMetrics.size()> whole;
    PhaseFigures phases;

    const LatencyWhole& operator[](LatencyMetric metric) const
    {
        return whole[std::size_t(metric)];
    }
    QString subject() const { return subjectText(model, organization); }
};

// The last 24th of a range, at least ten minutes and at most six hours.
TimeRange recentPart(TimeRange range);
UsualTime usualTime(TimeRange range);

// Of the selected models, in the order of the catalogue. Within a snapshot of the reader.
Result<std::vector<LatencyReport>>
latencyReports(const StoreReader& reader, const Catalogue& catalogue, const Selection& selection);

} // namespace plimsoll
