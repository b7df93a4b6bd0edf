// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/hourcounts.h"
#include "storage/stats/permutation.h"

namespace plimsoll {

// An hour of one of two periods, as the statistics take it: hours are compared with hours of the
// same slot, and whole blocks are exchanged within their stratum.
struct ComparedHour
{
    stats::Period period = stats::Period::A;
    qint64 block = 0; // 24 hours of one period, counted from its begin
    qint64 stratum = 0; // the same part of the week in both periods, whatever the clocks do
    qint64 slot = 0; // hour of the local week, 0 to 167, Monday first
};

// Two periods of whole hours, A before B. They may stand apart.
class ComparedHours
{
public:
    ComparedHours(TimeRange before, TimeRange after, const QTimeZone& zone);

    const std::vector<ComparedHour>& hours() const { return m_hours; }
    // Of the hour that begins at a moment; nullopt outside both periods.
    std::optional<std::size_t> indexOf(TimePoint hour) const;
    TimeRange before() const { return m_before; }
    TimeRange after() const { return m_after; }

private:
    void add(stats::Period period, TimeRange range, const QTimeZone& zone);

    TimeRange m_before;
    TimeRange m_after;
    std::vector<ComparedHour> m_hours;
};

} // namespace plimsoll
