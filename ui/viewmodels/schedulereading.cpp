// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/schedulereading.h"

#include <QCoreApplication>
#include <QRegularExpression>

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

QString sentence(const QString& words)
{
    return words.left(1).toUpper() + words.mid(1) + u'.';
}

QString costText(const TargetCost& cost, const Numbers& numbers)
{
    if (!isPaid(cost.target.id.kind)) {
        return tr("free");
    }
    return cost.usdPerDay ? tr("%1 a day").arg(numbers.usd(nano(*cost.usdPerDay)))
                          : tr("price unknown");
}

QString totalText(const Projection& projection, const Numbers& numbers)
{
    const QString text = tr("At most %1 a day and %2 in %3 days.")
                             .arg(numbers.usd(nano(projection.cost.usdPerDay)),
                                  numbers.usd(nano(projection.usdPerMonth)))
                             .arg(daysOfMonth);
    QStringList unknown = projection.cost.unknownPrices;
    unknown.removeAll(QString()); // of a target whose model is still to be chosen
    return unknown.isEmpty()
        ? text
        : QString(text + u' '
                  + tr("Not counted, for their price is unknown: %1.").arg(unknown.join(u", "_s)));
}

QString standingText(const BudgetSettings& budget)
{
    if (!budget.usdPerDay && !budget.usdPerMonth) {
        return tr("No ceiling is set: nothing but the schedule bounds what is spent.");
    }
    if (!budget.usdPerMonth) {
        return tr("The daily ceiling does not stop it. No monthly ceiling is set.");
    }
    return budget.usdPerDay ? tr("Neither ceiling stops it.")
                            : tr("The monthly ceiling does not stop it. No daily ceiling is set.");
}

QString ceilingText(const ScheduleJudgement& judgement, const BudgetSettings& budget)
{
    QStringList sentences;
    for (const QString& warning : judgement.warnings) {
        sentences << sentence(warning);
    }
    if (sentences.isEmpty()) {
        sentences << standingText(budget);
    }
    sentences << (budget.usdPerDay || budget.usdPerMonth
                      ? tr("Follow-up probes inside a burst are not in this sum; the ceilings hold "
                           "them too.")
                      : tr("Follow-up probes inside a burst are not in this sum."));
    return sentences.join(u' ');
}

// "target 2 (admission claude-x): every must be ..." belongs to the second row, and so does "target
// 2 (admission claude-x) is there twice".
void assign(const QString& mistake, ScheduleReading& reading)
{
    static const QRegularExpression ofTarget(u"^target (\\d+) \\([^)]*\\)(:?) (.*)$"_s);
    const QRegularExpressionMatch match = ofTarget.match(mistake);
    const std::size_t row = match.hasMatch() ? match.captured(1).toULongLong() : 0;
    if (row >= 1 && row <= reading.rows.size()) {
        reading.rows[row - 1].mistakes
            << sentence(match.captured(2).isEmpty() ? tr("this target %1").arg(match.captured(3))
                                                    : match.captured(3));
    } else {
        reading.mistakes << sentence(mistake);
    }
}

// The row may be scrolled out of sight.
void sayWhere(ScheduleReading& reading)
{
    QStringList where;
    for (std::size_t i = 0; i < reading.rows.size(); ++i) {
        if (!reading.rows[i].mistakes.isEmpty()) {
            where << QString::number(i + 1);
        }
    }
    if (where.size() == 1) {
        reading.mistakes << tr("Target %1 has a mistake.").arg(where.front());
    } else if (!where.isEmpty()) {
        reading.mistakes << tr("Targets %1 have mistakes.").arg(where.join(u", "_s));
    }
}

} // namespace

ScheduleReading readSchedule(const ProbeSettings& settings, const ScheduleJudgement& judgement,
                             const Numbers& numbers)
{
    ScheduleReading reading;
    for (const TargetCost& cost : judgement.projection.cost.targets) {
        reading.rows.push_back({.usdPerDay = costText(cost, numbers), .mistakes = {}});
    }
    if (settings.targets.empty()) {
        reading.mistakes << tr("Without a target nothing would be measured: add one.");
    }
    for (const QString& mistake : judgement.mistakes) {
        assign(mistake, reading);
    }
    sayWhere(reading);
    reading.total = totalText(judgement.projection, numbers);
    reading.ceilings = ceilingText(judgement, settings.budget);
    reading.isStopped = !judgement.warnings.isEmpty();
    return reading;
}

} // namespace plimsoll
