// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"
#include "tests/bench/answers.h"
#include "tests/bench/year.h"

namespace plimsoll::bench {

// The questions of the benchmark as the product asks its store: standing ones of rollups of the
// coarsest level that gives the asked resolution, the others of the rows in blocks.
class StoreQuestions
{
public:
    StoreQuestions(const StoreReader& reader, const YearPlan& plan)
        : m_reader(reader)
        , m_plan(plan)
    {
    }

    // `target` for questions of one model, `threads` for AdHoc.
    Result<Answer> answer(Question question, int target, int threads = 2) const;

private:
    Result<Answer> fromRollups(Question question, int target) const;
    Result<Answer> lastDay(int target) const;
    Result<Answer> adHoc(int threads) const;

    const StoreReader& m_reader;
    YearPlan m_plan;
};

} // namespace plimsoll::bench
