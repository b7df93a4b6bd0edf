// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/eventanswer.h"

#include "storage/query/eventspan.h"

namespace plimsoll {

namespace {

constexpr stats::VerdictOptions enough {};

std::vector<stats::Cell> cellsOf(const EventSpan& span, const ComparedHours& hours)
{
    std::vector<stats::Cell> cells;
    for (const TimeRange range : {hours.before(), hours.after()}) {
        for (TimePoint hour = range.from; hour < range.to; hour += std::chrono::hours(1)) {
            const ComparedHour& place = hours.hours()[*hours.indexOf(hour)];
            cells.push_back({.period = place.period,
                             .block = place.block,
                             .stratum = place.stratum,
                             .slot = place.slot,
                             .hits = span.at(hour).overloaded(),
                             .n = span.at(hour).reached()});
        }
    }
    return cells;
}

void judge(EventAnswer& answer, const EventSpan& span)
{
    setVerdict(answer, answer.comparison ? answer.comparison->p : 1);
    if (answer.verdict == stats::Verdict::NotEnoughData) {
        answer.enoughAt = span.enoughAt(enough.minTrials);
    }
}

} // namespace

Result<Reckoning<EventAnswer>> eventReckoning(const StoreReader& reader, const ProbedModel& model,
                                              const EventQuestion& question)
{
    auto span = EventSpan::of(reader, model, question);
    if (!span) {
        return span.error();
    }
    EventAnswer answer {.at = question.at,
                        .title = span->title(),
                        .before = span->before(),
                        .after = span->after(),
                        .crossed = span->crossed(),
                        .comparison = {},
                        .enoughAt = {},
                        .latencies = {}};
    if (span->weeks() == 0) {
        answer.latencies = noLatencyAnswers();
        judge(answer, *span);
        return Reckoning<EventAnswer>([answer = std::move(answer)] { return answer; });
    }
    ComparedHours hours(answer.before, answer.after, question.zone);
    auto latencies = latencyReckoning(reader, model.rateTargets, hours);
    if (!latencies) {
        return latencies.error();
    }
    return Reckoning<EventAnswer>([answer = std::move(answer), span = std::move(*span),
                                   hours = std::move(hours),
                                   latencies = std::move(*latencies)]() mutable {
        answer.comparison = stats::compare(cellsOf(span, hours));
        answer.latencies = latencies();
        judge(answer, span);
        return std::move(answer);
    });
}

Result<EventAnswer> eventAnswer(const StoreReader& reader, const ProbedModel& model,
                                const EventQuestion& question)
{
    const auto reckoning = eventReckoning(reader, model, question);
    if (!reckoning) {
        return reckoning.error();
    }
    return (*reckoning)();
}

void setVerdict(EventAnswer& answer, double adjustedP)
{
    answer.p = adjustedP;
    answer.verdict = answer.comparison ? stats::verdict(*answer.comparison, adjustedP, enough)
                                       : stats::Verdict::NotEnoughData;
}

} // namespace plimsoll
