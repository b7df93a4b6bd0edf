// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/ratetables.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(RateTables)
};

Cell count(quint64 n, const Format& format)
{
    return {.text = format.numbers.count(qint64(n)), .weight = {}, .condition = {}, .series = {}};
}

Cell quiet(const QString& text)
{
    return {.text = text, .weight = CellWeight::Quiet, .condition = {}, .series = {}};
}

Cell strong(const QString& text)
{
    return {.text = text, .weight = CellWeight::Strong, .condition = {}, .series = {}};
}

Cell modelCell(const QString& name, int series)
{
    return {.text = name, .weight = {}, .condition = {}, .series = series};
}

Cell rateCell(const std::optional<stats::Proportion>& rate, const Format& format)
{
    return strong(rate ? format.numbers.percent(rate->value) : u"—"_s);
}

Cell intervalCell(const std::optional<stats::Proportion>& rate, const Format& format)
{
    return quiet(rate ? format.numbers.interval(*rate) : u"—"_s);
}

} // namespace

TableContent overloadTable(const std::vector<ModelSeries>& series, const Format& format)
{
    TableContent content;
    content.columns = {
        {Text::tr("Model"), Qt::AlignLeft},          {Text::tr("Rate"), Qt::AlignRight},
        {Text::tr("95 % interval"), Qt::AlignRight}, {Text::tr("n"), Qt::AlignRight},
        {Text::tr("Overloaded"), Qt::AlignRight},    {Text::tr("529"), Qt::AlignRight},
        {Text::tr("First event"), Qt::AlignRight},   {Text::tr("Mid-stream"), Qt::AlignRight},
        {Text::tr("By code"), Qt::AlignRight},       {Text::tr("429"), Qt::AlignRight}};
    for (const ModelSeries& model : series) {
        const OutcomeCounts& counts = model.whole.counts;
        const RateEstimate rate = estimateRate(counts);
        content.rows.push_back(
            {.key = model.subject(),
             .cells = {modelCell(model.displayName, model.series), rateCell(rate.overload, format),
                       intervalCell(rate.overload, format), count(counts.reached(), format),
                       count(counts.overloaded(), format),
                       count(counts[Outcome::OverloadedHttp], format),
                       count(counts[Outcome::OverloadedFirst], format),
                       count(counts[Outcome::OverloadedMid], format),
                       quiet(rate.byStatusCode ? format.numbers.percent(rate.byStatusCode->value)
                                               : u"—"_s),
                       count(counts.limited(), format)}});
    }
    return content;
}

TableContent burstTable(const std::vector<ModelOverview>& models, const Answers& answers,
                        const Format& format)
{
    TableContent content;
    content.columns = {{Text::tr("Model"), Qt::AlignLeft},
                       {Text::tr("Rate"), Qt::AlignRight},
                       {Text::tr("95 % interval"), Qt::AlignRight}};
    for (const ModelOverview& model : models) {
        const auto found =
            std::ranges::find(answers.models, model.subject(), &ModelAnswers::subject);
        std::optional<stats::Proportion> rate;
        if (found != answers.models.end() && found->rate.rate) {
            const stats::BurstInterval& interval = *found->rate.rate;
            rate = {.hits = interval.hits,
                    .n = interval.n,
                    .value = interval.value,
                    .low = interval.low,
                    .high = interval.high};
        }
        content.rows.push_back({.key = model.subject(),
                                .cells = {modelCell(model.displayName, model.series),
                                          rateCell(rate, format), intervalCell(rate, format)}});
    }
    return content;
}

TableContent weekTable(const std::vector<ModelOverview>& models, const Format& format)
{
    TableContent content;
    content.columns = {{Text::tr("Model"), Qt::AlignLeft},
                       {Text::tr("Rate"), Qt::AlignRight},
                       {Text::tr("95 % interval"), Qt::AlignRight}};
    for (const ModelOverview& model : models) {
        const auto rate = estimateRate(model.week).overload;
        content.rows.push_back({.key = model.subject(),
                                .cells = {modelCell(model.displayName, model.series),
                                          rateCell(rate, format), intervalCell(rate, format)}});
    }
    return content;
}

} // namespace plimsoll
