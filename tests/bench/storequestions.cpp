// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/storequestions.h"

#include "tests/bench/adhocscan.h"

namespace plimsoll::bench {

namespace {

Level levelOf(Question question)
{
    return question == Question::DayQuantiles ? Level::Day
        : question == Question::WeekOverWeek  ? Level::Week
                                              : Level::Hour;
}

Figures figuresOf(Question question)
{
    const bool quantiles = levelOf(question) != Level::Hour;
    return {.firstToken = quantiles};
}

std::size_t cellOf(Question question, TimePoint start)
{
    const auto since = start - Year::begin();
    switch (levelOf(question)) {
    case Level::Day:
        return std::size_t(since / std::chrono::days(1));
    case Level::Week:
        return std::size_t(since / std::chrono::weeks(1));
    case Level::Hour:
        break;
    }
    const auto hour = std::size_t(since / std::chrono::hours(1));
    return question == Question::Profile ? hour % 168 : hour;
}

void addTo(Cell& cell, Question question, const Summary& summary)
{
    if (question == Question::DayQuantiles) {
        cell.p50 = summary.firstToken.quantile(0.5).value_or(0);
        cell.p95 = summary.firstToken.quantile(0.95).value_or(0);
        cell.p99 = summary.firstToken.quantile(0.99).value_or(0);
        return;
    }
    cell.reached += summary.counts.reached();
    cell.overloaded += summary.counts.overloaded();
    if (question == Question::WeekOverWeek) {
        cell.p95 = summary.firstToken.quantile(0.95).value_or(0);
    }
}

} // namespace

Result<Answer> StoreQuestions::answer(Question question, int target, int threads) const
{
    return question == Question::AdHoc  ? adHoc(threads)
        : question == Question::LastDay ? lastDay(target)
                                        : fromRollups(question, target);
}

Result<Answer> StoreQuestions::fromRollups(Question question, int target) const
{
    Answer answer {.cells = std::vector<Cell>(cellCount(question, m_plan))};
    const bool all = question == Question::WeekOverWeek;
    const TimeRange year {Year::begin(), Year::begin() + std::chrono::days(m_plan.days)};
    for (int one = all ? 0 : target; one < (all ? m_plan.targets : target + 1); ++one) {
        Cell* cells = answer.cells.data() + (all ? one * (m_plan.days / 7) : 0);
        const auto done = m_reader.rollups(Year::target(one), levelOf(question), year,
                                           figuresOf(question), [&](const Rollup& rollup) {
                                               addTo(cells[cellOf(question, rollup.start)],
                                                     question, rollup.summary);
                                           });
        if (!done) {
            return done.error();
        }
    }
    return answer;
}

Result<Answer> StoreQuestions::lastDay(int target) const
{
    const TimePoint end = Year::begin() + std::chrono::days(m_plan.days);
    Answer answer {.cells = std::vector<Cell>(1)};
    const auto done = m_reader.samples(
        {.targets = {Year::target(target)},
         .range = {end - std::chrono::days(1), end},
         .fields = {SampleField::Total}},
        [&answer](int, const SampleBlock& block) {
            const auto total = block[SampleField::Total];
            answer.cells.front().reached += block.size();
            for (std::size_t i = 0; i < block.size(); ++i) {
                answer.checksum += rowChecksum(block.atMs[i], quint64(block.outcome[i]), total[i]);
            }
            return true;
        });
    return done ? Result<Answer>(std::move(answer)) : done.error();
}

Result<Answer> StoreQuestions::adHoc(int threads) const
{
    std::vector<AdHocScan> workers;
    for (int worker = 0; worker < threads; ++worker) {
        workers.emplace_back(m_plan);
    }
    const auto done = m_reader.samples(AdHocScan::question(m_plan, threads),
                                       [&workers](int worker, const SampleBlock& block) {
                                           workers[std::size_t(worker)].add(block);
                                           return true;
                                       });
    if (!done) {
        return done.error();
    }
    for (std::size_t worker = 1; worker < workers.size(); ++worker) {
        workers.front().merge(workers[worker]);
    }
    return workers.front().answer();
}

} // namespace plimsoll::bench
