// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/costnotice.h"

#include "app/config/duration.h"
#include "probes/schedule/cost.h"
#include "storage/subject.h"

#include <algorithm>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

QString dollars(double usd)
{
    return QString::number(usd, 'f', 4);
}

QString targetLine(const TargetCost& cost)
{
    const TargetId& id = cost.target.id;
    const QString what = id.model.isEmpty() ? subjectText(name(id.kind), id.organization)
                                            : QString(subjectOf(id) + u' ' + name(id.kind));
    const QString price =
        cost.usdPerDay ? u"%1 USD a day"_s.arg(dollars(*cost.usdPerDay)) : u"price unknown"_s;
    return u"  %1 every %2: %3\n"_s.arg(what, formatDuration(cost.target.every), price);
}

QString budgetLine(const BudgetSettings& budget, double usdPerDay)
{
    if (!budget.usdPerDay) {
        return u"No budget is set.\n"_s;
    }
    const QString limit = dollars(*budget.usdPerDay);
    return usdPerDay > *budget.usdPerDay
        ? u"The budget of %1 USD a UTC day will stop paid probes before the day ends.\n"_s.arg(
            limit)
        : u"The budget of %1 USD a UTC day is not exceeded; no probe is sent beyond it.\n"_s.arg(
            limit);
}

} // namespace

bool hasPaidTargets(const Settings& settings)
{
    return std::ranges::any_of(settings.targets,
                               [](const Target& target) { return isPaid(target.id.kind); });
}

QString costNotice(const Settings& settings, TimePoint at)
{
    if (!hasPaidTargets(settings)) {
        return {};
    }
    const DailyCost cost = costPerDayUsd(settings.targets, catalogueOf(settings), at);
    QString text = u"probes to %1 cost, at list prices and if every one is answered:\n"_s.arg(
        settings.api.baseUrl.host());
    for (const TargetCost& target : cost.targets) {
        if (isPaid(target.target.id.kind)) {
            text += targetLine(target);
        }
    }
    text += u"  together %1 USD a day"_s.arg(dollars(cost.usdPerDay));
    if (!cost.unknownPrices.isEmpty()) {
        text += u", and what these cost is unknown: "_s + cost.unknownPrices.join(u", "_s);
    }
    return text + u".\n" + budgetLine(settings.budget, cost.usdPerDay);
}

} // namespace plimsoll
