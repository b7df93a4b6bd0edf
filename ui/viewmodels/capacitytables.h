// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/currencies.h"
#include "storage/query/limithistory.h"
#include "ui/format/format.h"
#include "ui/viewmodels/celltable.h"
#include "ui/viewmodels/sentences.h"

namespace plimsoll {

// Null when there is none of this subject.
const ModelCapacity* capacityOf(const std::vector<ModelCapacity>& models, const QString& subject);

// PoolLimits::account() of the limits that hold for it.
QString accountOf(const ModelCapacity& capacity);

// How a currency went within a range. None: it did not, as far as can be told.
enum class Movement { Unknown, None, Up, Down, ThereAndBack };

struct CapacityMovements
{
    Movement ceiling = Movement::Unknown; // exact: as told by the service
    Movement admission = Movement::Unknown; // second half of the measured time against the first
    Movement delivery = Movement::Unknown; // the same of first token, p50; Up is slower
};
CapacityMovements capacityMovements(const ModelCapacity& capacity, const LimitHistory& history,
                                    TimeRange range);

// The changes of this account within the range, of the limit that tells most, oldest first.
std::vector<LimitChange> ceilingChanges(const LimitHistory& history, const QString& account,
                                        TimeRange range);

// Which of the three moved and which did not. Null: nothing of the model was found.
Headline capacityHeadline(const ModelCapacity* capacity, const LimitHistory& history,
                          TimeRange range, const Format& format);

// The newest of each figure, with its age and n.
TableContent capacityTable(const ModelCapacity& capacity, TimePoint now, const Format& format);

// One sentence each for who cannot see the charts.
QString ceilingSummary(const ModelCapacity& capacity, const LimitHistory& history, TimeRange range,
                       const Format& format);
QString admissionSummary(const ModelCapacity& capacity, const Format& format);
QString deliverySummary(const ModelCapacity& capacity, const Format& format);

} // namespace plimsoll
