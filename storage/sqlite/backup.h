// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <QMetaType>
#include <QString>

#include <functional>

namespace plimsoll {

struct BackupReport
{
    QString path;
    qint64 bytes = 0;
    qint64 observations = 0;
};

struct BackupOptions
{
    bool overwrite = false; // an earlier file of that name goes when the new one is complete
    std::function<void(qint64 done, qint64 total)> progress {}; // bytes; told now and then
};

// Copies a store while another process may be writing to it: all of it is from one moment. The copy
// (0600) grows as FILE.part, is flushed to the disk, checked as a whole and only then named FILE.
// Errors: CannotCreate when FILE is there or cannot be made, BadData when what was copied
// is damaged, those of opening a reader, Io.
Result<BackupReport> backupSqliteStore(const QString& store, const QString& file,
                                       const BackupOptions& options = {});

// The second half of a backup whose FILE.part is complete: flush, check, name. Takes seconds for a
// gigabyte; any thread.
Result<BackupReport> sealCopy(const QString& store, const QString& file, bool overwrite);

} // namespace plimsoll

Q_DECLARE_METATYPE(plimsoll::BackupReport)
Q_DECLARE_METATYPE(plimsoll::Error)
