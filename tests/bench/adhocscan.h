// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"
#include "tests/bench/answers.h"
#include "tests/bench/histogram.h"
#include "tests/bench/year.h"

#include <span>
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
    std::span<const quint32> wantedOf(std::span<const qint64> totals); // until the next

    std::size_t m_weeks;
    std::vector<Cell> m_cells; // by target and week
    int m_target = -1;
    std::vector<Histogram> m_histograms; // of that target, by week
    std::vector<quint32> m_wanted; // rows of the block
};

} // namespace plimsoll::bench
