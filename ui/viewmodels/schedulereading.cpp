// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/schedulereading.h"

#include "probes/schedule/projection.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ScheduleReading", text);
}

qint64 nano(double usd)
{
    return qint64(std::llround(usd * 1e9));
}

QString costText(const TargetCost& cost, const Numbers& numbers)
{
    if (!isPaid(cost.target.id.kind)) {
        return tr("free");
    }
    return cost.usdPerDay ? numbers.usd(nano(*cost.usdPerDay)) : tr("price unknown");
}

QString totalText(const Projection& projection, const Numbers& numbers)
{
    const QString text = tr("At most %1 a day and %2 in %3 days.")
                             .arg(numbers.usd(nano(projection.cost.usdPerDay)),
                                  numbers.usd(nano(projection.usdPerMonth)))
                             .arg(daysOfMonth);
    const QStringList& unknown = projection.cost.unknownPrices;
    return unknown.isEmpty()
        ? text
        : QString(text + u' '
                  + tr("Not counted, for their price is unknown: %1.").arg(unknown.join(u", "_s)));
}

QString ceilingText(const Projection& projection, const Numbers& numbers)
{
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    QStringList sentences;
    if (projection.dayStopsAfter) {
        sentences << tr("The daily ceiling stops paid probes about %1 after 0:00 UTC.")
                         .arg(numbers.duration(
                             duration_cast<milliseconds>(*projection.dayStopsAfter)));
    }
    if (projection.monthStopsAfter) {
        sentences << tr("The monthly ceiling stops them about %1 after the month began.")
                         .arg(numbers.duration(
                             duration_cast<milliseconds>(*projection.monthStopsAfter)));
    }
    return sentences.isEmpty() ? tr("Within both ceilings.") : sentences.join(u' ');
}

// "target 2 (admission claude-x): every must be ..." belongs to the second row.
void assign(const QString& mistake, ScheduleReading& reading)
{
    static const QRegularExpression ofTarget(u"^target (\\d+) \\([^)]*\\):? (.*)$"_s);
    const QRegularExpressionMatch match = ofTarget.match(mistake);
    const std::size_t row = match.hasMatch() ? match.captured(1).toULongLong() : 0;
    if (row >= 1 && row <= reading.rows.size()) {
        reading.rows[row - 1].mistakes << match.captured(2);
    } else {
        reading.mistakes << mistake;
    }
}

} // namespace

bool ScheduleReading::isValid() const
{
    return mistakes.isEmpty()
        && std::ranges::all_of(rows, [](const Row& row) { return row.mistakes.isEmpty(); });
}

ScheduleReading readSchedule(const ProbeSettings& settings, const Catalogue& catalogue,
                             TimePoint now, const Numbers& numbers)
{
    const Projection projection = project(settings.targets, settings.budget, catalogue, now);
    ScheduleReading reading;
    for (const TargetCost& cost : projection.cost.targets) {
        reading.rows.push_back({.usdPerDay = costText(cost, numbers), .mistakes = {}});
    }
    for (const QString& mistake : settings.validate()) {
        assign(mistake, reading);
    }
    reading.total = totalText(projection, numbers);
    reading.ceilings = ceilingText(projection, numbers);
    return reading;
}

} // namespace plimsoll
