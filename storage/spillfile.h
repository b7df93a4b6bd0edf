// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/exchange/importer.h"

namespace plimsoll {

// Observations that wait for the store in a file of their own: JSON lines, see observationLine(),
// as `plimsollctl import` reads them. A uuid of the file's own is the agent of each and its line
// the seq, so that whatever is read twice is stored once. Only added to; readable by its owner
// alone.
class SpillFile
{
public:
    explicit SpillFile(QString path);

    // Takes up what an earlier run left there. A last line without its end is not counted: it was
    // being written when that run was killed.
    void look();

    const QString& path() const { return m_path; }
    qint64 waiting() const { return m_lines - m_writtenLines; }

    // All or none. Errors: CannotCreate, Io.
    Result<void> append(const std::vector<Observation>& observations);

    // Ingests the next lines, at most that many. After the last the file is deleted; if some could
    // not be read it is kept under another name instead, and a report says so. Errors are those of
    // the store; then nothing has moved on.
    Result<ImportTally> writeSome(StoreWriter& writer, std::size_t most);
    QStringList takeReports();

private:
    void finish();
    void setAside(const QString& why);

    QString m_path;
    bool m_looked = false;
    QByteArray m_agent; // "" while no line told it
    qint64 m_lines = 0; // whole ones in the file
    qint64 m_bytes = 0; // of them
    qint64 m_writtenLines = 0; // of them, that the store has
    qint64 m_writtenBytes = 0;
    qint64 m_damaged = 0; // of those gone through
    QStringList m_reports;
};

} // namespace plimsoll
