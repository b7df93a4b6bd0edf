// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/outputfile.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cstdio>

namespace plimsoll {

namespace {

Error failed(const QString& path, const QString& reason, Error::Code code)
{
    return {code, QStringLiteral("Could not write %1: %2.").arg(path, reason)};
}

Result<void> writeThrough(QFile& file, const QString& shown,
                          const std::function<Result<void>(QIODevice&)>& write)
{
    if (auto written = write(file); !written) {
        return written;
    }
    if (!file.flush()) {
        return failed(shown, file.errorString(), Error::Code::Io);
    }
    return {};
}

Result<void> writeStandardOutput(const std::function<Result<void>(QIODevice&)>& write)
{
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly, QFileDevice::DontCloseHandle)) {
        return failed(QStringLiteral("standard output"), out.errorString(), Error::Code::Io);
    }
    return writeThrough(out, QStringLiteral("standard output"), write);
}

// Devices and pipes cannot be replaced by a rename.
bool isSpecial(const QString& path)
{
    const QFileInfo info(path);
    return info.exists() && !info.isFile() && !info.isDir();
}

Result<void> writeSpecial(const QString& path, const std::function<Result<void>(QIODevice&)>& write)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return failed(path, file.errorString(), Error::Code::CannotCreate);
    }
    return writeThrough(file, path, write);
}

} // namespace

Result<void> writeOutput(const QString& path, const std::function<Result<void>(QIODevice&)>& write)
{
    if (path == QLatin1String("-")) {
        return writeStandardOutput(write);
    }
    if (isSpecial(path)) {
        return writeSpecial(path, write);
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        const bool refused = file.error() == QFileDevice::PermissionsError;
        return failed(path, file.errorString(),
                      refused ? Error::Code::Permission : Error::Code::CannotCreate);
    }
    if (auto written = write(file); !written) {
        file.cancelWriting();
        return written;
    }
    // commit() flushes, syncs to disk and renames.
    if (!file.commit()) {
        return failed(path, file.errorString(), Error::Code::Io);
    }
    return {};
}

} // namespace plimsoll
