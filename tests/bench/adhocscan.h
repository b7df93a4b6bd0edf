// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"
#include "tests/bench/answers.h"
#include "tests/bench/histogram.h"
#include "tests/bench/year.h"

#include <vector>

namespace plimsoll::bench {

// What one worker makes of the blocks of StoreReader::samples() for Question::AdHoc. Every target
// is one worker's; their sums are put together.
class AdHocScan
{
public:
    explicit AdHocScan(const YearPlan& plan);

    // The hours of the day are windows of the question; how long an answer took is looked at here.
    static SampleQuestion question(const YearPlan& plan, int threads);
    void add(const SampleBlock& block);
    // Nothing is added afterwards.
    void merge(AdHocScan& other);
    Answer answer();

private:
    void finishTarget();
    void addWeek(const SampleBlock& block, std::size_t first, std::size_t count, std::size_t week);

    std::size_t m_weeks;
    std::vector<Cell> m_cells; // by target and week
    int m_target = -1;
    std::vector<Histogram> m_histograms; // of that target, by week
    // Of wanted rows of a block: times to the first token of answers, outcomes of the others.
    std::vector<quint32> m_answered;
    std::vector<Outcome> m_others;
};

} // namespace plimsoll::bench
