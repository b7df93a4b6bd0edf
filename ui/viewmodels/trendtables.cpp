// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/trendtables.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TrendTables)
};

Cell plain(const QString& text, CellWeight weight = CellWeight::Plain)
{
    return {.text = text, .weight = weight, .condition = {}, .series = {}};
}

QString valueText(const std::optional<double>& value, TrendRow::Metric metric,
                  const Numbers& numbers)
{
    if (!value) {
        return u"—"_s;
    }
    return isShare(metric) ? numbers.percent(*value) : numbers.milliseconds(*value);
}

QString differenceText(const TrendRow& row, const Numbers& numbers)
{
    if (!row.difference) {
        return u"—"_s;
    }
    return isShare(row.metric) ? numbers.points(*row.difference) : numbers.change(*row.difference);
}

QString intervalText(const TrendRow& row, const Numbers& numbers)
{
    if (!row.low || !row.high) {
        return u"—"_s;
    }
    return isShare(row.metric) ? numbers.pointsInterval(*row.low, *row.high)
                               : numbers.changeInterval(*row.low, *row.high);
}

} // namespace

TableContent trendTable(const ModelTrend& trend, const Format& format)
{
    TableContent content;
    content.columns = {
        {trend.displayName, Qt::AlignLeft},          {Text::tr("Last week"), Qt::AlignRight},
        {Text::tr("This week"), Qt::AlignRight},     {Text::tr("Difference"), Qt::AlignRight},
        {Text::tr("95 % interval"), Qt::AlignRight}, {Text::tr("n last"), Qt::AlignRight},
        {Text::tr("n this"), Qt::AlignRight},        {Text::tr("In words"), Qt::AlignLeft}};
    const Numbers& numbers = format.numbers;
    for (const TrendRow& row : trend.rows) {
        content.rows.push_back(
            {.key = QString::number(int(row.metric)),
             .cells = {plain(label(row.metric), CellWeight::Strong),
                       plain(valueText(row.lastWeek, row.metric, numbers)),
                       plain(valueText(row.thisWeek, row.metric, numbers)),
                       plain(differenceText(row, numbers), CellWeight::Strong),
                       plain(intervalText(row, numbers), CellWeight::Quiet),
                       plain(numbers.count(qint64(row.nLast)), CellWeight::Quiet),
                       plain(numbers.count(qint64(row.nThis)), CellWeight::Quiet),
                       {.text = row.verdict.word,
                        .weight = CellWeight::Strong,
                        .condition = row.verdict.condition,
                        .series = {}}}});
    }
    return content;
}

TableContent weeksTable(const Trends& trends, const QString& model, const Format& format)
{
    TableContent content;
    content.columns = {{Text::tr("Week from (UTC)"), Qt::AlignLeft},
                       {Text::tr("Overload rate"), Qt::AlignRight},
                       {Text::tr("95 % interval"), Qt::AlignRight},
                       {Text::tr("n"), Qt::AlignRight},
                       {Text::tr("First token p50"), Qt::AlignRight},
                       {Text::tr("p95"), Qt::AlignRight},
                       {Text::tr("429"), Qt::AlignRight},
                       {{}, Qt::AlignLeft}};
    const Numbers& numbers = format.numbers;
    const auto time = [&](std::optional<double> ms) {
        return plain(ms ? numbers.milliseconds(*ms) : u"—"_s);
    };
    for (const WeekTotal& week : trends.weeks) {
        if (week.subject() != model) {
            continue;
        }
        const auto rate = estimateRate(week.summary.counts).overload;
        const LatencyEstimate latency = estimateLatency(week.summary.firstToken);
        content.rows.push_back(
            {.key = QString::number(toEpochMs(week.monday)),
             .cells = {
                 plain(Times(QTimeZone::utc()).date(week.monday)),
                 plain(rate ? numbers.percent(rate->value) : u"—"_s, CellWeight::Strong),
                 plain(rate ? numbers.interval(*rate) : u"—"_s, CellWeight::Quiet),
                 plain(numbers.count(qint64(week.summary.counts.reached()))), time(latency.p50),
                 time(latency.p95), plain(numbers.count(qint64(week.summary.counts.limited()))),
                 plain(week.complete ? QString() : Text::tr("under way"), CellWeight::Quiet)}});
    }
    std::ranges::reverse(content.rows);
    return content;
}

} // namespace plimsoll
