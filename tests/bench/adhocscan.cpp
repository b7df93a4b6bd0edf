// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/adhocscan.h"

#include <limits>

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
    const auto total = block[SampleField::Total];
    const auto firstToken = block[SampleField::FirstToken];
    Cell* const cells = m_cells.data() + std::size_t(m_target) * m_weeks;
    const auto weekOf = [begin = toEpochMs(Year::begin())](qint64 atMs) {
        return std::size_t((atMs - begin) / weekMs);
    };
    Cell* cell = nullptr;
    Histogram* histogram = nullptr;
    qint64 weekEnd = std::numeric_limits<qint64>::min();
    qint64 weekBegin = 0;
    for (const quint32 row : wantedOf(total)) {
        const qint64 at = block.atMs[row];
        if (at < weekBegin || at >= weekEnd) { // hardly ever within a block
            const std::size_t week = weekOf(at);
            weekBegin = toEpochMs(Year::begin()) + qint64(week) * weekMs;
            weekEnd = weekBegin + weekMs;
            cell = cells + week;
            histogram = &m_histograms[week];
        }
        const auto outcome = Outcome(block.outcome[row]);
        if (outcome == Outcome::Ok) {
            ++cell->reached;
            histogram->add(quint32(firstToken[row]));
        } else {
            cell->reached += reachedService(outcome) ? 1 : 0;
            cell->overloaded += isOverload(outcome) ? 1 : 0;
        }
    }
}

// A list without a branch: whether a row is wanted cannot be foretold, and a processor that guesses
// wrong waits longer than all else of a row takes.
std::span<const quint32> AdHocScan::wantedOf(std::span<const qint64> totals)
{
    m_wanted.resize(std::max(m_wanted.size(), totals.size()));
    quint32* const rows = m_wanted.data();
    std::size_t count = 0;
    for (std::size_t row = 0; row < totals.size(); ++row) {
        rows[count] = quint32(row);
        count += totals[row] > adHocTotalUs ? 1 : 0;
    }
    return {rows, count};
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
