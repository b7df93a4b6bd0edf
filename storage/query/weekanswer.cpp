// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/weekanswer.h"

#include <algorithm>

namespace plimsoll {

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr int daysOfWeek = 7;
constexpr int hoursOfDay = 24;
constexpr stats::VerdictOptions enough {};
constexpr int firstMorningHour = 8;
constexpr int endOfMorning = 12;
constexpr int workingDays = 5;

// Both periods touch, so that the hours of one follow those of the other.
std::vector<stats::Cell> cellsOf(const std::vector<OutcomeCounts>& counts,
                                 const std::vector<ComparedHour>& places)
{
    std::vector<stats::Cell> cells;
    for (std::size_t hour = 0; hour < counts.size(); ++hour) {
        if (counts[hour].reached() > 0) {
            cells.push_back({.period = places[hour].period,
                             .block = places[hour].block,
                             .stratum = places[hour].stratum,
                             .slot = places[hour].slot,
                             .hits = counts[hour].overloaded(),
                             .n = counts[hour].reached()});
        }
    }
    return cells;
}

// Nullopt without data.
std::optional<TimePoint> firstWithData(const std::vector<OutcomeCounts>& counts, TimePoint from)
{
    const auto first =
        std::ranges::find_if(counts, [](const OutcomeCounts& hour) { return hour.reached() > 0; });
    return first == counts.end() ? std::nullopt
                                 : std::optional(from + hours(first - counts.begin()));
}

std::optional<TimePoint> enoughAt(const std::vector<OutcomeCounts>& counts,
                                  const WeekAnswer& answer)
{
    const auto first = firstWithData(counts, answer.before.from);
    if (!first) {
        return std::nullopt;
    }
    quint64 n = 0;
    for (std::size_t hour = daysOfWeek * hoursOfDay; hour < counts.size(); ++hour) {
        n += counts[hour].reached();
    }
    const auto watched = std::min(answer.after.to - *first, answer.after.length());
    const double perWeek =
        double(n) * double(days(daysOfWeek) / hours(1)) / std::max(1.0, double(watched / hours(1)));
    if (perWeek < double(enough.minTrials)) {
        return std::nullopt;
    }
    return std::max(answer.after.to, *first + days(2 * daysOfWeek));
}

} // namespace

Result<Reckoning<WeekAnswer>> weekReckoning(const StoreReader& reader, const ProbedModel& model,
                                            TimePoint asOf, const QTimeZone& zone)
{
    const TimePoint end = std::chrono::floor<hours>(asOf);
    const TimeRange before {end - days(2 * daysOfWeek), end - days(daysOfWeek)};
    const TimeRange after {end - days(daysOfWeek), end};
    auto counts = countsBy(Level::Hour, reader, model.rateTargets, {before.from, after.to});
    if (!counts) {
        return counts.error();
    }
    ComparedHours compared(before, after, zone);
    auto latencies = latencyReckoning(reader, model.rateTargets, compared);
    if (!latencies) {
        return latencies.error();
    }
    return Reckoning<WeekAnswer>([counts = std::move(*counts), compared = std::move(compared),
                                  latencies = std::move(*latencies)] {
        WeekAnswer answer {.before = compared.before(),
                           .after = compared.after(),
                           .comparison = stats::compare(cellsOf(counts, compared.hours())),
                           .enoughAt = {},
                           .latencies = latencies()};
        setVerdict(answer, answer.comparison ? answer.comparison->p : 1);
        if (answer.verdict == stats::Verdict::NotEnoughData) {
            answer.enoughAt = enoughAt(counts, answer);
        }
        return answer;
    });
}

void setVerdict(WeekAnswer& answer, double adjustedP)
{
    answer.p = adjustedP;
    answer.verdict = answer.comparison ? stats::verdict(*answer.comparison, adjustedP, enough)
                                       : stats::Verdict::NotEnoughData;
}

std::vector<int> weekdayMornings()
{
    std::vector<int> mornings;
    for (int day = 0; day < workingDays; ++day) {
        for (int hour = firstMorningHour; hour < endOfMorning; ++hour) {
            mornings.push_back(day * hoursOfDay + hour);
        }
    }
    return mornings;
}

Result<Reckoning<PeakAnswer>> peakReckoning(const StoreReader& reader, const ProbedModel& model,
                                            TimeRange evidence, const QTimeZone& zone)
{
    const TimeRange whole {std::chrono::ceil<hours>(evidence.from),
                           std::chrono::floor<hours>(evidence.to)};
    if (whole.from >= whole.to) {
        return Reckoning<PeakAnswer>([] { return PeakAnswer(); });
    }
    const auto counts = countsBy(Level::Hour, reader, model.rateTargets, whole);
    if (!counts) {
        return counts.error();
    }
    const std::vector<LocalHour> local = localHours(whole, zone);
    std::vector<stats::HourCount> hourCounts;
    for (std::size_t hour = 0; hour < counts->size(); ++hour) {
        if ((*counts)[hour].reached() > 0) {
            hourCounts.push_back({.day = local[hour].day,
                                  .hourOfWeek = local[hour].ofWeek,
                                  .hits = (*counts)[hour].overloaded(),
                                  .n = (*counts)[hour].reached()});
        }
    }
    return Reckoning<PeakAnswer>([hourCounts = std::move(hourCounts)] {
        PeakAnswer answer {.profile = stats::weekProfile(hourCounts),
                           .comparison = stats::peakContrast(hourCounts, weekdayMornings())};
        setVerdict(answer, answer.comparison ? answer.comparison->p : 1);
        return answer;
    });
}

Result<PeakAnswer> peakAnswer(const StoreReader& reader, const ProbedModel& model,
                              TimeRange evidence, const QTimeZone& zone)
{
    const auto reckoning = peakReckoning(reader, model, evidence, zone);
    if (!reckoning) {
        return reckoning.error();
    }
    return (*reckoning)();
}

void setVerdict(PeakAnswer& answer, double adjustedP)
{
    answer.p = adjustedP;
    answer.verdict = answer.comparison ? stats::verdict(*answer.comparison, adjustedP, enough)
                                       : stats::Verdict::NotEnoughData;
}

} // namespace plimsoll
