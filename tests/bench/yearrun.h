// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"
#include "tests/bench/figures.h"
#include "tests/bench/ramscan.h"

namespace plimsoll::bench {

// One run of bench_year: fills the store, measures its size and exactness, and has it and the
// others asked.
class YearRun
{
public:
    YearRun(const YearPlan& plan, const QString& directory);

    Result<void> measure();
    const std::vector<Figure>& figures() const { return m_figures; }

private:
    void generate();
    Result<void> fillStore();
    void size();
    Result<void> checkEveryRow();

    Year m_year;
    QString m_directory;
    RamScan m_scan;
    std::vector<Figure> m_figures;
};

} // namespace plimsoll::bench
