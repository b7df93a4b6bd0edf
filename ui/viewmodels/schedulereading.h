// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/schedule/projection.h"
#include "probes/settings.h"
#include "ui/format/numbers.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace plimsoll {

// What the owner of the rules says of a schedule.
struct ScheduleJudgement
{
    Projection projection;
    QStringList mistakes; // ProbeSettings::validate()
    QStringList warnings; // of ceilings that stop it; no capital, no full stop
};
using JudgeSchedule = std::function<ScheduleJudgement(const ProbeSettings& settings)>;

// A schedule while it is edited: what each target costs, what all of them come to under the
// ceilings, and every mistake beside what it is about. Pure functions of the settings.
struct ScheduleReading
{
    struct Row
    {
        QString usdPerDay; // "$0.13 a day", "free", "price unknown"
        QStringList mistakes; // sentences
    };
    std::vector<Row> rows; // as many as targets, in their order
    QString total; // "At most $0.31 a day and $9.30 in 30 days."
    QString ceilings; // what the ceilings do about it
    bool isStopped = false; // by a ceiling, before the day or the month is over
    QStringList mistakes; // of the ceilings, of the schedule as a whole, and where the others are

    bool isValid() const { return mistakes.isEmpty(); }
};

ScheduleReading readSchedule(const ProbeSettings& settings, const ScheduleJudgement& judgement,
                             const Numbers& numbers);

} // namespace plimsoll
