// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/nearest.h"

#include <algorithm>
#include <vector>

namespace plimsoll {

namespace {

// Optimal string alignment: insertions, deletions, substitutions and swapped neighbours cost 1.
int distance(const QString& a, const QString& b)
{
    const auto columns = std::size_t(b.size()) + 1;
    std::vector<std::vector<int>> cost(std::size_t(a.size()) + 1, std::vector<int>(columns));
    for (std::size_t i = 0; i < cost.size(); ++i) {
        for (std::size_t j = 0; j < columns; ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = int(std::max(i, j));
                continue;
            }
            const QChar left = a[qsizetype(i) - 1];
            const QChar right = b[qsizetype(j) - 1];
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1,
                                   cost[i - 1][j - 1] + (left == right ? 0 : 1)});
            if (i > 1 && j > 1 && left == b[qsizetype(j) - 2] && a[qsizetype(i) - 2] == right) {
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        }
    }
    return cost.back().back();
}

} // namespace

QString nearest(const QString& word, const QStringList& candidates)
{
    QString best;
    int bestDistance = std::max(1, int(word.size()) / 3) + 1;
    for (const QString& candidate : candidates) {
        const int far = distance(word.toLower(), candidate.toLower());
        if (far < bestDistance) {
            best = candidate;
            bestDistance = far;
        }
    }
    return best;
}

QString suggestion(const QString& word, const QStringList& candidates)
{
    const QString meant = nearest(word, candidates);
    return meant.isEmpty() ? QString() : QStringLiteral(" Did you mean \"%1\"?").arg(meant);
}

} // namespace plimsoll
