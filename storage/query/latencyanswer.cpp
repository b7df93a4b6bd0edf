// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/latencyanswer.h"

#include "storage/query/localweek.h"
#include "storage/query/sums.h"

#include <algorithm>
#include <utility>

namespace plimsoll {

namespace {

constexpr Figures compared {
    .firstByte = false, .firstToken = true, .total = true, .tokenGap = true, .cost = false};

struct Source
{
    double q;
    stats::Sketch Summary::*sketch;
};

constexpr Source sourceOf(LatencyFigure figure)
{
    switch (figure) {
    case LatencyFigure::FirstTokenP50:
        return {0.5, &Summary::firstToken};
    case LatencyFigure::FirstTokenP95:
        return {0.95, &Summary::firstToken};
    case LatencyFigure::TokenGapP50:
        return {0.5, &Summary::tokenGap};
    case LatencyFigure::TotalP99:
        break;
    }
    return {0.99, &Summary::total};
}

// What the hours hold, by kind of probe, then by hour.
struct KindSums
{
    std::vector<ProbeKind> kinds;
    std::size_t hours = 0;
    std::vector<Summary> sums;

    Summary* at(ProbeKind kind, std::size_t hour)
    {
        const auto place = std::size_t(std::ranges::find(kinds, kind) - kinds.begin());
        return &sums[place * hours + hour];
    }
};

Result<KindSums> sumsOf(const StoreReader& reader, const std::vector<TargetId>& targets,
                        const ComparedHours& hours)
{
    KindSums all;
    for (const TargetId& target : targets) {
        if (std::ranges::find(all.kinds, target.kind) == all.kinds.end()) {
            all.kinds.push_back(target.kind);
        }
    }
    all.hours = hours.hours().size();
    all.sums.resize(all.kinds.size() * all.hours);
    for (const TimeRange range : {hours.before(), hours.after()}) {
        const SumQuestion question {targets, range, Level::Hour, compared};
        const auto done = accumulate(reader, question, [&](const TargetId& target, TimePoint t) {
            const auto hour = hours.indexOf(std::chrono::floor<std::chrono::hours>(t));
            return hour ? all.at(target.kind, *hour) : nullptr;
        });
        if (!done) {
            return done.error();
        }
    }
    return all;
}

// Takes the sketches.
std::vector<stats::SketchCell> cellsOf(KindSums& all, const ComparedHours& hours,
                                       stats::Sketch Summary::*sketch)
{
    std::vector<stats::SketchCell> cells;
    for (std::size_t i = 0; i < all.sums.size(); ++i) {
        if ((all.sums[i].*sketch).isEmpty()) {
            continue;
        }
        const ComparedHour& hour = hours.hours()[i % all.hours];
        cells.push_back({.period = hour.period,
                         .block = hour.block,
                         .stratum = hour.stratum,
                         .slot = qint64(i / all.hours) * hoursOfWeek + hour.slot,
                         .sketch = std::move(all.sums[i].*sketch)});
    }
    return cells;
}

// The interval draws days, where the periods have several of a weekday, and otherwise pairs of a
// weekday.
std::optional<stats::QuantileShift> shiftOf(LatencyFigure figure,
                                            const std::vector<stats::SketchCell>& cells,
                                            const ComparedHours& hours)
{
    const auto drawing = [&](stats::Drawn drawn) {
        return stats::quantileShift(cells, quantileOf(figure), {}, drawn);
    };
    if (hours.before().length() > std::chrono::days(7)) {
        if (auto byDay = drawing(stats::Drawn::Blocks); byDay && byDay->interval) {
            return byDay;
        }
    }
    return drawing(stats::Drawn::Strata);
}

LatencyAnswer answerOf(LatencyFigure figure, const std::vector<stats::SketchCell>& cells,
                       const ComparedHours& hours)
{
    LatencyAnswer answer {.figure = figure, .shift = shiftOf(figure, cells, hours)};
    setVerdict(answer, answer.shift ? answer.shift->p : 1);
    return answer;
}

std::vector<LatencyAnswer> answersOf(KindSums& sums, const ComparedHours& hours)
{
    std::vector<LatencyAnswer> answers;
    std::vector<stats::SketchCell> cells; // figures of one sketch follow each other
    stats::Sketch Summary::*taken = nullptr;
    for (const LatencyFigure figure : latencyFigures) {
        if (const auto sketch = sourceOf(figure).sketch; sketch != taken) {
            cells = cellsOf(sums, hours, sketch);
            taken = sketch;
        }
        answers.push_back(answerOf(figure, cells, hours));
    }
    return answers;
}

} // namespace

double quantileOf(LatencyFigure figure)
{
    return sourceOf(figure).q;
}

Result<Reckoning<std::vector<LatencyAnswer>>> latencyReckoning(const StoreReader& reader,
                                                               const std::vector<TargetId>& targets,
                                                               const ComparedHours& hours)
{
    auto sums = sumsOf(reader, targets, hours);
    if (!sums) {
        return sums.error();
    }
    return Reckoning<std::vector<LatencyAnswer>>(
        [sums = std::move(*sums), hours]() mutable { return answersOf(sums, hours); });
}

Result<std::vector<LatencyAnswer>> latencyAnswers(const StoreReader& reader,
                                                  const std::vector<TargetId>& targets,
                                                  const ComparedHours& hours)
{
    const auto reckoning = latencyReckoning(reader, targets, hours);
    if (!reckoning) {
        return reckoning.error();
    }
    return (*reckoning)();
}

std::vector<LatencyAnswer> noLatencyAnswers()
{
    std::vector<LatencyAnswer> answers;
    for (const LatencyFigure figure : latencyFigures) {
        answers.push_back({.figure = figure, .shift = {}});
    }
    return answers;
}

void setVerdict(LatencyAnswer& answer, double adjustedP)
{
    answer.p = adjustedP;
    answer.verdict =
        answer.shift ? stats::verdict(*answer.shift, adjustedP) : stats::Verdict::NotEnoughData;
}

} // namespace plimsoll
