// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/latencyreport.h"

#include "storage/query/series.h"
#include "storage/query/sums.h"
#include "storage/query/trendrow.h"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

constexpr quint64 enoughForP99 = 100;
constexpr std::uint32_t sketchBins = 64; // to the octave
constexpr std::uint32_t binsPerOctave = 8;
constexpr double microsPerMilli = 1000;
constexpr std::size_t mostUsualDays =
    28; // longer ago is not what is usual now, and each costs a sum

constexpr Figures metricFigures {
    .firstByte = false, .firstToken = true, .total = true, .tokenGap = true, .cost = false};

// The bin of the sketch at which the bin of ours begins: the edge next to a power of 2^(1/8).
std::uint32_t firstBinOf(std::uint32_t ours)
{
    const double fraction = std::exp2(double(ours % binsPerOctave) / binsPerOctave) - 1;
    return ours / binsPerOctave * sketchBins + std::uint32_t(std::lround(fraction * sketchBins));
}

double edgeOf(std::uint32_t ours)
{
    const std::uint32_t bin = firstBinOf(ours);
    return std::ldexp(1 + double(bin % sketchBins) / sketchBins, int(bin / sketchBins))
        / microsPerMilli;
}

const stats::Sketch& sketchOf(const Summary& summary, LatencyMetric metric)
{
    switch (metric) {
    case LatencyMetric::FirstToken:
        return summary.firstToken;
    case LatencyMetric::TokenGap:
        return summary.tokenGap;
    case LatencyMetric::Total:
        break;
    }
    return summary.total;
}

LatencyStep stepOf(const ModelSeries::Step& step)
{
    LatencyStep made {.range = step.range, .probes = step.summary.counts.total(), .metrics = {}};
    for (const LatencyMetric metric : latencyMetrics) {
        made.metrics[std::size_t(metric)] = latencyQuantiles(sketchOf(step.summary, metric));
    }
    return made;
}

LatencyWhole wholeOf(const stats::Sketch& whole, const stats::Sketch& recent,
                     const stats::Sketch& usual)
{
    return {.quantiles = latencyQuantiles(whole),
            .p50 = estimateQuantile(whole, 0.50),
            .p95 = estimateQuantile(whole, 0.95),
            .bins = latencyBins(whole),
            .recentP50 = estimateQuantile(recent, 0.50),
            .usualP50 = estimateQuantile(usual, 0.50),
            .against = quantileRow(TrendRow::Metric::FirstTokenP50, 0.50, usual, recent)};
}

// The sums know all answers of the range, the rows that were read perhaps only the newest.
void takeSums(PhaseFigures& phases, const Summary& whole)
{
    phases[RequestPhase::FirstByte] = phaseFigure(whole.firstByte);
    phases[RequestPhase::FirstToken] = phaseFigure(whole.firstToken);
    phases[RequestPhase::Total] = phaseFigure(whole.total);
}

Result<Summary> sumOfParts(const StoreReader& reader, const ProbedModel& model,
                           const std::vector<TimeRange>& parts)
{
    Summary sum;
    for (const TimeRange part : parts) {
        const auto one = sumOver(reader, model.rateTargets, part, metricFigures);
        if (!one) {
            return one.error();
        }
        sum += *one;
    }
    return sum;
}

Result<LatencyReport> reportOf(const StoreReader& reader, const ProbedModel& model, TimeRange range)
{
    const auto series = modelSeries(reader, model, range, stepFor(range));
    if (!series) {
        return series.error();
    }
    LatencyReport report {.model = model.model,
                          .organization = model.organization,
                          .displayName = model.displayName,
                          .series = model.series,
                          .recent = recentPart(range),
                          .usual = usualTime(range),
                          .steps = {},
                          .whole = {},
                          .phases = {}};
    const auto recent = sumOver(reader, model.rateTargets, report.recent, metricFigures);
    const auto usual = sumOfParts(reader, model, report.usual.parts);
    auto phases = phaseFigures(reader, model, range);
    if (!recent || !usual || !phases) {
        return !recent ? recent.error() : (!usual ? usual.error() : phases.error());
    }
    std::ranges::transform(series->steps, std::back_inserter(report.steps), stepOf);
    for (const LatencyMetric metric : latencyMetrics) {
        report.whole[std::size_t(metric)] = wholeOf(
            sketchOf(series->whole, metric), sketchOf(*recent, metric), sketchOf(*usual, metric));
    }
    report.phases = std::move(*phases);
    takeSums(report.phases, series->whole);
    return report;
}

} // namespace

LatencyQuantiles latencyQuantiles(const stats::Sketch& microseconds)
{
    const auto quantile = [&microseconds](double q) -> std::optional<double> {
        const auto value = microseconds.quantile(q);
        return value ? std::optional(*value / microsPerMilli) : std::nullopt;
    };
    LatencyQuantiles quantiles {.n = microseconds.count(),
                                .p5 = quantile(0.05),
                                .p25 = quantile(0.25),
                                .p50 = quantile(0.50),
                                .p75 = quantile(0.75),
                                .p95 = quantile(0.95),
                                .p99 = {}};
    if (quantiles.n >= enoughForP99) {
        quantiles.p99 = quantile(0.99);
    }
    return quantiles;
}

std::vector<LatencyBin> latencyBins(const stats::Sketch& microseconds)
{
    std::vector<LatencyBin> bins;
    std::uint32_t ours = 0;
    std::optional<std::uint32_t> filled;
    for (const stats::Sketch::Bin& bin : microseconds.bins()) {
        while (firstBinOf(ours + 1) <= bin.number) {
            ++ours;
        }
        if (filled != ours) {
            bins.push_back({.from = edgeOf(ours), .to = edgeOf(ours + 1), .count = 0});
            filled = ours;
        }
        bins.back().count += bin.times;
    }
    return bins;
}

TimeRange recentPart(TimeRange range)
{
    const auto length = std::clamp<std::chrono::milliseconds>(range.length() / 24, 10min, 6h);
    return {std::max(range.from, range.to - length), range.to};
}

UsualTime usualTime(TimeRange range)
{
    const TimeRange recent = recentPart(range);
    if (range.length() < 48h) {
        return {.parts = {{range.from, recent.from}}, .sameHours = false};
    }
    UsualTime usual {.parts = {}, .sameHours = true};
    for (TimeRange part {recent.from - 24h, recent.to - 24h};
         range.from < part.to && usual.parts.size() < mostUsualDays;
         part = {part.from - 24h, part.to - 24h}) {
        usual.parts.push_back({std::max(part.from, range.from), part.to});
    }
    return usual;
}

Result<std::vector<LatencyReport>>
latencyReports(const StoreReader& reader, const Catalogue& catalogue, const Selection& selection)
{
    const auto targets = reader.targets();
    if (!targets) {
        return targets.error();
    }
    std::vector<LatencyReport> reports;
    for (const ProbedModel& model : probedModels(*targets, catalogue, selection.models)) {
        auto report = reportOf(reader, model, selection.range);
        if (!report) {
            return report.error();
        }
        reports.push_back(std::move(*report));
    }
    return reports;
}

} // namespace plimsoll
