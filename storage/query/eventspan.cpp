// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/eventspan.h"

#include <algorithm>

namespace plimsoll {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;

constexpr days week {7};
constexpr days mayBeMissing {1}; // of the store's first week

int wholeWeeks(milliseconds length)
{
    return int(std::max(milliseconds(0), length) / week);
}

} // namespace

EventSpan::EventSpan(const EventQuestion& question)
    : m_asOf(std::chrono::floor<hours>(question.asOf))
    , m_unclear(unclearAround(question.at))
    , m_range {m_unclear.from - wholeWeeks(question.longest) * week,
               m_unclear.to + wholeWeeks(question.longest) * week}
    , m_most(wholeWeeks(question.longest))
{
}

Result<EventSpan> EventSpan::of(const StoreReader& reader, const ProbedModel& model,
                                const EventQuestion& question)
{
    EventSpan span(question);
    // A change on the day before the range reaches into it where only its day is known.
    const auto changes = announcedChanges(reader, {span.m_range.from - days(1), span.m_range.to});
    if (!changes) {
        return changes.error();
    }
    auto counts = countsBy(Level::Hour, reader, model.rateTargets, span.m_range);
    if (!counts) {
        return counts.error();
    }
    span.m_counts = std::move(*counts);
    span.setWeeks(*changes, model.model);
    return span;
}

void EventSpan::setWeeks(const std::vector<Event>& changes, const QString& model)
{
    TimeRange free = m_range;
    for (const Event& change : changes) {
        const TimeRange unclear = unclearAround(change.at);
        if (!concerns(change, model)) {
            continue;
        }
        if (unclear.from <= m_unclear.to && m_unclear.from <= unclear.to) {
            m_title = change.title;
            continue;
        }
        m_changes.push_back(change.at);
        if (unclear.to < m_unclear.from) {
            free.from = std::max(free.from, unclear.to);
        } else {
            free.to = std::min(free.to, unclear.from);
        }
    }
    const int between = wholeWeeks(std::min(m_unclear.from - free.from, free.to - m_unclear.to));
    m_most = std::min({m_most, std::max(between, 1), storedWeeks()});
    m_weeks = std::min(m_most, wholeWeeks(m_asOf - m_unclear.to));
}

int EventSpan::storedWeeks() const
{
    for (TimePoint hour = m_range.from; hour < m_unclear.from; hour += hours(1)) {
        if (at(hour).reached() > 0) {
            return wholeWeeks(m_unclear.from - hour + mayBeMissing);
        }
    }
    return 0;
}

TimeRange EventSpan::beforeOf(int weeks) const
{
    return {m_unclear.from - weeks * week, m_unclear.from};
}

TimeRange EventSpan::afterOf(int weeks) const
{
    return {m_unclear.to, m_unclear.to + weeks * week};
}

std::vector<TimePoint> EventSpan::crossed() const
{
    std::vector<TimePoint> within;
    for (const TimePoint change : m_changes) {
        const TimeRange unclear = unclearAround(change);
        if (unclear.to > before().from && unclear.from < after().to) {
            within.push_back(change);
        }
    }
    return within;
}

const OutcomeCounts& EventSpan::at(TimePoint hour) const
{
    return m_counts[std::size_t((hour - m_range.from) / hours(1))];
}

quint64 EventSpan::probesIn(TimeRange range) const
{
    quint64 n = 0;
    for (TimePoint hour = range.from; hour < range.to; hour += hours(1)) {
        n += at(hour).reached();
    }
    return n;
}

// Of the time since the event, or else of the last week before it.
double EventSpan::probesPerWeek() const
{
    const TimeRange since {m_unclear.to, std::min(m_asOf, m_range.to)};
    const TimeRange observed = since.isEmpty() ? beforeOf(1) : since;
    return double(probesIn(observed)) * double(week / hours(1))
        / double(observed.length() / hours(1));
}

std::optional<TimePoint> EventSpan::enoughAt(quint64 minTrials) const
{
    for (int weeks = m_weeks + 1; weeks <= m_most; ++weeks) {
        const TimeRange after = afterOf(weeks);
        const double seen = double(probesIn({after.from, std::min(after.to, m_asOf)}));
        const double wait = double((after.to - std::max(after.from, m_asOf)) / hours(1));
        const double expected = seen + probesPerWeek() * wait / double(week / hours(1));
        if (probesIn(beforeOf(weeks)) >= minTrials && expected >= double(minTrials)) {
            return after.to;
        }
    }
    return std::nullopt;
}

} // namespace plimsoll
