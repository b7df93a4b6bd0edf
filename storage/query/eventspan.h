// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/announcedchanges.h"
#include "storage/query/eventanswer.h"

#include <algorithm>

namespace plimsoll {

// How far the two sides of an event reach, and what they hold, hour by hour.
class EventSpan
{
public:
    static Result<EventSpan> of(const StoreReader& reader, const ProbedModel& model,
                                const EventQuestion& question);

    int weeks() const { return m_weeks; } // whole ones on either side; 0: none
    TimeRange before() const { return beforeOf(std::max(m_weeks, 1)); }
    TimeRange after() const { return afterOf(std::max(m_weeks, 1)); }
    const QString& title() const { return m_title; } // of the announced change at that time
    std::vector<TimePoint> crossed() const;
    const OutcomeCounts& at(TimePoint hour) const;
    // The end of the first span, longer than the present one, that will hold as many probes on
    // either side; absent: none will.
    std::optional<TimePoint> enoughAt(quint64 minTrials) const;

private:
    explicit EventSpan(const EventQuestion& question);
    TimeRange beforeOf(int weeks) const;
    TimeRange afterOf(int weeks) const;
    quint64 probesIn(TimeRange range) const;
    double probesPerWeek() const;
    void setWeeks(const std::vector<Event>& changes, const QString& model);
    int storedWeeks() const;

    TimePoint m_asOf; // start of the hour under way
    TimeRange m_unclear;
    TimeRange m_range; // the most that may be compared
    int m_most = 0; // weeks, once time has passed
    int m_weeks = 0;
    QString m_title;
    std::vector<TimePoint> m_changes; // others
    std::vector<OutcomeCounts> m_counts; // by hour of m_range
};

} // namespace plimsoll
