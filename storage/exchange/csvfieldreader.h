// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "storage/exchange/observationfields.h"

#include <QHash>
#include <QStringList>

namespace plimsoll::exchange {

// Takes an observation out of a record of the observations CSV; see visitFields(). What is wrong is
// told by the name of its column.
class CsvFieldReader
{
public:
    // Of the header: the place of each name.
    using Columns = QHash<QString, qsizetype>;

    CsvFieldReader(const Columns& columns, const QStringList& cells, QStringList& problems);

    void moment(const char* name, TimePoint& t);
    void text(const char* name, QString& value);
    template<typename Enum>
    void named(const char* name, Enum& value)
    {
        const QString column = QString::fromLatin1(name);
        if (const auto found = fromName(cell(column), Enum {})) {
            value = *found;
        } else if (!cell(column).isEmpty() || plimsoll::name(Enum {}).size() > 0) {
            mustBe(column, QStringLiteral("one of those known"));
        }
    }
    void httpStatus(const char* name, int& status);
    void lateness(const char* name, Micros& value);
    void duration(const char* name, std::optional<Micros>& value);
    void durations(const char*, std::vector<Micros>&) { } // their mean alone is told
    void count(const char* name, std::optional<qint64>& value);
    void money(const char* name, std::optional<qint64>& nanoUsd);
    void retryAfter(const char* name, std::optional<std::chrono::seconds>& value);
    void clockSkew(const char* name, std::optional<std::chrono::milliseconds>& value);
    void flag(const char* name, bool& value);
    void httpVersion(const char* name, quint8& version);
    void addressFamily(const char* name, quint8& family);
    template<typename Visit>
    void group(const char*, const Visit& visit)
    {
        visit(*this); // a table has no groups
    }
    void limits(const char* name, RateLimits& limits);
    void headers(const char*, HeaderList&) { }
    void bytes(const char*, QByteArray&) { }

private:
    QString cell(const QString& column) const; // "" without the column
    std::optional<qint64> integer(const QString& column, qint64 least, qint64 most);
    // "12.345" in units of 10^-decimals.
    std::optional<qint64> decimal(const QString& column, int decimals, qint64 least);
    std::optional<TimePoint> time(const QString& column);
    void mustBe(const QString& column, const QString& what);

    const Columns& m_columns;
    const QStringList& m_cells;
    QStringList& m_problems;
};

} // namespace plimsoll::exchange
