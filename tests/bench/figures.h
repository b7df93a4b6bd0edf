// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

namespace plimsoll::bench {

// One line of the table that a benchmark ends with. "" where nothing was measured.
struct Figure
{
    QString what;
    QString ours;
    QString limit {}; // what the machine can do
    QString duckDb {};
    QString plainSqlite {};
    QString ratio {};
    QString goal {};
    std::optional<bool> met {};
};

// Prints the figures as one table, in plain text that Markdown also shows as a table.
void print(const std::vector<Figure>& figures);

QString milliseconds(double ms); // "1.23 ms"; "" for 0, which is not measured
QString times(double ratio); // "12.3x"

// The median time of some runs, in milliseconds.
template<typename Run>
double medianMs(int runs, const Run& run)
{
    std::vector<double> taken;
    for (int i = 0; i < runs; ++i) {
        const auto start = std::chrono::steady_clock::now();
        run();
        const auto spent = std::chrono::steady_clock::now() - start;
        taken.push_back(std::chrono::duration<double, std::milli>(spent).count());
    }
    std::ranges::sort(taken);
    return taken.at(taken.size() / 2);
}

} // namespace plimsoll::bench
