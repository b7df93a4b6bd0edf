// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <QProcessEnvironment>
#include <QString>

namespace plimsoll {

// Sets the names that the standard places are made of: no organisation, application "plimsoll".
// Called first in every program and test.
void setApplicationNames();

// Where things are. A command line option wins over PLIMSOLL_CONFIG and PLIMSOLL_DB, which win over
// the standard places (XDG directories are obeyed).
struct Paths
{
    QString configFile; // may not exist
    bool configFileNamed = false; // somebody asked for this file, so it must exist
    QString database; // of [storage] when that is set: see databasePath()
    bool databaseNamed = false; // by option or environment: wins over [storage]
    QString stateFile; // INI of windows and notices that were shown
};

Paths findPaths(const QString& configOption, const QString& databaseOption,
                const QProcessEnvironment& environment);

// The database with what [storage] path says: "~" and paths relative to the configuration file.
QString databasePath(const Paths& paths, const QString& storagePath);

// A file that the configuration names: "~" and paths relative to the configuration file.
QString fileBeside(const Paths& paths, const QString& path);

// Makes the directory that the file will live in, for the user alone (0700). What exists already is
// left as it is.
Result<void> makePrivateParent(const QString& file);

// One sentence when the file would lie on a network file system, where SQLite's locks do not hold.
QString networkFileSystemWarning(const QString& file);

} // namespace plimsoll
