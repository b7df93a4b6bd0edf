// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/place.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QStorageInfo>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace plimsoll {

namespace {

// 9p and virtiofs are not among them: machines share a local disk through these, and where shared
// memory fails there the write-ahead log is refused.
bool isNetwork(const QString& fileSystem)
{
    static const QSet<QString> names {QStringLiteral("nfs"),
                                      QStringLiteral("nfs3"),
                                      QStringLiteral("nfs4"),
                                      QStringLiteral("cifs"),
                                      QStringLiteral("smb"),
                                      QStringLiteral("smb2"),
                                      QStringLiteral("smb3"),
                                      QStringLiteral("smbfs"),
                                      QStringLiteral("afs"),
                                      QStringLiteral("afpfs"),
                                      QStringLiteral("ncpfs"),
                                      QStringLiteral("coda"),
                                      QStringLiteral("ceph"),
                                      QStringLiteral("glusterfs"),
                                      QStringLiteral("lustre"),
                                      QStringLiteral("gpfs"),
                                      QStringLiteral("webdav"),
                                      QStringLiteral("davfs"),
                                      QStringLiteral("fuse.nfs"),
                                      QStringLiteral("fuse.sshfs"),
                                      QStringLiteral("fuse.davfs"),
                                      QStringLiteral("fuse.s3fs"),
                                      QStringLiteral("fuse.glusterfs"),
                                      QStringLiteral("fuse.rclone"),
                                      QStringLiteral("fuse.ceph"),
                                      QStringLiteral("fuse.smbnetfs"),
                                      QStringLiteral("fuse.curlftpfs")};
    return names.contains(fileSystem.toLower());
}

} // namespace

std::optional<FileIdentity> fileIdentity(const QString& path)
{
#ifdef Q_OS_UNIX
    struct stat told
    {
    };
    if (::stat(QFile::encodeName(path).constData(), &told) == 0) {
        return FileIdentity {.device = quint64(told.st_dev), .inode = quint64(told.st_ino)};
    }
#else
    Q_UNUSED(path)
#endif
    return std::nullopt;
}

Result<void> refuseOtherFile(const QString& path, const std::optional<FileIdentity>& opened)
{
    if (!opened) {
        return {};
    }
    const auto there = fileIdentity(path);
    if (there == opened) {
        return {};
    }
    if (!there) {
        return Error {.code = Error::Code::NotFound,
                      .message = QStringLiteral(
                                     "Cannot write to the store %1: the file was deleted or moved "
                                     "away while it was in use. Put it back and writing goes on, "
                                     "or start again for a new store; observations wait in memory.")
                                     .arg(path)};
    }
    return Error {
        .code = Error::Code::NotFound,
        .message =
            QStringLiteral("Cannot write to the store %1: another file was put in its place while "
                           "it was in use. To go on with that one stop Plimsoll, remove %1-wal and "
                           "%1-shm, which belong to the old file, and start again.")
                .arg(path)};
}

QString fileSystemAt(const QString& path)
{
    QDir directory = QFileInfo(path).absoluteDir();
    while (!directory.exists() && !directory.isRoot()) {
        directory.setPath(QFileInfo(directory.absolutePath()).absolutePath());
    }
    return QString::fromLatin1(QStorageInfo(directory).fileSystemType());
}

Result<void> refuseNetwork(const QString& path, const QString& fileSystem)
{
    if (!isNetwork(fileSystem)) {
        return {};
    }
    return Error {.code = Error::Code::Unavailable,
                  .message = QStringLiteral(
                                 "Cannot open the store %1: it lies on a network file system (%2), "
                                 "where locks do not hold and a database breaks sooner or later. "
                                 "Choose a [storage] path on a local disk; backups may go there.")
                                 .arg(path, fileSystem)};
}

} // namespace plimsoll
