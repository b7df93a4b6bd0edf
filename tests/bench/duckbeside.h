// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"
#include "tests/bench/answers.h"
#include "tests/bench/year.h"

#include <array>

namespace plimsoll::bench {

// What DuckDB makes of the same rows: two threads, warm, the better of a table in order of time and
// one sorted by target. It runs in node, through tests/bench/duckdb.
struct DuckFigures
{
    QString version;
    qint64 bytes = 0; // of the smaller file
    std::array<double, questions.size()> ms {}; // median, by Question
    std::array<Answer, questions.size()> answers;
};

// NotFound when the node package is not installed. Uses and empties `directory`, which must hold
// about 200 bytes a row.
Result<DuckFigures> askDuckDbBeside(const Year& year, int target, const QString& directory);

} // namespace plimsoll::bench
