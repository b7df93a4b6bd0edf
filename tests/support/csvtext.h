// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <QBuffer>
#include <QByteArrayList>

#include <functional>

namespace plimsoll::test {

// What a writer wrote, or "failed: " and why.
inline QByteArray written(const std::function<Result<void>(QIODevice&)>& write)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const Result<void> done = write(buffer);
    return done ? buffer.data() : "failed: " + done.error().message.toUtf8();
}

// Of a file without line ends inside its cells.
inline QByteArrayList csvLines(const QByteArray& csv)
{
    QByteArrayList lines;
    for (const QByteArray& line : csv.split('\n')) {
        lines << (line.endsWith('\r') ? line.chopped(1) : line);
    }
    return lines;
}

// The cell of a column of the n-th row (1: the first after the header) of a file without quotes.
inline QByteArray csvCell(const QByteArray& csv, const char* column, qsizetype row = 1)
{
    const QByteArrayList lines = csvLines(csv);
    const qsizetype index = lines[0].split(',').indexOf(column);
    return index < 0 ? QByteArray("no such column") : lines[row].split(',')[index];
}

} // namespace plimsoll::test
