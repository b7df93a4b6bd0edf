// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/exchange/observationsource.h"

#include <QFile>

#include <memory>

namespace plimsoll {

// A file to be imported, gone through once: nothing is imported before all are known to be sound.
struct ImportFile
{
    QString shown; // its name, or "standard input"
    std::shared_ptr<QFile> file; // open at its start
    QByteArray agent; // of rows that tell none: a name-based uuid (version 5) of the SHA-256
    qint64 observations = 0;
    qint64 bad = 0; // rows
    bool measured = false; // some
    bool demo = false; // some

    // With identity: that of the row, or the file's agent and the number of the row.
    ExchangedObservation identified(const SourceRow& row) const;
};

// What is wrong with rows: the first of them in full, the others counted.
class ImportProblems
{
public:
    static constexpr int shown = 20;

    void add(const ImportFile& file, const SourceRow& row);
    bool isEmpty() const { return m_count == 0; }
    QStringList sentences() const;

private:
    QStringList m_first;
    qint64 m_count = 0;
};

// "-" is standard input, which is kept in a temporary file. Errors: NotFound, Permission, Io.
Result<ImportFile> openImportFile(const QString& name);
// Fills in what the file holds. Errors: BadData when it is no file of observations at all, Io.
Result<void> survey(ImportFile& file, ImportProblems& problems);

} // namespace plimsoll
