// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/chartsummaries.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ChartSummary)
};

QString noData()
{
    return Text::tr("No data in this range.");
}

// "between 0.59 s and 1.42 s"; "" without a point.
QString spread(const std::vector<std::vector<QPointF>>& pieces, TrendMetric metric,
               const Numbers& numbers)
{
    std::vector<double> values;
    for (const auto& piece : pieces) {
        std::ranges::transform(piece, std::back_inserter(values), &QPointF::y);
    }
    if (values.empty()) {
        return {};
    }
    const auto [least, most] = std::ranges::minmax(values);
    const auto text = [&](double value) {
        return isTime(metric) ? numbers.milliseconds(value) : numbers.percent(value);
    };
    return Text::tr("between %1 and %2").arg(text(least), text(most));
}

} // namespace

QString rateSummary(const RateCurve& curve, const Format& format)
{
    const RatePoint* highest = nullptr;
    for (const auto& piece : curve.pieces) {
        for (const RatePoint& point : piece) {
            if (!highest || point.rate.value > highest->rate.value) {
                highest = &point;
            }
        }
    }
    if (!highest) {
        return noData();
    }
    const RatePoint& newest = curve.pieces.back().back();
    return Text::tr("Highest %1 at %2, at last %3.")
        .arg(format.numbers.percent(highest->rate.value), format.times.event(highest->at),
             format.numbers.rate(newest.rate));
}

QString limitedSummary(const ModelSeries& series, const Format& format)
{
    if (series.steps.empty()) {
        return noData();
    }
    const auto most = std::ranges::max_element(series.steps, {}, [](const ModelSeries::Step& step) {
        return step.summary.counts.limited();
    });
    const quint64 all = series.whole.counts.limited();
    if (all == 0) {
        return Text::tr("No answer was a 429.");
    }
    return Text::tr("%1 answers were a 429, at most %2 in one step, at %3.")
        .arg(format.numbers.count(qint64(all)),
             format.numbers.count(qint64(most->summary.counts.limited())),
             format.times.event(most->range.from));
}

QString limitSummary(const LimitHistory& history, const QString& account, LimitKind kind,
                     TimeRange range, const Format& format)
{
    const auto pool = std::ranges::find(history.pools, account, &PoolLimits::account);
    const LimitSpan* newest = nullptr;
    if (pool != history.pools.end()) {
        for (const LimitSpan& span : pool->spans) {
            if (span.kind == kind && span.firstSeen < range.to
                && (!newest || span.lastSeen > newest->lastSeen)) {
                newest = &span;
            }
        }
    }
    if (!newest) {
        return noData();
    }
    const auto changes = std::ranges::count_if(history.changes, [&](const LimitChange& change) {
        return change.account() == account && change.kind == kind
            && range.contains(change.firstNew);
    });
    const QString value = format.numbers.limit(kind, newest->value);
    return changes == 0 ? Text::tr("%1 a minute, unchanged in this range.").arg(value)
                        : Text::tr("%1 a minute at last; changes in this range: %2.")
                              .arg(value, format.numbers.count(changes));
}

QString trendSummary(const TrendCurve& curve, TrendMetric metric, const Format& format)
{
    const QString present = spread(curve.thisWeek, metric, format.numbers);
    const QString past = spread(curve.lastWeek, metric, format.numbers);
    if (present.isEmpty() && past.isEmpty()) {
        return noData();
    }
    return Text::tr("%1 by the hour: this week %2, last week %3.")
        .arg(label(metric), present.isEmpty() ? Text::tr("no data") : present,
             past.isEmpty() ? Text::tr("no data") : past);
}

QString daySummary(const std::vector<ModelOverview>& models, const Format& format)
{
    QStringList parts;
    for (const ModelOverview& model : models) {
        const auto overloaded = std::ranges::count_if(
            model.spark, [](const RateStep& step) { return step.counts.overloaded() > 0; });
        parts << Text::tr("%1 was overloaded in %2 of %3 steps")
                     .arg(model.displayName, format.numbers.count(overloaded),
                          format.numbers.count(qint64(model.spark.size())));
    }
    return parts.isEmpty() ? noData() : QString(parts.join(u"; "_s) + u'.');
}

} // namespace plimsoll
