// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/paths.h"

#include <QFile>
#include <QMap>

#include <cmath>
#include <vector>

namespace plimsoll::test {

using ReferenceRow = QMap<QString, QString>;

// The rows of a file that a script of tests/reference wrote, cells by column name; empty when it is
// not there. No cell holds a comma.
inline std::vector<ReferenceRow> references(const QString& name)
{
    QFile file(dataFile(QStringLiteral("reference/") + name));
    std::vector<ReferenceRow> rows;
    QStringList header;
    if (!file.open(QIODevice::ReadOnly)) {
        return rows;
    }
    for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
        if (line.isEmpty() || line.startsWith(QLatin1Char('#'))) {
            continue;
        }
        const QStringList cells = line.split(QLatin1Char(','));
        if (header.isEmpty()) {
            header = cells;
            continue;
        }
        ReferenceRow row;
        for (qsizetype i = 0; i < header.size(); ++i) {
            row.insert(header[i], cells.value(i));
        }
        rows.push_back(row);
    }
    return rows;
}

inline double number(const ReferenceRow& row, const char* column)
{
    return row.value(QString::fromLatin1(column), QStringLiteral("nan")).toDouble();
}

// Numbers that stand in one cell with blanks between them.
inline std::vector<double> numbers(const ReferenceRow& row, const char* column)
{
    std::vector<double> values;
    for (const QString& word :
         row.value(QString::fromLatin1(column)).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        values.push_back(word.toDouble());
    }
    return values;
}

// Relative to the larger of the reference and 1.
inline bool agree(double value, double reference, double tolerance)
{
    return std::abs(value - reference) <= tolerance * std::max(1.0, std::abs(reference));
}

} // namespace plimsoll::test
