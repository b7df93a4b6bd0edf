// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/latencytables.h"

#include "storage/query/trendrow.h"
#include "ui/viewmodels/latencycurve.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(LatencyTables)
};

constexpr std::array tablePhases {
    RequestPhase::Resolve,   RequestPhase::Connect,    RequestPhase::Tls,  RequestPhase::Send,
    RequestPhase::FirstByte, RequestPhase::FirstToken, RequestPhase::Rest, RequestPhase::Total};

Cell plain(const QString& text, CellWeight weight = CellWeight::Plain)
{
    return {.text = text, .weight = weight, .condition = {}, .series = {}};
}

QString timeText(std::optional<double> milliseconds, const Format& format)
{
    return milliseconds ? format.numbers.milliseconds(*milliseconds) : u"—"_s;
}

QString intervalText(const QuantileEstimate& quantile, const Format& format)
{
    if (!quantile.value) {
        return u"—"_s;
    }
    if (!quantile.interval) {
        return Text::tr("too few");
    }
    return Text::tr("%1 to %2")
        .arg(format.numbers.milliseconds(quantile.interval->low),
             format.numbers.milliseconds(quantile.interval->high));
}

// What the reader calls it within a sentence.
QString subjectOf(LatencyMetric metric)
{
    switch (metric) {
    case LatencyMetric::FirstToken:
        return Text::tr("first token");
    case LatencyMetric::TokenGap:
        return Text::tr("time per token");
    case LatencyMetric::Total:
        break;
    }
    return Text::tr("total");
}

bool tooFewToCompare(const TrendRow& row)
{
    return !row.low || !row.high || std::min(row.nLast, row.nThis) < trendMinimum;
}

Headline speedOf(const TrendRow& against)
{
    if (tooFewToCompare(against)) {
        return {Condition::Unknown,
                Text::tr("%1: too few answers of late to tell whether it is as fast as usual."),
                {}};
    }
    if (*against.low > 0) {
        return {Condition::Warning, Text::tr("%1 answers slower than usual, beyond chance."), {}};
    }
    if (*against.high < 0) {
        return {Condition::Normal, Text::tr("%1 answers faster than usual, beyond chance."), {}};
    }
    return {Condition::Normal, Text::tr("%1 answers as fast as usual, as far as can be told."), {}};
}

bool hasTail(const LatencyQuantiles& whole)
{
    return whole.n >= trendMinimum && whole.p50 && whole.p95;
}

QString tailSentence(const LatencyQuantiles& whole)
{
    return *whole.p95 / *whole.p50 >= longTail ? Text::tr("The tail is long.")
                                               : Text::tr("The tail is short.");
}

QString tailDetail(const LatencyQuantiles& whole, const Format& format)
{
    return Text::tr("One answer in twenty takes %1 the median or more.")
        .arg(format.numbers.ratio(*whole.p95 / *whole.p50));
}

} // namespace

const LatencyReport* latencyReportOf(const std::vector<LatencyReport>& reports,
                                     const QString& subject)
{
    const auto report = std::ranges::find(reports, subject, &LatencyReport::subject);
    return report == reports.end() ? nullptr : &*report;
}

QString quantileText(const QuantileEstimate& quantile, const Format& format)
{
    if (!quantile.value) {
        return u"—"_s;
    }
    const QString n = u"n = "_s + format.numbers.count(qint64(quantile.n));
    const QString value = format.numbers.milliseconds(*quantile.value);
    return quantile.interval
        ? QString(value + u" ("_s + intervalText(quantile, format) + u"), "_s + n)
        : QString(value + u", "_s + n);
}

Headline latencyHeadline(const LatencyReport* report, LatencyMetric metric, const Format& format)
{
    const QString noRule =
        Text::tr("Only answers that were ok have a latency; a fast error is none.");
    if (!report) {
        return {.condition = Condition::Unknown,
                .sentence = Text::tr("No probe in this range."),
                .detail = noRule};
    }
    const LatencyWhole& whole = (*report)[metric];
    if (whole.quantiles.n == 0) {
        return {.condition = Condition::Unknown,
                .sentence = Text::tr("%1: no %2 was measured in this range.")
                                .arg(report->displayName, subjectOf(metric)),
                .detail = noRule};
    }
    Headline headline = speedOf(whole.against);
    headline.sentence = headline.sentence.arg(report->displayName);
    const QString usual = report->usual.sameHours
        ? Text::tr("Median %1 in the last %2: %3. At the same hours of the days before: %4.")
        : Text::tr("Median %1 in the last %2: %3. In the rest of the range: %4.");
    headline.detail =
        usual.arg(subjectOf(metric), format.numbers.duration(report->recent.length()),
                  quantileText(whole.recentP50, format), quantileText(whole.usualP50, format));
    if (hasTail(whole.quantiles)) {
        headline.sentence += u' ' + tailSentence(whole.quantiles);
        headline.detail += u' ' + tailDetail(whole.quantiles, format);
    }
    return headline;
}

TableContent phaseTable(const LatencyReport& report, const Format& format)
{
    TableContent content;
    content.columns = {{Text::tr("Phase"), Qt::AlignLeft},
                       {Text::tr("Median"), Qt::AlignRight},
                       {Text::tr("95 % interval"), Qt::AlignRight},
                       {Text::tr("p95"), Qt::AlignRight},
                       {Text::tr("n"), Qt::AlignRight}};
    const auto add = [&](const QString& key, const QString& name, const QuantileEstimate& p50,
                         const QuantileEstimate& p95) {
        content.rows.push_back(
            {.key = key,
             .cells = {plain(name), plain(timeText(p50.value, format), CellWeight::Strong),
                       plain(intervalText(p50, format), CellWeight::Quiet),
                       plain(timeText(p95.value, format)),
                       plain(format.numbers.count(qint64(p50.n)), CellWeight::Quiet)}});
    };
    for (const RequestPhase phase : tablePhases) {
        const PhaseFigure& figure = report.phases[phase];
        add(QString::number(int(phase)), label(phase), figure.p50, figure.p95);
    }
    const LatencyWhole& gaps = report[LatencyMetric::TokenGap];
    add(u"token_gap"_s, Text::tr("Per token"), gaps.p50, gaps.p95);
    return content;
}

QString phaseCaption(const PhaseFigures& phases, const Format& format)
{
    if (!phases.since) {
        return Text::tr("Of every answer in this range");
    }
    return Text::tr("Resolve to send and the rest: the newest %1 answers, since %2")
        .arg(format.numbers.count(qint64(phases.answers)), format.times.event(*phases.since));
}

std::vector<PhasePart> phaseParts(const PhaseFigures& phases, const Format& format)
{
    std::vector<PhasePart> parts;
    for (const RequestPhase phase : stackedPhases) {
        if (const auto& median = phases[phase].p50.value) {
            parts.push_back({.name = label(phase),
                             .text = format.numbers.milliseconds(*median),
                             .milliseconds = *median});
        }
    }
    return parts;
}

QString inWords(const std::vector<PhasePart>& parts)
{
    QStringList words;
    for (const PhasePart& part : parts) {
        words << part.name + u' ' + part.text;
    }
    return words.isEmpty() ? Text::tr("No phase was measured.") : words.join(u", "_s);
}

QString label(RequestPhase phase)
{
    switch (phase) {
    case RequestPhase::Resolve:
        return Text::tr("Resolve");
    case RequestPhase::Connect:
        return Text::tr("Connect");
    case RequestPhase::Tls:
        return Text::tr("TLS");
    case RequestPhase::Send:
        return Text::tr("Send");
    case RequestPhase::FirstByte:
        return Text::tr("Sent to first byte");
    case RequestPhase::Opening:
        return Text::tr("First byte to first token");
    case RequestPhase::Rest:
        return Text::tr("First token to end");
    case RequestPhase::FirstToken:
        return Text::tr("Sent to first token");
    case RequestPhase::Total:
        break;
    }
    return Text::tr("Total");
}

QString latencyChartSummary(const LatencyReport& report, LatencyMetric metric, const Format& format)
{
    const LatencyWhole& whole = report[metric];
    if (whole.quantiles.n == 0) {
        return Text::tr("%1 of %2: nothing was measured.").arg(label(metric), report.displayName);
    }
    return Text::tr("%1 of %2 over time: nine answers in ten took %3 to %4, the median is %5.")
        .arg(label(metric), report.displayName, timeText(whole.quantiles.p5, format),
             timeText(whole.quantiles.p95, format), quantileText(whole.p50, format));
}

QString distributionSummary(const LatencyReport& report, LatencyMetric metric, const Format& format)
{
    const LatencyQuantiles& whole = report[metric].quantiles;
    return Text::tr("Distribution of %1 answers: p50 %2, p95 %3, p99 %4.")
        .arg(format.numbers.count(qint64(whole.n)), timeText(whole.p50, format),
             timeText(whole.p95, format), timeText(whole.p99, format));
}

} // namespace plimsoll
