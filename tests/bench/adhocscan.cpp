// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/adhocscan.h"

namespace plimsoll::bench {

namespace {

constexpr qint64 dayMs = 86'400'000;
constexpr qint64 weekMs = 7 * dayMs;

} // namespace

AdHocScan::AdHocScan(const YearPlan& plan)
    : m_weeks(std::size_t(plan.days / 7))
    , m_cells(std::size_t(plan.targets) * m_weeks)
    , m_histograms(m_cells.size())
{
}

SampleQuestion AdHocScan::question(int threads)
{
    return {.fields = {SampleField::FirstToken, SampleField::Total}, .threads = threads};
}

Histogram& AdHocScan::histogram(std::size_t cell)
{
    if (!m_histograms[cell]) {
        m_histograms[cell] = std::make_unique<Histogram>();
    }
    return *m_histograms[cell];
}

void AdHocScan::add(const SampleBlock& block)
{
    const auto total = block[SampleField::Total];
    const auto firstToken = block[SampleField::FirstToken];
    const auto first = std::size_t(Year::numberOf(block.target)) * m_weeks;
    const qint64 begin = toEpochMs(Year::begin());
    for (std::size_t row = 0; row < block.size(); ++row) {
        const qint64 since = block.atMs[row] - begin;
        const qint64 ofDay = since % dayMs;
        if (ofDay < adHocFromMs || ofDay >= adHocToMs || total[row] <= adHocTotalUs) {
            continue;
        }
        const std::size_t number = first + std::size_t(since / weekMs);
        const auto outcome = Outcome(block.outcome[row]);
        m_cells[number].reached += reachedService(outcome) ? 1 : 0;
        m_cells[number].overloaded += isOverload(outcome) ? 1 : 0;
        if (outcome == Outcome::Ok) {
            histogram(number).add(quint32(firstToken[row]));
        }
    }
}

void AdHocScan::merge(const AdHocScan& other)
{
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        m_cells[i].reached += other.m_cells[i].reached;
        m_cells[i].overloaded += other.m_cells[i].overloaded;
        if (other.m_histograms[i]) {
            histogram(i).merge(*other.m_histograms[i]);
        }
    }
}

Answer AdHocScan::answer() const
{
    Answer answer {.cells = m_cells};
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        answer.cells[i].p95 = m_histograms[i] ? m_histograms[i]->quantile(0.95) : 0;
    }
    return answer;
}

} // namespace plimsoll::bench
