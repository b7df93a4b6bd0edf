// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/answers.h"
#include "tests/bench/histogram.h"
#include "tests/bench/year.h"

#include <vector>

namespace plimsoll::bench {

// Makes an answer of rows that come one by one, in any order.
class Tally
{
public:
    Tally(Question question, const YearPlan& plan);

    // Latencies in microseconds, `absent` where there are none.
    void add(int target, qint64 atMs, Outcome outcome, qint64 firstToken, qint64 total);
    Answer answer() const;

private:
    std::size_t cellOf(int target, qint64 sinceMs) const;

    Question m_question;
    YearPlan m_plan;
    Answer m_answer;
    std::vector<Histogram> m_histograms; // of each cell; empty where there are no quantiles
};

} // namespace plimsoll::bench
