// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/answers.h"
#include "tests/bench/histogram.h"
#include "tests/bench/year.h"

#include <vector>

namespace plimsoll::bench {

// The limit: what a machine does when the columns that a question needs lie in memory, one array
// per target and column, and plain loops go over them. No store can be asked to be much faster.
class RamScan
{
public:
    explicit RamScan(const YearPlan& plan);

    void add(const DayColumns& day); // days of a target in order of time

    // `target` for questions of one model. Quantiles come from histograms of 64 bins per octave,
    // as those of the store.
    Answer answer(Question question, int target, int threads) const;
    // The same with exact quantiles (nearest rank), by sorting; slow.
    Answer exact(Question question, int target) const;
    std::size_t bytes() const;

private:
    struct Columns
    {
        std::vector<qint64> at; // ms since the beginning
        std::vector<quint8> outcome;
        std::vector<quint32> firstToken;
        std::vector<quint32> total;

        std::size_t firstAt(qint64 ms) const;
    };

    Answer hours(int target, std::size_t cycle, int threads) const;
    Answer dayQuantiles(int target, int threads) const;
    Answer weeks(Question question, int threads) const;
    Answer lastDay(int target) const;
    void weeksOf(Question question, std::size_t target, Cell* cells) const;
    static void addAll(const Columns& columns, std::size_t from, std::size_t to, Cell& cell,
                       Histogram& histogram);
    static void addWanted(const Columns& columns, std::size_t from, std::size_t to, Cell& cell,
                          Histogram& histogram);

    YearPlan m_plan;
    std::vector<Columns> m_targets;
};

} // namespace plimsoll::bench
