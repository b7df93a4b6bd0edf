// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <QIODevice>
#include <QStringList>

namespace plimsoll {

// Cells that begin so are run by spreadsheets (OWASP, CSV injection).
bool needsFormulaGuard(const QString& cell);

// RFC 4180: CRLF, comma, quotes doubled; UTF-8 without BOM. Text that a spreadsheet would run as a
// formula is guarded by a leading apostrophe; a cell that is a plain number is left as it is. Holds
// one block at a time, so that a file of any length takes constant memory.
class CsvWriter
{
public:
    explicit CsvWriter(QIODevice& device);

    void row(const QStringList& cells);
    bool hasFailed() const { return m_failed; } // nothing more is written
    Result<void> finish(); // flushes; the first write error, if any

private:
    void writeBlock();

    QIODevice& m_device;
    QByteArray m_block;
    bool m_failed = false;
    QString m_reason;
};

} // namespace plimsoll
