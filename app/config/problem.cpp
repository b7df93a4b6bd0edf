// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/problem.h"

#include <algorithm>

namespace plimsoll {

QStringList describe(const ConfigProblems& problems, const QString& origin)
{
    ConfigProblems sorted = problems;
    std::ranges::stable_sort(sorted, {}, &ConfigProblem::line);
    QStringList sentences;
    for (const ConfigProblem& problem : sorted) {
        sentences += problem.line > 0
            ? QStringLiteral("%1, line %2: %3").arg(origin).arg(problem.line).arg(problem.sentence)
            : QStringLiteral("%1: %2").arg(origin, problem.sentence);
    }
    return sentences;
}

} // namespace plimsoll
