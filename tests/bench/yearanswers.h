// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"
#include "storage/store.h"
#include "tests/bench/duckbeside.h"
#include "tests/bench/figures.h"
#include "tests/bench/ramscan.h"

#include <optional>

namespace plimsoll::bench {

QString storePath(const QString& directory);

// The questions asked of the store in a directory, warm and cold, and of the others beside it.
class YearAnswers
{
public:
    YearAnswers(const Year& year, const QString& directory);

    Result<void> ask(const RamScan& scan);
    std::vector<Figure> figures() const;

private:
    // What one question took, in milliseconds; 0: not measured.
    struct Times
    {
        double warm = 0;
        double warmOneThread = 0; // of the ad-hoc scan
        double usualCache = 0; // of the ad-hoc scan
        double cold = 0;
        double oneThread = 0; // in memory
        double twoThreads = 0;
        double duckDb = 0;
        double plain = 0;
        Deviation error;
    };

    void askMemory(const RamScan& scan);
    Result<void> askCold();
    Result<void> askWarm();
    Result<void> askWithLargeCache();
    void askPlainRows();
    void askDuckDb();
    std::vector<Figure> figures(Question question) const;
    Figure sizes() const;

    const Year& m_year;
    QString m_directory;
    std::array<Answer, questions.size()> m_exact;
    std::array<Times, questions.size()> m_times;
    double m_plainBytes = 0;
    double m_duckBytes = 0;
    bool m_othersAgree = true;
};

} // namespace plimsoll::bench
