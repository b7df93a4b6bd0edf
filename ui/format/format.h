// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/format/numbers.h"
#include "ui/format/times.h"

namespace plimsoll {

// What a page needs to write figures: one locale, one zone.
struct Format
{
    Numbers numbers;
    Times times;

    QString age(TimePoint then, TimePoint now) const; // "12 s ago"
};

} // namespace plimsoll
