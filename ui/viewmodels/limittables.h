// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/limithistory.h"
#include "ui/format/format.h"
#include "ui/viewmodels/celltable.h"

namespace plimsoll {

// Changes of one pool (PoolLimits::account()), newest first; "" for all pools. The first column
// holds the letter of the flag in the chart.
TableContent limitChangeTable(const LimitHistory& history, const QString& pool,
                              const Format& format);

// One limit of the headroom list in finished words.
struct HeadroomRow
{
    QString kind; // "Input"
    std::optional<double> share; // left; absent: unknown
    QString percent; // "78 %"
    QString amount; // "1,560k of 2,000k"
    QString full; // "now", "13 s", "unknown"
    QString own {}; // share that our own probes used in the last hour, "0.10 %"; "" not told
    bool low = false; // less than a fifth is left
};
HeadroomRow headroomRow(const LimitNow& limit, TimePoint now, const Format& format);

// Below this share a limit is called low.
inline constexpr double lowHeadroom = 0.2;

// Changes that happened together share a flag: those whose brackets overlap, oldest first.
struct ChangeFlag
{
    QString letter; // "A"
    TimePoint at; // firstNew of the first of them
};
std::vector<ChangeFlag> changeFlags(const LimitHistory& history, const QString& pool);

// "30k to 500k, × 16.7", for a chart.
QString changeWords(const LimitChange& change, const Numbers& numbers);

} // namespace plimsoll
