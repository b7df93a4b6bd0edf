// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/cells.h"
#include "storage/report/csv.h"

namespace plimsoll {

namespace {

QStringList stepHeader()
{
    return {QStringLiteral("model"), QStringLiteral("from"), QStringLiteral("from_epoch_ms"),
            QStringLiteral("to"), QStringLiteral("to_epoch_ms")};
}

QStringList stepCells(const QString& model, TimeRange range)
{
    return {model, cells::time(range.from), cells::epochMs(range.from), cells::time(range.to),
            cells::epochMs(range.to)};
}

QStringList rateCells(const OutcomeCounts& counts)
{
    const RateEstimate estimate = estimateRate(counts);
    const auto part = [](const std::optional<stats::Proportion>& p, double stats::Proportion::*m) {
        return cells::share(p ? std::optional((*p).*m) : std::nullopt);
    };
    QStringList row {cells::count(counts.reached()),
                     cells::count(counts.overloaded()),
                     part(estimate.overload, &stats::Proportion::value),
                     part(estimate.overload, &stats::Proportion::low),
                     part(estimate.overload, &stats::Proportion::high),
                     cells::count(counts[Outcome::OverloadedHttp]),
                     cells::count(counts[Outcome::OverloadedFirst]),
                     cells::count(counts[Outcome::OverloadedMid]),
                     part(estimate.byStatusCode, &stats::Proportion::value)};
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        row << cells::count(counts[Outcome(i)]);
    }
    return row;
}

QStringList latencyCells(const stats::Sketch& sketch)
{
    const LatencyEstimate estimate = estimateLatency(sketch);
    return {cells::count(estimate.n), cells::milliseconds(estimate.p50),
            cells::milliseconds(estimate.p95), cells::milliseconds(estimate.p99)};
}

} // namespace

Result<void> writeRatesCsv(QIODevice& device, const std::vector<ModelSeries>& series)
{
    CsvWriter csv(device);
    QStringList header = stepHeader();
    header << QStringLiteral("n") << QStringLiteral("overloaded") << QStringLiteral("rate")
           << QStringLiteral("low") << QStringLiteral("high") << QStringLiteral("http_529")
           << QStringLiteral("first_event") << QStringLiteral("mid_stream")
           << QStringLiteral("rate_by_status_code");
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        header << name(Outcome(i));
    }
    header << QStringLiteral("organization");
    csv.row(header);
    for (const ModelSeries& model : series) {
        for (const ModelSeries::Step& step : model.steps) {
            csv.row(stepCells(model.model, step.range) + rateCells(step.summary.counts)
                    + QStringList(model.organization));
        }
    }
    return csv.finish();
}

Result<void> writeLatencyCsv(QIODevice& device, const std::vector<ModelSeries>& series)
{
    CsvWriter csv(device);
    QStringList header = stepHeader();
    for (const auto* phase : {"first_byte", "first_token", "total", "token_gap"}) {
        for (const auto* column : {"_n", "_p50_ms", "_p95_ms", "_p99_ms"}) {
            header << QLatin1String(phase) + QLatin1String(column);
        }
    }
    header << QStringLiteral("organization");
    csv.row(header);
    for (const ModelSeries& model : series) {
        for (const ModelSeries::Step& step : model.steps) {
            const Summary& s = step.summary;
            csv.row(stepCells(model.model, step.range) + latencyCells(s.firstByte)
                    + latencyCells(s.firstToken) + latencyCells(s.total) + latencyCells(s.tokenGap)
                    + QStringList(model.organization));
        }
    }
    return csv.finish();
}

} // namespace plimsoll
