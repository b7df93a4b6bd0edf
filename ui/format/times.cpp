// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/times.h"

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

QString offsetText(int seconds)
{
    const int minutes = std::abs(seconds) / 60;
    QString text = u"UTC"_s + (seconds < 0 ? u'\u2212' : u'+') + QString::number(minutes / 60);
    if (minutes % 60 != 0) {
        text += u':' + QString::number(minutes % 60).rightJustified(2, u'0');
    }
    return text;
}

} // namespace

Times::Times(QTimeZone zone, QLocale locale)
    : m_zone(std::move(zone))
    , m_locale(std::move(locale))
{
}

QDateTime Times::local(TimePoint t) const
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), m_zone);
}

QString Times::text(TimePoint t, const QString& format) const
{
    return m_locale.toString(local(t), format);
}

QString Times::zoneName(TimePoint t) const
{
    return m_zone == QTimeZone::utc() ? u"UTC"_s : local(t).timeZoneAbbreviation();
}

QString Times::clock(TimePoint t) const
{
    const QString moment = text(t, u"ddd d MMM yyyy HH:mm:ss "_s);
    const QString zone = zoneName(t);
    const QString offset = offsetText(local(t).offsetFromUtc());
    if (zone == "UTC"_L1 || zone == offset) {
        return moment + zone;
    }
    return moment + zone + u" ("_s + offset + u')';
}

QString Times::shortClock(TimePoint t) const
{
    return text(t, u"HH:mm:ss "_s) + zoneName(t);
}

QString Times::timeOfDay(TimePoint t) const
{
    return text(t, u"HH:mm"_s);
}

QString Times::day(TimePoint t) const
{
    return text(t, u"ddd d MMM"_s);
}

QString Times::moment(TimePoint t) const
{
    return text(t, u"ddd d MMM HH:mm"_s);
}

QString Times::exact(TimePoint t) const
{
    return local(t).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

QString Times::date(TimePoint t) const
{
    return local(t).toString(u"yyyy-MM-dd"_s);
}

QString Times::event(TimePoint t) const
{
    return local(t).toString(u"yyyy-MM-dd HH:mm "_s) + zoneName(t);
}

QString Times::bracket(TimePoint from, TimePoint to) const
{
    const bool sameDay = local(from).date() == local(to).date();
    return text(from, u"d MMM yyyy HH:mm:ss"_s) + u" to "_s
        + text(to, sameDay ? u"HH:mm:ss"_s : u"d MMM yyyy HH:mm:ss"_s);
}

} // namespace plimsoll
