// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/yearcsv.h"

#include <QFile>

#include <charconv>

namespace plimsoll::bench {

namespace {

constexpr std::size_t longestRow = columnCount * 21;

char* putRow(char* to, const std::array<qint64, columnCount>& values)
{
    for (const qint64 value : values) {
        if (value != absent) {
            to = std::to_chars(to, to + 20, value).ptr;
        }
        *to++ = ',';
    }
    to[-1] = '\n';
    return to;
}

} // namespace

Result<void> writeCsv(const Year& year, const QString& path)
{
    QFile file(path);
    const bool opened = file.open(QIODevice::WriteOnly | QIODevice::Truncate);
    QByteArray header;
    for (const char* column : columnNames) {
        header += header.isEmpty() ? "" : ",";
        header += column;
    }
    bool written = opened && file.write(header + '\n') > 0;
    std::vector<char> buffer;
    eachDay(year, [&](const std::vector<DayColumns>& day) {
        buffer.resize(day.size() * day.front().size() * longestRow);
        char* to = buffer.data();
        for (std::size_t row = 0; row < day.front().size(); ++row) {
            for (const DayColumns& columns : day) {
                to = putRow(to, columns.values(row));
            }
        }
        written = written && file.write(buffer.data(), to - buffer.data()) == to - buffer.data();
    });
    file.close();
    if (!written || file.error() != QFileDevice::NoError) {
        return Error {.code = Error::Code::Io,
                      .message =
                          QStringLiteral("The year could not be written to %1: %2. Free some "
                                         "space, or name another directory.")
                              .arg(path, file.errorString())};
    }
    return {};
}

} // namespace plimsoll::bench
