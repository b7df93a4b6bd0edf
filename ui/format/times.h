// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QDateTime>
#include <QLocale>
#include <QString>
#include <QTimeZone>

namespace plimsoll {

// How moments are written on screen: in one zone, always with its name where a full moment stands.
class Times
{
public:
    explicit Times(QTimeZone zone = QTimeZone::utc(), QLocale locale = {});

    const QTimeZone& zone() const { return m_zone; }
    QDateTime local(TimePoint t) const;

    QString zoneName(TimePoint t) const; // "CET", as in force at that moment
    QString clock(TimePoint t) const; // "Sat 21 Nov 2026 14:32:10 CET (UTC+1)"
    QString shortClock(TimePoint t) const; // "14:32:10 CET"
    QString timeOfDay(TimePoint t) const; // "14:32"
    QString day(TimePoint t) const; // "Sat 21 Nov"
    QString moment(TimePoint t) const; // "Sat 21 Nov 14:19"; the zone stands in the head
    QString exact(TimePoint t) const; // "2026-11-21 14:19:07.250"; the zone stands in the head
    QString date(TimePoint t) const; // "2026-05-06"
    QString event(TimePoint t) const; // "2026-05-06 17:02 CEST"
    QString bracket(TimePoint from, TimePoint to) const; // "6 May 2026 17:02:08 to 17:03:08"

private:
    QString text(TimePoint t, const QString& format) const;

    QTimeZone m_zone;
    QLocale m_locale;
};

} // namespace plimsoll
