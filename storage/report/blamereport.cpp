// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/blamereport.h"

#include "storage/query/verdict.h"
#include "storage/report/cells.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <map>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

QString percent(double share, int decimals = 1)
{
    return QString::number(share * 100, 'f', decimals);
}

QString partText(const Blame& blame, const QString& whose, quint64 part)
{
    const auto share = blame.shareOf(part);
    return !share ? QString()
                  : u"%1 %2 % (%3 to %4)"_s.arg(whose, percent(share->value), percent(share->low),
                                                percent(share->high));
}

QString minute(TimePoint t)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), Qt::UTC)
        .toString(u"yyyy-MM-dd HH:mm 'UTC'"_s);
}

QString kindText(LimitKind kind)
{
    return QString(name(kind)).replace(u'_', u' ');
}

QString causeText(const LimitedSpell& spell)
{
    const QString cause = label(spell.cause);
    switch (spell.told) {
    case LimitTold::Empty:
        return cause + u", "_s + kindText(spell.kind) + u" used up"_s;
    case LimitTold::Lowest:
        return cause + u", least left of "_s + kindText(spell.kind);
    case LimitTold::Not:
        break;
    }
    return cause + u", no limit told"_s;
}

QString headroomText(const LimitedSpell& spell)
{
    const auto headroom = spell.headroomBefore();
    return headroom ? u"%1 % of %2 %3 a minute were left %4 before"_s.arg(percent(*headroom, 0))
                          .arg(*spell.perMinute)
                          .arg(kindText(spell.kind), approximateAge(spell.age))
                    : u"what was left before it is not known"_s;
}

QString paceText(const LimitedSpell& spell)
{
    if (spell.told == LimitTold::Lowest) {
        return u"; the answer says that no limit was used up, so no pace can be told"_s;
    }
    const auto every = spell.sustainable();
    if (!every) {
        return u"; no pace can be told, for the limit is not known"_s;
    }
    QString text;
    if (const auto tooMuch = spell.tooMuch(); tooMuch && *tooMuch > 0) {
        text = u"; %1 a minute were used since, %2 % less would have been within the limit"_s
                   .arg(*spell.usedPerMinute, 0, 'f', 0)
                   .arg(percent(*tooMuch, 0));
    } else if (tooMuch) {
        text = u"; the use since was within the limit, too little was left already"_s;
    } else {
        text = u"; how much was used since cannot be known"_s;
    }
    text += spell.kind == LimitKind::Requests
        ? u"; a request every %1 s never uses it up"_s.arg(every->count() / 1000, 0, 'g', 3)
        : u"; %1 tokens a second never use it up"_s.arg(1000 / every->count(), 0, 'f', 0);
    return text + u"; our own probes used %1 in the minute before"_s.arg(spell.ownMinute);
}

QJsonValue null()
{
    return QJsonValue(QJsonValue::Null);
}

template<typename T>
QJsonValue orNull(const std::optional<T>& value)
{
    return value ? QJsonValue(*value) : null();
}

QJsonValue shareJson(const Blame& blame, quint64 part)
{
    const auto share = blame.shareOf(part);
    QJsonObject object {{u"count"_s, qint64(part)}};
    object.insert(u"share"_s, share ? QJsonValue(share->value) : null());
    object.insert(u"low"_s, share ? QJsonValue(share->low) : null());
    object.insert(u"high"_s, share ? QJsonValue(share->high) : null());
    return object;
}

QJsonObject spellJson(const LimitedSpell& spell)
{
    const bool told = spell.told != LimitTold::Not;
    const bool hasBefore = spell.remainingBefore.has_value();
    const auto every = spell.sustainable();
    return {{u"cause"_s, name(spell.cause)},
            {u"first"_s, cells::time(spell.first)},
            {u"last"_s, cells::time(spell.last)},
            {u"n"_s, qint64(spell.probes)},
            {u"told"_s, name(spell.told)},
            {u"limit"_s, told ? QJsonValue(name(spell.kind)) : null()},
            {u"retry_after_s"_s,
             spell.retryAfter ? QJsonValue(qint64(spell.retryAfter->count())) : null()},
            {u"limit_per_minute"_s, orNull(spell.perMinute)},
            {u"remaining"_s, orNull(spell.remaining)},
            {u"remaining_before"_s, orNull(spell.remainingBefore)},
            {u"headroom_before"_s, orNull(spell.headroomBefore())},
            {u"age_s"_s, hasBefore ? QJsonValue(double(spell.age.count()) / 1000) : null()},
            {u"used_per_minute"_s, orNull(spell.usedPerMinute)},
            {u"too_much"_s, orNull(spell.tooMuch())},
            {u"sustainable_every_s"_s, every ? QJsonValue(every->count() / 1000) : null()},
            {u"own_last_minute"_s, told ? QJsonValue(spell.ownMinute) : null()}};
}

} // namespace

QLatin1String name(LimitTold told)
{
    switch (told) {
    case LimitTold::Empty:
        return QLatin1String("empty");
    case LimitTold::Lowest:
        return QLatin1String("lowest");
    case LimitTold::Not:
        break;
    }
    return QLatin1String("not_told");
}

QString blameText(const Blame& blame)
{
    if (blame.sent == 0) {
        return u"no probe was sent"_s;
    }
    const QString of = u"%1 of %2 probes"_s.arg(blame.wrong()).arg(blame.sent);
    if (blame.wrong() == 0) {
        return of;
    }
    return of + u": "_s
        + QStringList {partText(blame, u"theirs"_s, blame.theirs),
                       partText(blame, u"ours"_s, blame.ours),
                       partText(blame, u"the line's"_s, blame.line)}
              .join(u", "_s);
}

QString limitedText(const Blame& blame)
{
    std::map<QString, quint64> causes;
    quint64 probes = 0;
    for (const LimitedSpell& spell : blame.spells) {
        causes[causeText(spell)] += spell.probes;
        probes += spell.probes;
    }
    QStringList texts;
    for (const auto& [cause, count] : causes) {
        texts << u"%1: %2"_s.arg(cause).arg(count);
    }
    return texts.isEmpty()
        ? QString()
        : u"%1 in %2 spells; "_s.arg(probes).arg(blame.spells.size()) + texts.join(u"; "_s);
}

QString pacingText(const Blame& blame)
{
    const auto newest = [&blame](LimitTold told) {
        const auto found = std::find_if(blame.spells.rbegin(), blame.spells.rend(),
                                        [told](const LimitedSpell& s) { return s.told == told; });
        return found == blame.spells.rend() ? nullptr : &*found;
    };
    const LimitedSpell* spell = newest(LimitTold::Empty);
    spell = spell ? spell : newest(LimitTold::Lowest);
    return spell ? minute(spell->first) + u": "_s + headroomText(*spell) + paceText(*spell)
                 : QString();
}

QJsonObject blameJson(const Blame& blame)
{
    QJsonArray spells;
    for (const LimitedSpell& spell : blame.spells) {
        spells.append(spellJson(spell));
    }
    QJsonObject outcomes;
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        if (const auto outcome = Outcome(i); outcome != Outcome::Ok && blame.counts[outcome] > 0) {
            outcomes.insert(name(outcome), qint64(blame.counts[outcome]));
        }
    }
    return {{u"sent"_s, qint64(blame.sent)},
            {u"wrong"_s, qint64(blame.wrong())},
            {u"theirs"_s, shareJson(blame, blame.theirs)},
            {u"ours"_s, shareJson(blame, blame.ours)},
            {u"line"_s, shareJson(blame, blame.line)},
            {u"outcomes"_s, outcomes},
            {u"limited_spells"_s, spells}};
}

} // namespace plimsoll
