// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/estimates.h"
#include "storage/query/overview.h"

namespace plimsoll {

// Everything about one model within the selected range, in equal steps. Used by the overload page,
// `export rates` and `export latency`.
struct ModelSeries
{
    QString model;
    QString displayName;
    int series = 0;
    struct Step
    {
        TimeRange range;
        Summary summary; // counts only of probes that count in rates
    };
    std::vector<Step> steps; // oldest first; steps without data are absent
    Summary whole; // the exact sum over the whole range, edges included
};

} // namespace plimsoll
