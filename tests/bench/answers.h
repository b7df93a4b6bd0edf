// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "tests/bench/year.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <vector>

namespace plimsoll::bench {

// The questions that every engine of the benchmark is asked. Those of one model ask for `target`.
enum class Question : quint8 {
    HourlyRate, // of one model, by hour of the year: overloads and what reached the service
    DayQuantiles, // of one model, by day: p50, p95, p99 of the first token
    WeekOverWeek, // of all models, by model and week: overloads, reached, p95 of the first token
    Profile, // of one model, by hour of the week: overloads and what reached the service
    LastDay, // of one model: moment, outcome and total time of every probe of the last 24 h
    AdHoc // of all models, by model and week, of certain probes: as WeekOverWeek
};
inline constexpr std::array questions {Question::HourlyRate,   Question::DayQuantiles,
                                       Question::WeekOverWeek, Question::Profile,
                                       Question::LastDay,      Question::AdHoc};

const char* name(Question question); // "hourly_rate"
const char* label(Question question); // for a person

// What AdHoc counts: probes started from 09:30 to before 17:30 UTC that took longer than this.
inline constexpr qint64 adHocFromMs = 34'200'000; // of the day
inline constexpr qint64 adHocToMs = 63'000'000;
inline constexpr qint64 adHocTotalUs = 600'000;

// One cell of an answer. Quantiles are in microseconds, 0 where the question has none.
struct Cell
{
    quint64 reached = 0;
    quint64 overloaded = 0;
    double p50 = 0;
    double p95 = 0;
    double p99 = 0;
};

// Cells by target (where all are asked) and time, empty ones included. LastDay: one cell, whose
// `reached` is the number of rows and whose `checksum` is over all of them.
struct Answer
{
    std::vector<Cell> cells;
    quint64 checksum = 0;
};
std::size_t cellCount(Question question, const YearPlan& plan);

// Of one row of LastDay; summed up with wrap-around.
constexpr quint64 rowChecksum(qint64 atMs, quint64 outcome, qint64 totalUs)
{
    return quint64(atMs) * 31 + outcome * 1'000'003 + quint64(totalUs) * 7;
}

// How an answer differs from the exact one.
struct Deviation
{
    bool countsEqual = false;
    double quantiles = 0; // the largest relative error of any quantile
};
Deviation deviation(const Answer& answer, const Answer& exact);

} // namespace plimsoll::bench
