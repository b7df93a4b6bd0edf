// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/cells.h"

#include <QDateTime>

namespace plimsoll::cells {

namespace {

// An integer of 10^-decimals units as a decimal fraction, without going through a double.
QString scaled(qint64 value, qint64 unit, int decimals)
{
    const quint64 magnitude = value < 0 ? quint64(0) - quint64(value) : quint64(value);
    const QString whole = QString::number(magnitude / quint64(unit));
    const QString part =
        QString::number(magnitude % quint64(unit)).rightJustified(decimals, QLatin1Char('0'));
    return (value < 0 ? QStringLiteral("-") : QString()) + whole + QLatin1Char('.') + part;
}

} // namespace

QString time(TimePoint t)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), Qt::UTC).toString(Qt::ISODateWithMs);
}

QString epochMs(TimePoint t)
{
    return QString::number(toEpochMs(t));
}

QString time(std::optional<TimePoint> t)
{
    return t ? time(*t) : QString();
}

QString epochMs(std::optional<TimePoint> t)
{
    return t ? epochMs(*t) : QString();
}

QString count(quint64 value)
{
    return QString::number(value);
}

QString integer(std::optional<qint64> value)
{
    return value ? QString::number(*value) : QString();
}

QString milliseconds(std::optional<Micros> value)
{
    return value ? scaled(value->count(), 1000, 3) : QString();
}

QString milliseconds(std::optional<double> value)
{
    return value ? QString::number(*value, 'f', 3) : QString();
}

QString share(std::optional<double> value)
{
    return value ? QString::number(*value, 'f', 8) : QString();
}

QString usd(std::optional<qint64> nanoUsd)
{
    return nanoUsd ? scaled(*nanoUsd, 1'000'000'000, 9) : QString();
}

QString flag(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

QString httpVersion(int version)
{
    return version == 0 ? QString() : QStringLiteral("%1.%2").arg(version / 10).arg(version % 10);
}

} // namespace plimsoll::cells
