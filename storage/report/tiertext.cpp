// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/tiertext.h"

#include "storage/report/cells.h"

#include <QDateTime>
#include <QJsonObject>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;

QString day(TimePoint t)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), Qt::UTC).date().toString(Qt::ISODate);
}

QString tablesText(const TierMatch& match)
{
    return u" (tables of "_s + match.tables + u')';
}

// What keeps "this tier" from being the whole truth.
QString reservations(const TierMatch& match)
{
    QString text;
    if (!match.deviating.isEmpty()) {
        text += u"; no tier has the limits of "_s + match.deviating.join(u", "_s);
    }
    if (match.inForce.isEmpty()) {
        text += u"; what was in force then is not known"_s;
    } else if (match.inForce != match.tables) {
        text += u"; the tables of "_s + match.inForce + u" do not have these limits"_s;
    }
    return text;
}

QString sinceText(const TierAnswer& tier)
{
    if (!tier.since) {
        return {};
    }
    return (tier.isDated ? u", since "_s : u", seen since "_s) + day(*tier.since);
}

QString customText(const TierMatch& match)
{
    QString text = u"no row of the tables of "_s + match.tables + u" has the limits of "_s
        + match.pools.join(u", "_s) + u": custom"_s;
    if (!match.unpublished.isEmpty()) {
        text +=
            u", or a tier without published numbers ("_s + match.unpublished.join(u", "_s) + u')';
    }
    return text;
}

QString unknownText(const TierMatch& match)
{
    if (match.tables.isEmpty()) {
        return u"unknown, there are no tables of that day"_s;
    }
    const QString text = u"unknown, the tables of "_s + match.tables;
    if (match.unlisted.isEmpty()) {
        return text + u" tell none of the limits seen"_s;
    }
    return text + u" do not hold "_s + match.unlisted.join(u", "_s);
}

QString matchText(const TierAnswer& tier)
{
    const TierMatch& match = tier.match;
    switch (match.fit) {
    case TierFit::One:
    case TierFit::Several:
        return match.tiers.join(u" or "_s) + tablesText(match) + sinceText(tier)
            + reservations(match);
    case TierFit::None:
        return customText(match);
    case TierFit::Mixed:
        return u"no tier of the tables of "_s + match.tables + u" has the limits of all of "_s
            + match.pools.join(u", "_s);
    case TierFit::Unknown:
        break;
    }
    return unknownText(match);
}

QJsonValue orNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

} // namespace

QString tierText(const std::vector<TierAnswer>& tiers)
{
    QString text;
    for (const TierAnswer& tier : tiers) {
        text += tier.organization.isEmpty() ? u"Tier: "_s
                                            : QString(u"Tier of "_s + tier.organization + u": "_s);
        text += matchText(tier) + u'\n';
    }
    return text;
}

QString tierChangeText(const TierChange& change)
{
    if (!change.isOfTier()) {
        return change.isOfTables() ? u"tables of %1 (%2)"_s.arg(change.tablesAfter, change.after)
                                   : QString();
    }
    const QString tiers = change.before + u" to "_s + change.after;
    return change.isOfTables() ? tiers + u", tables of "_s + change.tablesAfter : tiers;
}

QJsonArray tiersJson(const std::vector<TierAnswer>& tiers)
{
    QJsonArray array;
    for (const TierAnswer& tier : tiers) {
        const TierMatch& match = tier.match;
        array.append(
            QJsonObject {{u"organization"_s, tier.organization},
                         {u"fit"_s, name(match.fit)},
                         {u"tiers"_s, QJsonArray::fromStringList(match.tiers)},
                         {u"tables"_s, orNull(match.tables)},
                         {u"tables_in_force"_s, orNull(match.inForce)},
                         {u"pools"_s, QJsonArray::fromStringList(match.pools)},
                         {u"deviating_pools"_s, QJsonArray::fromStringList(match.deviating)},
                         {u"unlisted_pools"_s, QJsonArray::fromStringList(match.unlisted)},
                         {u"as_of"_s, cells::time(tier.asOf)},
                         {u"since"_s, orNull(cells::time(tier.since))},
                         {u"since_is_dated"_s, tier.isDated}});
    }
    return array;
}

QLatin1String name(TierFit fit)
{
    switch (fit) {
    case TierFit::One:
        return "one"_L1;
    case TierFit::Several:
        return "several"_L1;
    case TierFit::None:
        return "none"_L1;
    case TierFit::Mixed:
        return "mixed"_L1;
    case TierFit::Unknown:
        break;
    }
    return "unknown"_L1;
}

} // namespace plimsoll
