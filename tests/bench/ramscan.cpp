// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ramscan.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace plimsoll::bench {

namespace {

constexpr qint64 hourMs = 3'600'000;
constexpr qint64 dayMs = 24 * hourMs;
constexpr qint64 weekMs = 7 * dayMs;

// As reachedService() and isOverload(), in the form that a compiler turns into vector code.
quint64 countReached(const quint8* outcome, std::size_t rows)
{
    quint64 count = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        const quint8 o = outcome[i];
        count += quint64(o <= quint8(Outcome::OverloadedMid))
            | quint64(o == quint8(Outcome::ServerError)) | quint64(o == quint8(Outcome::EdgeError))
            | quint64(o == quint8(Outcome::TimedOut)) | quint64(o == quint8(Outcome::Stalled))
            | quint64(o == quint8(Outcome::Cut));
    }
    return count;
}

quint64 countOverloaded(const quint8* outcome, std::size_t rows)
{
    quint64 count = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        count += quint8(outcome[i] - quint8(Outcome::OverloadedHttp)) < 3 ? 1 : 0;
    }
    return count;
}

// Calls part(number, from, to) for pieces of [0, count) at the same time.
template<typename Part>
void inParts(std::size_t count, int threads, const Part& part)
{
    std::vector<std::thread> others;
    const auto pieces = std::size_t(threads);
    for (std::size_t i = 1; i < pieces; ++i) {
        others.emplace_back(
            [&part, i, count, pieces] { part(i, i * count / pieces, (i + 1) * count / pieces); });
    }
    part(std::size_t(0), std::size_t(0), count / pieces);
    for (std::thread& other : others) {
        other.join();
    }
}

// The value of nearest rank; reorders.
double exactQuantile(std::vector<quint32>& values, double q)
{
    if (values.empty()) {
        return 0;
    }
    const auto rank = std::size_t(std::ceil(q * double(values.size())));
    const auto nth = values.begin() + qsizetype(rank) - 1;
    std::ranges::nth_element(values, nth);
    return *nth;
}

bool isWanted(qint64 at, quint32 total)
{
    const qint64 ofDay = at % dayMs;
    return ofDay >= adHocFromMs && ofDay < adHocToMs && total > adHocTotalUs;
}

constexpr auto ok = quint8(Outcome::Ok);

} // namespace

RamScan::RamScan(const YearPlan& plan)
    : m_plan(plan)
    , m_targets(std::size_t(plan.targets))
{
    for (Columns& columns : m_targets) {
        const auto rows = std::size_t(plan.days) * std::size_t(plan.rowsPerDay);
        columns.at.reserve(rows);
        columns.outcome.reserve(rows);
        columns.firstToken.reserve(rows);
        columns.total.reserve(rows);
    }
}

void RamScan::add(const DayColumns& day)
{
    Columns& columns = m_targets[std::size_t(day.target)];
    const qint64 begin = toEpochMs(Year::begin());
    for (std::size_t row = 0; row < day.size(); ++row) {
        columns.at.push_back(day.at[row] - begin);
        columns.outcome.push_back(quint8(day.outcome[row]));
        columns.firstToken.push_back(quint32(std::max(day.firstToken[row], 0)));
        columns.total.push_back(quint32(std::max(day.total[row], 0)));
    }
}

std::size_t RamScan::bytes() const
{
    return std::size_t(m_plan.rows()) * (sizeof(qint64) + sizeof(quint8) + 2 * sizeof(quint32));
}

Answer RamScan::answer(Question question, int target, int threads) const
{
    switch (question) {
    case Question::HourlyRate:
        return hours(target, std::size_t(m_plan.days) * 24, threads);
    case Question::DayQuantiles:
        return dayQuantiles(target, threads);
    case Question::Profile:
        return hours(target, 168, threads);
    case Question::LastDay:
        return lastDay(target);
    case Question::WeekOverWeek:
    case Question::AdHoc:
        return weeks(question, threads);
    }
    Q_UNREACHABLE();
}

// The first row at or after a moment.
std::size_t RamScan::Columns::firstAt(qint64 ms) const
{
    return std::size_t(std::ranges::lower_bound(at, ms) - at.begin());
}

// Counts by hour; hours that are a cycle apart share a cell.
Answer RamScan::hours(int target, std::size_t cycle, int threads) const
{
    const Columns& columns = m_targets[std::size_t(target)];
    const auto all = std::size_t(m_plan.days) * 24;
    std::vector<std::vector<Cell>> parts;
    parts.resize(std::size_t(threads), std::vector<Cell>(cycle));
    inParts(all, threads, [&](std::size_t part, std::size_t from, std::size_t to) {
        std::size_t row = columns.firstAt(qint64(from) * hourMs);
        for (std::size_t hour = from; hour < to; ++hour) {
            std::size_t end = row;
            while (end < columns.at.size() && columns.at[end] < qint64(hour + 1) * hourMs) {
                ++end;
            }
            Cell& cell = parts[part][hour % cycle];
            cell.reached += countReached(columns.outcome.data() + row, end - row);
            cell.overloaded += countOverloaded(columns.outcome.data() + row, end - row);
            row = end;
        }
    });
    Answer answer {.cells = std::move(parts.front())};
    for (std::size_t part = 1; part < parts.size(); ++part) {
        for (std::size_t i = 0; i < cycle; ++i) {
            answer.cells[i].reached += parts[part][i].reached;
            answer.cells[i].overloaded += parts[part][i].overloaded;
        }
    }
    return answer;
}

Answer RamScan::dayQuantiles(int target, int threads) const
{
    const Columns& columns = m_targets[std::size_t(target)];
    Answer answer {.cells = std::vector<Cell>(std::size_t(m_plan.days))};
    inParts(answer.cells.size(), threads, [&](std::size_t, std::size_t from, std::size_t to) {
        Histogram histogram;
        for (std::size_t day = from; day < to; ++day) {
            histogram.clear();
            const std::size_t end = columns.firstAt(qint64(day + 1) * dayMs);
            for (std::size_t row = columns.firstAt(qint64(day) * dayMs); row < end; ++row) {
                if (columns.outcome[row] == ok) {
                    histogram.add(columns.firstToken[row]);
                }
            }
            answer.cells[day].p50 = histogram.quantile(0.5);
            answer.cells[day].p95 = histogram.quantile(0.95);
            answer.cells[day].p99 = histogram.quantile(0.99);
        }
    });
    return answer;
}

Answer RamScan::weeks(Question question, int threads) const
{
    const auto weeksOfYear = std::size_t(m_plan.days / 7);
    Answer answer {.cells = std::vector<Cell>(m_targets.size() * weeksOfYear)};
    inParts(m_targets.size(), threads, [&](std::size_t, std::size_t from, std::size_t to) {
        for (std::size_t target = from; target < to; ++target) {
            weeksOf(question, target, answer.cells.data() + target * weeksOfYear);
        }
    });
    return answer;
}

void RamScan::weeksOf(Question question, std::size_t target, Cell* cells) const
{
    const Columns& columns = m_targets[target];
    Histogram histogram;
    for (qint64 week = 0; week < m_plan.days / 7; ++week) {
        histogram.clear();
        const std::size_t from = columns.firstAt(week * weekMs);
        const std::size_t to = columns.firstAt((week + 1) * weekMs);
        if (question == Question::AdHoc) {
            addWanted(columns, from, to, cells[week], histogram);
        } else {
            addAll(columns, from, to, cells[week], histogram);
        }
        cells[week].p95 = histogram.quantile(0.95);
    }
}

void RamScan::addAll(const Columns& columns, std::size_t from, std::size_t to, Cell& cell,
                     Histogram& histogram)
{
    cell.reached = countReached(columns.outcome.data() + from, to - from);
    cell.overloaded = countOverloaded(columns.outcome.data() + from, to - from);
    for (std::size_t row = from; row < to; ++row) {
        if (columns.outcome[row] == ok) {
            histogram.add(columns.firstToken[row]);
        }
    }
}

// Nothing is taken from the order of the rows: the filter could be any.
void RamScan::addWanted(const Columns& columns, std::size_t from, std::size_t to, Cell& cell,
                        Histogram& histogram)
{
    for (std::size_t row = from; row < to; ++row) {
        if (!isWanted(columns.at[row], columns.total[row])) {
            continue;
        }
        if (columns.outcome[row] == ok) {
            ++cell.reached;
            histogram.add(columns.firstToken[row]);
        } else {
            cell.reached += countReached(&columns.outcome[row], 1);
            cell.overloaded += countOverloaded(&columns.outcome[row], 1);
        }
    }
}

Answer RamScan::lastDay(int target) const
{
    const Columns& columns = m_targets[std::size_t(target)];
    const qint64 from = (m_plan.days - 1) * dayMs;
    const std::size_t first = columns.firstAt(from);
    Answer answer {.cells = std::vector<Cell>(1)};
    answer.cells.front().reached = columns.at.size() - first;
    for (std::size_t row = first; row < columns.at.size(); ++row) {
        answer.checksum += rowChecksum(columns.at[row] + toEpochMs(Year::begin()),
                                       columns.outcome[row], columns.total[row]);
    }
    return answer;
}

// Counts are those of answer(); quantiles by selection.
Answer RamScan::exact(Question question, int target) const
{
    Answer answer = this->answer(question, target, 1);
    const bool ofDays = question == Question::DayQuantiles;
    const bool adHoc = question == Question::AdHoc;
    if (!ofDays && question != Question::WeekOverWeek && !adHoc) {
        return answer;
    }
    const qint64 step = ofDays ? dayMs : weekMs;
    const auto perTarget = std::size_t(m_plan.days * dayMs / step);
    std::vector<quint32> values;
    for (std::size_t i = 0; i < answer.cells.size(); ++i) {
        const Columns& columns = m_targets[ofDays ? std::size_t(target) : i / perTarget];
        const qint64 from = qint64(i % perTarget) * step;
        values.clear();
        const std::size_t end = columns.firstAt(from + step);
        for (std::size_t row = columns.firstAt(from); row < end; ++row) {
            if (columns.outcome[row] == ok
                && (!adHoc || isWanted(columns.at[row], columns.total[row]))) {
                values.push_back(columns.firstToken[row]);
            }
        }
        answer.cells[i].p50 = ofDays ? exactQuantile(values, 0.5) : 0;
        answer.cells[i].p95 = exactQuantile(values, 0.95);
        answer.cells[i].p99 = ofDays ? exactQuantile(values, 0.99) : 0;
    }
    return answer;
}

} // namespace plimsoll::bench
