// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"
#include "tests/bench/answers.h"
#include "tests/bench/histogram.h"
#include "tests/bench/year.h"

#include <memory>
#include <vector>

namespace plimsoll::bench {

// What one worker makes of the blocks of StoreReader::samples() for Question::AdHoc. Sums of
// several workers are added up.
class AdHocScan
{
public:
    explicit AdHocScan(const YearPlan& plan);

    static SampleQuestion question(int threads);
    void add(const SampleBlock& block);
    void merge(const AdHocScan& other);
    Answer answer() const;

private:
    Histogram& histogram(std::size_t cell);

    std::size_t m_weeks;
    std::vector<Cell> m_cells; // by target and week
    std::vector<std::unique_ptr<Histogram>> m_histograms; // those that hold something
};

} // namespace plimsoll::bench
