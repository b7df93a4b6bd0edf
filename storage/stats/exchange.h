// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/blockdesign.h"

#include <random>

namespace plimsoll::stats {

// How seldom a difference as far from zero comes about when blocks are exchanged between the
// periods, and which differences that test does not reject, as compare() says.
struct Exchange
{
    double p = 1;
    bool exact = false; // of all arrangements
    std::optional<Range> interval;
};

Exchange exchanged(const Design& design, double difference, const ComparisonOptions& options,
                   std::mt19937_64& random);

} // namespace plimsoll::stats
