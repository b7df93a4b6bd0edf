// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/tally.h"

namespace plimsoll::bench {

namespace {

constexpr qint64 hourMs = 3'600'000;
constexpr qint64 dayMs = 24 * hourMs;
constexpr qint64 weekMs = 7 * dayMs;

bool hasQuantiles(Question question)
{
    return question == Question::DayQuantiles || question == Question::WeekOverWeek
        || question == Question::AdHoc;
}

} // namespace

Tally::Tally(Question question, const YearPlan& plan)
    : m_question(question)
    , m_plan(plan)
{
    m_answer.cells.resize(cellCount(question, plan));
    m_histograms.resize(hasQuantiles(question) ? m_answer.cells.size() : 0);
}

std::size_t Tally::cellOf(int target, qint64 sinceMs) const
{
    switch (m_question) {
    case Question::HourlyRate:
        return std::size_t(sinceMs / hourMs);
    case Question::DayQuantiles:
        return std::size_t(sinceMs / dayMs);
    case Question::WeekOverWeek:
    case Question::AdHoc:
        return std::size_t(target * (m_plan.days / 7) + sinceMs / weekMs);
    case Question::Profile:
        return std::size_t(sinceMs / hourMs % 168);
    case Question::LastDay:
        return 0;
    }
    Q_UNREACHABLE();
}

void Tally::add(int target, qint64 atMs, Outcome outcome, qint64 firstToken, qint64 total)
{
    const qint64 since = atMs - toEpochMs(Year::begin());
    const qint64 ofDay = since % dayMs;
    if (m_question == Question::AdHoc
        && (ofDay < adHocFromMs || ofDay >= adHocToMs || total <= adHocTotalUs)) {
        return;
    }
    const std::size_t number = cellOf(target, since);
    Cell& cell = m_answer.cells[number];
    if (m_question == Question::LastDay) {
        ++cell.reached;
        m_answer.checksum += rowChecksum(atMs, quint64(outcome), total);
        return;
    }
    if (m_question != Question::DayQuantiles) {
        cell.reached += reachedService(outcome) ? 1 : 0;
        cell.overloaded += isOverload(outcome) ? 1 : 0;
    }
    if (!m_histograms.empty() && outcome == Outcome::Ok) {
        m_histograms[number].add(quint32(firstToken));
    }
}

Answer Tally::answer() const
{
    Answer answer = m_answer;
    const bool days = m_question == Question::DayQuantiles;
    for (std::size_t i = 0; i < m_histograms.size(); ++i) {
        answer.cells[i].p95 = m_histograms[i].quantile(0.95);
        answer.cells[i].p50 = days ? m_histograms[i].quantile(0.5) : 0;
        answer.cells[i].p99 = days ? m_histograms[i].quantile(0.99) : 0;
    }
    return answer;
}

} // namespace plimsoll::bench
