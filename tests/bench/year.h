// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "tests/bench/daycolumns.h"
#include "tests/bench/quantiletable.h"

#include <array>
#include <vector>

namespace plimsoll::bench {

struct YearPlan
{
    int targets = 20;
    int days = 364;
    int rowsPerDay = 1374; // of one target; 1374 makes 10 million rows a year, 6868 makes 50
    quint64 seed = 1;

    qint64 rows() const { return qint64(targets) * days * rowsPerDay; }
    // The whole number of rows a day that comes nearest to a number of rows a year.
    static YearPlan ofRows(qint64 rows);
};

// Bits per row that the law of a column leaves open, given all that the law itself knows: the
// schedule, the hour's load and the incidents. Columns that follow from others have none.
struct ColumnEntropy
{
    const char* column = "";
    double bits = 0;
};

// A year of probes, the same for the same plan: 20 integer columns for each of the targets, one
// model each. Probes come on a fixed schedule that jitters by up to 63 ms. 0.3 to 0.6 % of them
// meet an overload, by hour and day of the week, and 35 % within incidents, which are short.
// Latencies are log-normal, rise with the load, and add up, so that they are correlated: first byte
// < first token < total. Rate limits carry 24 bits of noise. There are no request ids and no
// headers: their entropy is their own.
class Year
{
public:
    explicit Year(const YearPlan& plan);

    const YearPlan& plan() const { return m_plan; }
    static TimePoint begin(); // 2025-06-02, a Monday, 00:00 UTC
    TimePoint end() const { return begin() + std::chrono::days(m_plan.days); }
    static TargetId target(int number); // 0 to targets - 1
    static int numberOf(const TargetId& target);

    // Rows of one target and day, oldest first. Row k of all targets comes before row k + 1 of any.
    void fill(int target, int day, DayColumns& into) const;

    // What the rows cannot be packed below: computed from the law, column by column.
    std::vector<ColumnEntropy> entropy() const;
    double entropyBytesPerRow() const;

private:
    static constexpr std::size_t hours = 168;
    struct Span
    {
        qint64 fromMs = 0;
        qint64 toMs = 0;
        bool contains(qint64 ms) const { return fromMs <= ms && ms < toMs; }
    };
    // How rows share the chances of the outcomes and the scale of latencies.
    struct Load
    {
        quint32 overload = 0; // chance, of 2^32
        float scale = 1; // of the service's latencies
    };
    struct Shares;

    Span incident(int target, int day) const; // of the day, empty on most days
    qint64 plannedMs(int target, int day, int row) const;
    const Load& load(qint64 atMs, const Span& incident) const;
    Shares shares() const;

    YearPlan m_plan;
    std::array<Load, hours + 1> m_load; // by hour of the week, then that of an incident
    QuantileTable m_lateness {80, 0.5};
    QuantileTable m_connect {12'000, 0.15};
    QuantileTable m_tls {22'000, 0.12};
    QuantileTable m_send {60, 0.25};
    QuantileTable m_firstByte {420'000, 0.3};
    QuantileTable m_toFirstToken {35'000, 0.4};
    QuantileTable m_toEnd {180'000, 0.35};
    QuantileTable m_refusal {300'000, 0.6}; // first byte of an answer that is not ok
};

} // namespace plimsoll::bench
