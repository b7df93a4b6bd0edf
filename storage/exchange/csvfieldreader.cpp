// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/csvfieldreader.h"

#include "probes/domain/redact.h"
#include "storage/exchange/values.h"

#include <QDateTime>

namespace plimsoll::exchange {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownText = 40;

template<typename Duration>
void setDuration(std::optional<Duration>& value, std::optional<qint64> count)
{
    if (count) {
        value = Duration(*count);
    }
}

} // namespace

CsvFieldReader::CsvFieldReader(const Columns& columns, const QStringList& cells,
                               QStringList& problems)
    : m_columns(columns)
    , m_cells(cells)
    , m_problems(problems)
{
}

void CsvFieldReader::moment(const char* name, TimePoint& t)
{
    const QString text = QString::fromLatin1(name);
    const QString epoch = text + u"_epoch_ms"_s;
    if (!m_columns.contains(epoch)) {
        const auto told = time(text);
        t = told.value_or(t);
    } else if (cell(epoch).isEmpty()) {
        mustBe(epoch, u"there"_s);
    } else if (const auto ms = integer(epoch, 0, latestMs)) {
        t = fromEpochMs(*ms);
    }
}

void CsvFieldReader::text(const char* name, QString& value)
{
    value = redacted(cell(QString::fromLatin1(name)));
}

void CsvFieldReader::httpStatus(const char* name, int& status)
{
    status = int(integer(QString::fromLatin1(name), 100, 999).value_or(0));
}

void CsvFieldReader::lateness(const char* name, Micros& value)
{
    value = Micros(decimal(QLatin1String(name) + u"_ms"_s, 3, -largest).value_or(0));
}

void CsvFieldReader::duration(const char* name, std::optional<Micros>& value)
{
    setDuration(value, decimal(QLatin1String(name) + u"_ms"_s, 3, 0));
}

void CsvFieldReader::count(const char* name, std::optional<qint64>& value)
{
    value = integer(QString::fromLatin1(name), 0, largest);
}

void CsvFieldReader::money(const char* name, std::optional<qint64>& nanoUsd)
{
    nanoUsd = decimal(QLatin1String(name) + u"_usd"_s, 9, 0);
}

void CsvFieldReader::retryAfter(const char* name, std::optional<std::chrono::seconds>& value)
{
    setDuration(value, integer(QString::fromLatin1(name), 0, largest));
}

void CsvFieldReader::clockSkew(const char* name, std::optional<std::chrono::milliseconds>& value)
{
    setDuration(value, integer(QString::fromLatin1(name), -largest, largest));
}

void CsvFieldReader::flag(const char* name, bool& value)
{
    const QString column = QString::fromLatin1(name);
    const QString text = cell(column).toLower(); // spreadsheets write TRUE
    value = text == u"true";
    if (!value && !text.isEmpty() && text != u"false") {
        mustBe(column, u"true or false"_s);
    }
}

void CsvFieldReader::httpVersion(const char* name, quint8& version)
{
    const QString column = QString::fromLatin1(name);
    if (!cell(column).isEmpty()) {
        const auto number = versionOf(cell(column));
        version = number.value_or(quint8(0));
        if (!number) {
            mustBe(column, u"like 1.1"_s);
        }
    }
}

void CsvFieldReader::addressFamily(const char* name, quint8& family)
{
    family = quint8(integer(QString::fromLatin1(name), 1, 255).value_or(0));
}

void CsvFieldReader::limits(const char*, RateLimits& limits)
{
    for (const LimitKind kind : limitKinds) {
        const QString of = plimsoll::name(kind);
        LimitReading& reading = limits[kind];
        reading.limit = integer(of + u"_limit"_s, 0, largest);
        reading.remaining = integer(of + u"_remaining"_s, 0, largest);
        if (!cell(of + u"_reset"_s).isEmpty()) {
            reading.reset = time(of + u"_reset"_s);
        }
    }
}

QString CsvFieldReader::cell(const QString& column) const
{
    const auto found = m_columns.constFind(column);
    return found == m_columns.cend() ? QString() : m_cells.value(*found);
}

std::optional<qint64> CsvFieldReader::integer(const QString& column, qint64 least, qint64 most)
{
    const QString text = cell(column);
    if (text.isEmpty()) {
        return std::nullopt;
    }
    bool sound = false;
    const qint64 number = text.toLongLong(&sound);
    if (!sound || number < least || number > most) {
        mustBe(column, integerFrom(least, most));
        return std::nullopt;
    }
    return number;
}

std::optional<qint64> CsvFieldReader::decimal(const QString& column, int decimals, qint64 least)
{
    const QString text = cell(column);
    if (text.isEmpty()) {
        return std::nullopt;
    }
    const qsizetype dot = text.indexOf(u'.');
    const QString part = dot < 0 ? QString() : text.sliced(dot + 1);
    const QString digits =
        text.left(dot < 0 ? text.size() : dot) + part.leftJustified(decimals, u'0');
    bool sound = false;
    const qint64 number = digits.toLongLong(&sound);
    const bool plain = !digits.contains(u'+') && !part.contains(u'-') && digits.size() > decimals;
    if (!sound || !plain || part.size() > decimals || number < least) {
        mustBe(column,
               u"a number with a dot and at most %1 decimals%2"_s.arg(decimals).arg(
                   least == 0 ? u", from 0 on"_s : QString()));
        return std::nullopt;
    }
    return number;
}

std::optional<TimePoint> CsvFieldReader::time(const QString& column)
{
    const QDateTime time = QDateTime::fromString(cell(column), Qt::ISODateWithMs);
    const qint64 ms = time.toMSecsSinceEpoch();
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime || ms < 0 || ms > latestMs) {
        mustBe(column, u"a moment like 2026-11-21T14:19:00.123Z"_s);
        return std::nullopt;
    }
    return fromEpochMs(ms);
}

void CsvFieldReader::mustBe(const QString& column, const QString& what)
{
    m_problems += u"column %1 must be %2, and is \"%3\""_s.arg(
        column, what, redacted(cell(column)).left(shownText));
}

} // namespace plimsoll::exchange
