// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QStringList>

namespace plimsoll {

// What all pages look at: one range of time, some models. Shared, so that their numbers agree.
struct Selection
{
    TimeRange range;
    QStringList models; // subjects as text, see storage/subject.h; empty: all in the store

    bool operator==(const Selection&) const = default;
};

} // namespace plimsoll
