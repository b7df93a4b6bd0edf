// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QStorageInfo>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

QString standardConfigFile()
{
    // Finds /etc/xdg/plimsoll/plimsoll.toml when the user has no file of his own.
    const QString found =
        QStandardPaths::locate(QStandardPaths::AppConfigLocation, u"plimsoll.toml"_s);
    return found.isEmpty()
        ? QString(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
                  + u"/plimsoll.toml")
        : found;
}

} // namespace

void setApplicationNames()
{
    QCoreApplication::setOrganizationName(QString());
    QCoreApplication::setApplicationName(u"plimsoll"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PLIMSOLL_VERSION));
}

Paths findPaths(const QString& configOption, const QString& databaseOption,
                const QProcessEnvironment& environment)
{
    Paths paths;
    const QString config =
        configOption.isEmpty() ? environment.value(u"PLIMSOLL_CONFIG"_s) : configOption;
    paths.configFileNamed = !config.isEmpty();
    paths.configFile =
        config.isEmpty() ? standardConfigFile() : QFileInfo(config).absoluteFilePath();

    const QString database =
        databaseOption.isEmpty() ? environment.value(u"PLIMSOLL_DB"_s) : databaseOption;
    paths.databaseNamed = !database.isEmpty();
    paths.database = database.isEmpty()
        ? QString(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
                  + u"/plimsoll.sqlite")
        : QFileInfo(database).absoluteFilePath();
    paths.stateFile =
        QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/state.ini";
    return paths;
}

QString databasePath(const Paths& paths, const QString& storagePath)
{
    if (paths.databaseNamed || storagePath.isEmpty()) {
        return paths.database;
    }
    return fileBeside(paths, storagePath);
}

QString fileBeside(const Paths& paths, const QString& path)
{
    if (path.startsWith(u"~/")) {
        return QDir::homePath() + QStringView(path).mid(1);
    }
    return QDir(QFileInfo(paths.configFile).absolutePath()).absoluteFilePath(path);
}

Result<void> makePrivateParent(const QString& file)
{
    const QString directory = QFileInfo(file).absolutePath();
    if (QFileInfo(directory).isDir()) {
        return {};
    }
    // Parents first, so that no directory of ours is ever open to others.
    const Result<void> parent = makePrivateParent(directory);
    if (!parent) {
        return parent;
    }
    if (!QDir().mkdir(directory)
        || !QFile::setPermissions(directory,
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
        return Error {Error::Code::CannotCreate,
                      u"The directory %1 cannot be created. Check who may write to the directory "
                      "above it, or choose another place."_s.arg(directory)};
    }
    return {};
}

QString networkFileSystemWarning(const QString& file)
{
    const QByteArray type = QStorageInfo(QFileInfo(file).absolutePath()).fileSystemType().toLower();
    for (const char* remote :
         {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "9p", "fuse.sshfs"}) {
        if (type == remote) {
            return u"%1 lies on a network file system (%2). SQLite's locks may not hold there; "
                   "choose a local disk."_s.arg(file, QString::fromLatin1(type));
        }
    }
    return {};
}

} // namespace plimsoll
