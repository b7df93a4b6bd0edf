// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/answers.h"

#include <algorithm>
#include <cmath>

namespace plimsoll::bench {

namespace {

double relativeError(double value, double exact)
{
    return exact == value ? 0 : exact == 0 ? 1 : std::abs(value - exact) / exact;
}

} // namespace

const char* name(Question question)
{
    constexpr std::array names {"hourly_rate", "day_quantiles", "week_over_week",
                                "profile",     "last_day",      "ad_hoc"};
    return names.at(std::size_t(question));
}

const char* label(Question question)
{
    constexpr std::array labels {
        "hourly overload rate, one model", "p50/p95/p99 per day, one model",
        "week over week, all models",      "hour x weekday, one model",
        "last 24 h raw, one model",        "ad-hoc filtered scan, all rows"};
    return labels.at(std::size_t(question));
}

std::size_t cellCount(Question question, const YearPlan& plan)
{
    switch (question) {
    case Question::HourlyRate:
        return std::size_t(plan.days) * 24;
    case Question::DayQuantiles:
        return std::size_t(plan.days);
    case Question::WeekOverWeek:
    case Question::AdHoc:
        return std::size_t(plan.targets) * std::size_t(plan.days / 7);
    case Question::Profile:
        return 168;
    case Question::LastDay:
        return 1;
    }
    Q_UNREACHABLE();
}

Deviation deviation(const Answer& answer, const Answer& exact)
{
    Deviation found {.countsEqual = answer.cells.size() == exact.cells.size()
                         && answer.checksum == exact.checksum};
    for (std::size_t i = 0; i < std::min(answer.cells.size(), exact.cells.size()); ++i) {
        const Cell& ours = answer.cells[i];
        const Cell& theirs = exact.cells[i];
        found.countsEqual = found.countsEqual && ours.reached == theirs.reached
            && ours.overloaded == theirs.overloaded;
        found.quantiles =
            std::max({found.quantiles, relativeError(ours.p50, theirs.p50),
                      relativeError(ours.p95, theirs.p95), relativeError(ours.p99, theirs.p99)});
    }
    return found;
}

} // namespace plimsoll::bench
