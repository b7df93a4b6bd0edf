// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace plimsoll::test {

// How often an interval covers the truth, and on which side it misses.
struct Coverage
{
    int rounds = 0;
    int tooHigh = 0; // the whole interval above the truth
    int tooLow = 0;

    void add(double low, double high, double truth)
    {
        ++rounds;
        tooHigh += truth < low ? 1 : 0;
        tooLow += high < truth ? 1 : 0;
    }
    double share() const { return 1 - double(tooHigh + tooLow) / rounds; }
    QString text() const
    {
        return QStringLiteral("%1 % (%2 % above, %3 % below the truth)")
            .arg(100 * share(), 0, 'f', 1)
            .arg(100.0 * tooHigh / rounds, 0, 'f', 1)
            .arg(100.0 * tooLow / rounds, 0, 'f', 1);
    }
};

} // namespace plimsoll::test
