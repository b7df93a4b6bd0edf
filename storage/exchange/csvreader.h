// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIODevice>
#include <QStringList>

#include <optional>

namespace plimsoll {

struct CsvRecord
{
    qint64 line = 0; // where it begins, from 1
    QStringList cells;
    QString problem; // "" or what is wrong with its quotes or bytes; then there are no cells
};

// RFC 4180 as CsvWriter writes it: quotes doubled, line ends inside quotes, CRLF or LF between
// records, UTF-8. The apostrophe that guards a formula is taken away again.
class CsvReader
{
public:
    explicit CsvReader(QIODevice& device);
    std::optional<CsvRecord> next(); // absent: the end. Empty lines are passed over

private:
    QByteArray readRecord();

    QIODevice& m_device;
    qint64 m_line = 0; // lines read so far
    bool m_failed = false;
};

} // namespace plimsoll
