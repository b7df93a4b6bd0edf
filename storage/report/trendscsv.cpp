// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/cells.h"
#include "storage/report/csv.h"

namespace plimsoll {

namespace {

constexpr int comparisonColumns = 10;
constexpr int weekColumns = 14;

QStringList header()
{
    return {QStringLiteral("record"), QStringLiteral("model"),
            // comparison
            QStringLiteral("metric"), QStringLiteral("unit"), QStringLiteral("last_week"),
            QStringLiteral("this_week"), QStringLiteral("difference"), QStringLiteral("low"),
            QStringLiteral("high"), QStringLiteral("n_last"), QStringLiteral("n_this"),
            QStringLiteral("verdict"),
            // week
            QStringLiteral("week_start"), QStringLiteral("week_start_epoch_ms"),
            QStringLiteral("complete"), QStringLiteral("n"), QStringLiteral("overloaded"),
            QStringLiteral("rate"), QStringLiteral("rate_low"), QStringLiteral("rate_high"),
            QStringLiteral("limited"), QStringLiteral("first_token_n"),
            QStringLiteral("first_token_p50_ms"), QStringLiteral("first_token_p95_ms"),
            QStringLiteral("token_gap_n"), QStringLiteral("token_gap_p50_ms"),
            // both
            QStringLiteral("organization")};
}

// Values in their unit; the difference of times is relative, that of shares is in shares.
QStringList comparison(const ModelTrend& trend, const TrendRow& row)
{
    const bool shares = isShare(row.metric);
    const auto value = [shares](std::optional<double> v) {
        return shares ? cells::share(v) : cells::milliseconds(v);
    };
    QStringList cells {QStringLiteral("comparison"),
                       trend.model,
                       name(row.metric),
                       shares ? QStringLiteral("share") : QStringLiteral("ms"),
                       value(row.lastWeek),
                       value(row.thisWeek),
                       cells::share(row.difference),
                       cells::share(row.low),
                       cells::share(row.high),
                       cells::count(row.nLast),
                       cells::count(row.nThis),
                       row.verdict.word};
    return cells + QStringList(weekColumns, QString()) + QStringList(trend.organization);
}

QStringList week(const WeekTotal& total)
{
    const OutcomeCounts& counts = total.summary.counts;
    const auto rate = estimateRate(counts).overload;
    const LatencyEstimate firstToken = estimateLatency(total.summary.firstToken);
    const LatencyEstimate tokenGap = estimateLatency(total.summary.tokenGap);
    const auto part = [&rate](double stats::Proportion::*member) {
        return cells::share(rate ? std::optional((*rate).*member) : std::nullopt);
    };
    return QStringList {QStringLiteral("week"), total.model}
    + QStringList(comparisonColumns, QString())
        + QStringList {cells::time(total.monday),
                       cells::epochMs(total.monday),
                       cells::flag(total.complete),
                       cells::count(counts.reached()),
                       cells::count(counts.overloaded()),
                       part(&stats::Proportion::value),
                       part(&stats::Proportion::low),
                       part(&stats::Proportion::high),
                       cells::count(counts.limited()),
                       cells::count(firstToken.n),
                       cells::milliseconds(firstToken.p50),
                       cells::milliseconds(firstToken.p95),
                       cells::count(tokenGap.n),
                       cells::milliseconds(tokenGap.p50),
                       total.organization};
}

} // namespace

Result<void> writeTrendsCsv(QIODevice& device, const Trends& trends)
{
    CsvWriter csv(device);
    csv.row(header());
    for (const ModelTrend& model : trends.models) {
        for (const TrendRow& row : model.rows) {
            csv.row(comparison(model, row));
        }
    }
    for (const WeekTotal& total : trends.weeks) {
        csv.row(week(total));
    }
    return csv.finish();
}

} // namespace plimsoll
