// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/costnotice.h"

#include "app/config/duration.h"

#include <QTime>

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
    const QString what =
        id.model.isEmpty() ? QString(name(id.kind)) : QString(id.model + u' ' + name(id.kind));
    const QString price =
        cost.usdPerDay ? u"%1 USD a day"_s.arg(dollars(*cost.usdPerDay)) : u"price unknown"_s;
    const QString whose =
        id.organization.isEmpty() ? QString() : QString(u" for "_s + id.organization);
    return u"  %1%2 every %3: %4\n"_s.arg(what, whose, formatDuration(cost.target.every), price);
}

QString ceilingText(const BudgetSettings& budget)
{
    const auto part = [](const std::optional<double>& usd, const QString& span) {
        return usd ? u"%1 USD a UTC %2"_s.arg(dollars(*usd), span)
                   : u"no ceiling a UTC %1"_s.arg(span);
    };
    return part(budget.usdPerDay, u"day"_s) + u", "_s + part(budget.usdPerMonth, u"month"_s);
}

QString clockTime(Elapsed sinceMidnight)
{
    return QTime::fromMSecsSinceStartOfDay(int(sinceMidnight.count())).toString(u"HH:mm"_s);
}

} // namespace

QStringList ceilingWarnings(const Projection& projection, const BudgetSettings& budget)
{
    QStringList warnings;
    if (projection.dayStopsAfter) {
        warnings += u"the schedule exceeds the daily ceiling of %1 USD: paid probes stop at about "
                    "%2 UTC each day"_s.arg(dollars(*budget.usdPerDay),
                                            clockTime(*projection.dayStopsAfter));
    }
    if (projection.monthStopsAfter) {
        const double days = double(projection.monthStopsAfter->count()) / 86'400'000.0;
        warnings += u"the schedule exceeds the monthly ceiling of %1 USD: paid probes stop after "
                    "about %2 days of each UTC month"_s.arg(dollars(*budget.usdPerMonth),
                                                            QString::number(days, 'f', 1));
    }
    return warnings;
}

QString projectionText(const Projection& projection, const BudgetSettings& budget)
{
    QString text;
    for (const TargetCost& target : projection.cost.targets) {
        if (isPaid(target.target.id.kind)) {
            text += targetLine(target);
        }
    }
    text += u"  together %1 USD a day, %2 USD a month of %3 days"_s.arg(
        dollars(projection.cost.usdPerDay), dollars(projection.usdPerMonth),
        QString::number(daysOfMonth));
    if (!projection.cost.unknownPrices.isEmpty()) {
        text +=
            u", and what these cost is unknown: "_s + projection.cost.unknownPrices.join(u", "_s);
    }
    text += u".\nCeilings: %1; no probe is sent beyond them.\n"_s.arg(ceilingText(budget));
    for (const QString& warning : ceilingWarnings(projection, budget)) {
        text += u"Note: "_s + warning + u".\n"_s;
    }
    return text
        + u"Follow-up probes inside a burst are not in this sum; the ceilings hold them too.\n"_s;
}

Projection projectionOf(const Settings& settings, TimePoint at)
{
    return project(settings.targets, settings.budget, catalogueOf(settings), at);
}

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
    return u"probes to %1 cost, at list prices and if every one is answered:\n"_s.arg(
               settings.api.baseUrl.host())
        + projectionText(projectionOf(settings, at), settings.budget);
}

} // namespace plimsoll
