// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/jsonlines.h"

namespace plimsoll {

JsonLines::JsonLines(QIODevice& device)
    : m_device(device)
{
}

std::optional<SourceRow> JsonLines::next()
{
    while (!m_failed && !m_device.atEnd()) {
        const QByteArray line = readLine();
        ++m_line;
        if (!line.isEmpty()) {
            ReadLine read = readObservationLine(line);
            return SourceRow {.line = m_line,
                              .number = m_line,
                              .exchanged = std::move(read.exchanged),
                              .problems = read.problems};
        }
    }
    return std::nullopt;
}

// Of a line that is too long no more is kept than shows that it is.
QByteArray JsonLines::readLine()
{
    QByteArray line = m_device.readLine(longestLine + 2);
    m_failed = line.isEmpty();
    QByteArray rest = line;
    while (!rest.isEmpty() && !rest.endsWith('\n') && !m_device.atEnd()) {
        rest = m_device.readLine(longestLine);
    }
    return line.size() > longestLine ? line : line.trimmed();
}

} // namespace plimsoll
