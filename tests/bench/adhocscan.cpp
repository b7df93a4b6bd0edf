// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/adhocscan.h"

#include <algorithm>

namespace plimsoll::bench {

namespace {

constexpr qint64 weekMs = 7 * 86'400'000LL;

} // namespace

AdHocScan::AdHocScan(const YearPlan& plan)
    : m_weeks(std::size_t(plan.days / 7))
    , m_cells(std::size_t(plan.targets) * m_weeks)
    , m_histograms(m_weeks)
{
}

SampleQuestion AdHocScan::question(const YearPlan& plan, int threads)
{
    SampleQuestion question {.fields = {SampleField::FirstToken, SampleField::Total},
                             .threads = threads};
    for (int day = 0; day < plan.days; ++day) {
        const TimePoint start = Year::begin() + std::chrono::days(day);
        question.windows.push_back({start + std::chrono::milliseconds(adHocFromMs),
                                    start + std::chrono::milliseconds(adHocToMs)});
    }
    return question;
}

void AdHocScan::add(const SampleBlock& block)
{
    if (const int target = Year::numberOf(block.target); target != m_target) {
        finishTarget();
        m_target = target;
    }
    // Nearly always all of it is of one week.
    for (std::size_t first = 0; first < block.size();) {
        const auto week = std::size_t((block.atMs[first] - toEpochMs(Year::begin())) / weekMs);
        const qint64 begin = toEpochMs(Year::begin()) + qint64(week) * weekMs;
        const auto rest = block.atMs.subspan(first);
        const auto end = std::ranges::find_if(
            rest, [begin](qint64 at) { return at < begin || at >= begin + weekMs; });
        const auto count = std::size_t(end - rest.begin());
        addWeek(block, first, count, week);
        first += count;
    }
}

// Sorts the rows without a branch: which of them are wanted cannot be foretold, and a processor
// that guesses wrong waits longer than all else of a row takes.
void AdHocScan::addWeek(const SampleBlock& block, std::size_t first, std::size_t count,
                        std::size_t week)
{
    const auto total = block[SampleField::Total].subspan(first, count);
    const auto firstToken = block[SampleField::FirstToken].subspan(first, count);
    const auto outcome = block.outcome.subspan(first, count);
    m_answered.resize(std::max(m_answered.size(), count));
    m_others.resize(std::max(m_others.size(), count));
    quint32* const answered = m_answered.data();
    Outcome* const others = m_others.data();
    std::size_t answeredCount = 0;
    std::size_t otherCount = 0;
    for (std::size_t row = 0; row < count; ++row) {
        const auto isWanted = std::size_t(total[row] > adHocTotalUs);
        const auto isAnswered = std::size_t(outcome[row] == qint64(Outcome::Ok));
        answered[answeredCount] = quint32(firstToken[row]);
        answeredCount += isWanted & isAnswered;
        others[otherCount] = Outcome(outcome[row]);
        otherCount += isWanted & (1 - isAnswered);
    }
    Cell& cell = m_cells[std::size_t(m_target) * m_weeks + week];
    m_histograms[week].add(std::span(answered, answeredCount));
    cell.reached += answeredCount;
    for (const Outcome other : std::span(others, otherCount)) {
        cell.reached += reachedService(other) ? 1 : 0;
        cell.overloaded += isOverload(other) ? 1 : 0;
    }
}

void AdHocScan::finishTarget()
{
    for (std::size_t week = 0; m_target >= 0 && week < m_weeks; ++week) {
        m_cells[std::size_t(m_target) * m_weeks + week].p95 = m_histograms[week].quantile(0.95);
        m_histograms[week].clear();
    }
    m_target = -1;
}

void AdHocScan::merge(AdHocScan& other)
{
    other.finishTarget();
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        m_cells[i].reached += other.m_cells[i].reached;
        m_cells[i].overloaded += other.m_cells[i].overloaded;
        m_cells[i].p95 += other.m_cells[i].p95; // one of the two is 0
    }
}

Answer AdHocScan::answer()
{
    finishTarget();
    return {.cells = m_cells};
}

} // namespace plimsoll::bench
