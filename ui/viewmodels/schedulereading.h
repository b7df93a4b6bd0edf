// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/settings.h"
#include "ui/format/numbers.h"

#include <QStringList>

#include <vector>

namespace plimsoll {

// A schedule while it is edited: what each target costs, what all of them come to under the
// ceilings, and every mistake beside what it is about. Pure functions of the settings.
struct ScheduleReading
{
    struct Row
    {
        QString usdPerDay; // "$0.13", "free", "price unknown"
        QStringList mistakes; // sentences
    };
    std::vector<Row> rows; // as many as targets, in their order
    QString total; // "At most $0.31 a day and $9.30 in 30 days."
    QString ceilings; // what the ceilings do about it
    QStringList mistakes; // of the ceilings, and of the schedule as a whole

    bool isValid() const;
};

ScheduleReading readSchedule(const ProbeSettings& settings, const Catalogue& catalogue,
                             TimePoint now, const Numbers& numbers);

} // namespace plimsoll
