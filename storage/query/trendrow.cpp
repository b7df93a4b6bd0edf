// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/trendrow.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

using Metric = TrendRow::Metric;
using Week = std::array<Summary, 168>;

constexpr double binError = 0.008; // of stats::Sketch
constexpr double sameWithin = 0.05; // a difference of times that is called none

struct Entry
{
    const char* name;
    const char* label;
};
constexpr std::array entries {
    Entry {"overload_rate", "Overload rate"},       Entry {"first_token_p50", "First token, p50"},
    Entry {"first_token_p95", "First token, p95"},  Entry {"token_gap_p50", "Per token, p50"},
    Entry {"limited_share", "429 share of probes"},
};

QString tr(const char* text)
{
    return QCoreApplication::translate("Trend", text);
}

Verdict tooFew()
{
    return {
        Condition::Unknown, tr("Too few to tell"),
        tr("Each week needs at least %1 values in hours that both weeks have.").arg(trendMinimum)};
}

Verdict undecided()
{
    return {Condition::Unknown, tr("Not decided: could be no change"),
            tr("The 95 % interval of the difference contains zero.")};
}

// Less is better in every metric we compare.
Verdict decided(bool less, Metric metric)
{
    const QString word = isShare(metric)
        ? (less ? tr("Lower, beyond chance") : tr("Higher, beyond chance"))
        : (less ? tr("Faster, beyond chance") : tr("Slower, beyond chance"));
    return {less ? Condition::Normal : Condition::Warning, word,
            tr("The 95 % interval of the difference lies on one side of zero.")};
}

Verdict verdictOf(const TrendRow& row)
{
    if (!row.low || !row.high || std::min(row.nLast, row.nThis) < trendMinimum) {
        return tooFew();
    }
    if (*row.low > 0 || *row.high < 0) {
        return decided(*row.high < 0, row.metric);
    }
    if (!isShare(row.metric) && *row.low > -sameWithin && *row.high < sameWithin) {
        return {Condition::Normal, tr("Same within 5 %"),
                tr("The 95 % interval of the difference lies within 5 % either way.")};
    }
    return undecided();
}

// A quantile with its limits, as logarithms.
struct LogQuantile
{
    double value = 0;
    double low = 0;
    double high = 0;
};

std::optional<LogQuantile> logQuantile(const stats::Sketch& sketch, double q)
{
    const auto ranks = stats::quantileRanks(sketch.count(), q);
    const auto value = sketch.quantile(q);
    if (!ranks || !value) {
        return std::nullopt;
    }
    const auto low = sketch.atRank(ranks->low);
    const auto high = sketch.atRank(ranks->high);
    return LogQuantile {std::log(*value), std::log(*low * (1 - binError)),
                        std::log(*high * (1 + binError))};
}

// Shares over the hours that have a denominator in both weeks.
using CountOf = quint64 (*)(const OutcomeCounts&);

TrendRow shareOverHours(Metric metric, const Week& last, const Week& now, int leftOut, CountOf hits,
                        CountOf n)
{
    stats::Proportion sumLast;
    stats::Proportion sumNow;
    for (std::size_t hour = 0; hour < last.size(); ++hour) {
        const OutcomeCounts& a = last[hour].counts;
        const OutcomeCounts& b = now[hour].counts;
        if (int(hour) == leftOut || n(a) == 0 || n(b) == 0) {
            continue;
        }
        sumLast.hits += hits(a);
        sumLast.n += n(a);
        sumNow.hits += hits(b);
        sumNow.n += n(b);
    }
    return shareRow(metric, sumLast, sumNow);
}

using SketchPair = std::pair<stats::Sketch, stats::Sketch>; // last week, this week

SketchPair sketchesOverHours(const Week& last, const Week& now, int leftOut,
                             stats::Sketch Summary::*sketch)
{
    SketchPair sums;
    for (std::size_t hour = 0; hour < last.size(); ++hour) {
        const stats::Sketch& a = last[hour].*sketch;
        const stats::Sketch& b = now[hour].*sketch;
        if (int(hour) != leftOut && !a.isEmpty() && !b.isEmpty()) {
            sums.first.merge(a);
            sums.second.merge(b);
        }
    }
    return sums;
}

quint64 overloadedOf(const OutcomeCounts& counts)
{
    return counts.overloaded();
}
quint64 reachedOf(const OutcomeCounts& counts)
{
    return counts.reached();
}
quint64 limitedOf(const OutcomeCounts& counts)
{
    return counts.limited();
}
quint64 answeredOf(const OutcomeCounts& counts)
{
    return counts.reached() + counts.limited();
}

} // namespace

QString label(Metric metric)
{
    return tr(entries[std::size_t(metric)].label);
}

QLatin1String name(Metric metric)
{
    return QLatin1String(entries[std::size_t(metric)].name);
}

bool isShare(Metric metric)
{
    return metric == Metric::OverloadRate || metric == Metric::LimitedShare;
}

TrendRow shareRow(Metric metric, stats::Proportion last, stats::Proportion now)
{
    TrendRow row;
    row.metric = metric;
    row.nLast = last.n;
    row.nThis = now.n;
    if (last.n > 0) {
        row.lastWeek = double(last.hits) / double(last.n);
    }
    if (now.n > 0) {
        row.thisWeek = double(now.hits) / double(now.n);
    }
    if (const auto difference = stats::newcombe(last.hits, last.n, now.hits, now.n)) {
        row.difference = difference->value;
        row.low = difference->low;
        row.high = difference->high;
    }
    row.verdict = verdictOf(row);
    return row;
}

TrendRow quantileRow(Metric metric, double q, const stats::Sketch& last, const stats::Sketch& now)
{
    constexpr double microsPerMilli = 1000;
    TrendRow row;
    row.metric = metric;
    row.nLast = last.count();
    row.nThis = now.count();
    if (const auto value = last.quantile(q)) {
        row.lastWeek = *value / microsPerMilli;
    }
    if (const auto value = now.quantile(q)) {
        row.thisWeek = *value / microsPerMilli;
    }
    if (row.lastWeek && row.thisWeek) {
        row.difference = *row.thisWeek / *row.lastWeek - 1;
    }
    const auto a = logQuantile(last, q);
    const auto b = logQuantile(now, q);
    if (a && b) {
        const double value = b->value - a->value;
        row.low = std::exp(value - std::hypot(b->value - b->low, a->high - a->value)) - 1;
        row.high = std::exp(value + std::hypot(b->high - b->value, a->value - a->low)) - 1;
    }
    row.verdict = verdictOf(row);
    return row;
}

std::vector<TrendRow> trendRows(const Week& last, const Week& now, int hourUnderWay)
{
    const auto firstToken = sketchesOverHours(last, now, hourUnderWay, &Summary::firstToken);
    const auto tokenGap = sketchesOverHours(last, now, hourUnderWay, &Summary::tokenGap);
    return {
        shareOverHours(Metric::OverloadRate, last, now, hourUnderWay, overloadedOf, reachedOf),
        quantileRow(Metric::FirstTokenP50, 0.50, firstToken.first, firstToken.second),
        quantileRow(Metric::FirstTokenP95, 0.95, firstToken.first, firstToken.second),
        quantileRow(Metric::TokenGapP50, 0.50, tokenGap.first, tokenGap.second),
        shareOverHours(Metric::LimitedShare, last, now, hourUnderWay, limitedOf, answeredOf),
    };
}

} // namespace plimsoll
