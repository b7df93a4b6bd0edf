// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/limittables.h"

#include "ui/viewmodels/eventtable.h"
#include "ui/viewmodels/modeltile.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(LimitTables)
};

Cell plain(const QString& text, CellWeight weight = CellWeight::Plain)
{
    return {.text = text, .weight = weight, .condition = {}, .series = {}};
}

QString letterAt(const std::vector<ChangeFlag>& flags, const LimitChange& change)
{
    QString letter;
    for (const ChangeFlag& flag : flags) {
        if (flag.at <= change.firstNew) {
            letter = flag.letter;
        }
    }
    return letter;
}

QString shortKind(LimitKind kind)
{
    switch (kind) {
    case LimitKind::Requests:
        return Text::tr("Requests");
    case LimitKind::InputTokens:
        return Text::tr("Input");
    case LimitKind::OutputTokens:
        return Text::tr("Output");
    case LimitKind::Tokens:
        return Text::tr("Tokens");
    }
    return {};
}

// The zone of every bracket, for the head; "" when summer time divides them.
QString commonZone(const LimitHistory& history, const QString& pool, const Format& format)
{
    QString common;
    for (const LimitChange& change : history.changes) {
        if (!pool.isEmpty() && change.account() != pool) {
            continue;
        }
        for (const TimePoint end : {change.lastOld, change.firstNew}) {
            const QString zone = format.times.zoneName(end);
            if (!common.isEmpty() && zone != common) {
                return {};
            }
            common = zone;
        }
    }
    return common;
}

QString bracketText(const LimitChange& change, const QString& zone, const Format& format)
{
    const QString bracket = format.times.bracket(change.lastOld, change.firstNew);
    return zone.isEmpty() ? QString(bracket + u' ' + format.times.zoneName(change.firstNew))
                          : bracket;
}

} // namespace

std::vector<ChangeFlag> changeFlags(const LimitHistory& history, const QString& pool)
{
    std::vector<LimitChange> changes;
    std::ranges::copy_if(history.changes, std::back_inserter(changes), [&](const LimitChange& c) {
        return pool.isEmpty() || c.account() == pool;
    });
    std::ranges::stable_sort(changes, {}, &LimitChange::firstNew);
    std::vector<ChangeFlag> flags;
    TimePoint groupEnd;
    for (const LimitChange& change : changes) {
        if (flags.empty() || change.lastOld >= groupEnd) {
            flags.push_back({.letter = flagLetter(flags.size()), .at = change.firstNew});
            groupEnd = change.firstNew;
        }
        groupEnd = std::max(groupEnd, change.firstNew);
    }
    return flags;
}

TableContent limitChangeTable(const LimitHistory& history, const QString& pool,
                              const Format& format)
{
    const std::vector<ChangeFlag> flags = changeFlags(history, pool);
    const QString zone = commonZone(history, pool, format);
    TableContent content;
    content.columns = {
        {{}, Qt::AlignLeft},
        {Text::tr("Limit"), Qt::AlignLeft},
        {Text::tr("Old"), Qt::AlignRight},
        {Text::tr("New"), Qt::AlignRight},
        {Text::tr("Ratio"), Qt::AlignRight},
        {zone.isEmpty() ? Text::tr("Bracket") : Text::tr("Bracket (%1)").arg(zone), Qt::AlignLeft},
        {Text::tr("Matched event"), Qt::AlignLeft}};
    for (const LimitChange& change : history.changes) {
        if (!pool.isEmpty() && change.account() != pool) {
            continue;
        }
        const Numbers& numbers = format.numbers;
        content.rows.push_back(
            {.key = QString::number(toEpochMs(change.firstNew)),
             .cells = {
                 plain(letterAt(flags, change), CellWeight::Strong), plain(shortLabel(change.kind)),
                 plain(numbers.limit(change.kind, change.from)),
                 plain(numbers.limit(change.kind, change.to)),
                 plain(numbers.ratio(change.ratio()), CellWeight::Strong),
                 plain(bracketText(change, zone, format)),
                 plain(change.matchedEvent.isEmpty() ? Text::tr("none") : change.matchedEvent)}});
    }
    return content;
}

HeadroomRow headroomRow(const LimitNow& limit, TimePoint now, const Format& format)
{
    HeadroomRow row {.kind = shortKind(limit.kind),
                     .share = {},
                     .percent = u"—"_s,
                     .amount = Text::tr("not sent"),
                     .full = Text::tr("unknown"),
                     .low = false};
    const Numbers& numbers = format.numbers;
    if (limit.limit && limit.remaining && *limit.limit > 0) {
        row.share = double(*limit.remaining) / double(*limit.limit);
        row.percent = numbers.wholePercent(*row.share);
        row.amount = Text::tr("%1 of %2")
                         .arg(numbers.limit(limit.kind, *limit.remaining),
                              numbers.limit(limit.kind, *limit.limit));
        row.low = *row.share < lowHeadroom;
    } else if (limit.limit) {
        row.amount = Text::tr("not sent, %1").arg(numbers.limit(limit.kind, *limit.limit));
    }
    if (limit.reset) {
        row.full = *limit.reset <= now ? Text::tr("now") : numbers.duration(*limit.reset - now);
    }
    return row;
}

QString changeWords(const LimitChange& change, const Numbers& numbers)
{
    return numbers.limit(change.kind, change.from) + u" to "_s
        + numbers.limit(change.kind, change.to) + u", "_s + numbers.ratio(change.ratio());
}

} // namespace plimsoll
