// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/trendcurve.h"

#include <QCoreApplication>

#include <algorithm>

namespace plimsoll {

namespace {

struct HourValue
{
    double value = 0;
    std::optional<std::pair<double, double>> interval; // absent when there are too few values
};

std::optional<HourValue> shareValue(const std::optional<stats::Proportion>& share)
{
    if (!share) {
        return std::nullopt;
    }
    return HourValue {.value = share->value, .interval = {{share->low, share->high}}};
}

std::optional<HourValue> timeValue(const stats::Sketch& sketch)
{
    const LatencyEstimate estimate = estimateLatency(sketch);
    if (!estimate.p50) {
        return std::nullopt;
    }
    HourValue hour {.value = *estimate.p50, .interval = {}};
    if (const auto ranks = stats::quantileRanks(estimate.n, 0.5)) {
        hour.interval = {*sketch.atRank(ranks->low) / 1000, *sketch.atRank(ranks->high) / 1000};
    }
    return hour;
}

std::optional<HourValue> valueOf(const Summary& hour, TrendMetric metric)
{
    switch (metric) {
    case TrendMetric::OverloadRate:
        return shareValue(estimateRate(hour.counts).overload);
    case TrendMetric::Limited:
        return shareValue(
            stats::wilson(hour.counts.limited(), hour.counts.reached() + hour.counts.limited()));
    case TrendMetric::FirstToken:
        return timeValue(hour.firstToken);
    case TrendMetric::TokenGap:
        return timeValue(hour.tokenGap);
    }
    return std::nullopt;
}

using Week = std::array<Summary, 168>;
using Pieces = std::vector<std::vector<QPointF>>;

void addWeek(TrendCurve& curve, Pieces& pieces, std::vector<TrendCurve::Band>* bands,
             const std::array<std::optional<HourValue>, 168>& hours)
{
    bool broken = true;
    bool bandBroken = true;
    for (std::size_t i = 0; i < hours.size(); ++i) {
        if (!hours[i]) {
            broken = true;
            bandBroken = true;
            continue;
        }
        if (broken) {
            pieces.emplace_back();
        }
        const double x = double(i) + 0.5;
        pieces.back().emplace_back(x, hours[i]->value);
        curve.highest = std::max(curve.highest, hours[i]->value);
        broken = false;
        if (!bands) {
            continue;
        }
        if (const auto& interval = hours[i]->interval) {
            if (bandBroken) {
                bands->emplace_back();
            }
            bands->back().low.emplace_back(x, interval->first);
            bands->back().high.emplace_back(x, interval->second);
        }
        bandBroken = !hours[i]->interval;
    }
}

std::array<std::optional<HourValue>, 168> valuesOf(const Week& week, TrendMetric metric)
{
    std::array<std::optional<HourValue>, 168> values;
    std::ranges::transform(week, values.begin(),
                           [&](const Summary& hour) { return valueOf(hour, metric); });
    return values;
}

} // namespace

TrendCurve trendCurve(const ModelTrend& trend, TrendMetric metric)
{
    TrendCurve curve;
    const auto last = valuesOf(trend.lastWeek, metric);
    const auto now = valuesOf(trend.thisWeek, metric);
    addWeek(curve, curve.thisWeek, &curve.bands, now);
    addWeek(curve, curve.lastWeek, nullptr, last);
    // Hours that this week has not reached yet are no gap of its own.
    const auto newest = std::ranges::find_if(now.rbegin(), now.rend(),
                                             [](const auto& hour) { return hour.has_value(); });
    const auto reached = std::size_t(now.rend() - newest);
    for (std::size_t i = 0; i < last.size(); ++i) {
        if (last[i] && (now[i] || i >= reached)) {
            continue;
        }
        if (!curve.gaps.empty() && curve.gaps.back().second == double(i)) {
            curve.gaps.back().second = double(i + 1);
        } else {
            curve.gaps.emplace_back(double(i), double(i + 1));
        }
    }
    return curve;
}

bool isTime(TrendMetric metric)
{
    return metric == TrendMetric::FirstToken || metric == TrendMetric::TokenGap;
}

QString label(TrendMetric metric)
{
    static constexpr std::array labels {"Overload rate", "First token p50", "Per token p50", "429"};
    return QCoreApplication::translate("TrendMetric", labels[std::size_t(metric)]);
}

} // namespace plimsoll
