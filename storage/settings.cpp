// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/settings.h"

#include <QFileInfo>

namespace plimsoll {

QStringList StorageSettings::validate() const
{
    if (path.trimmed().isEmpty()) {
        return {QStringLiteral("[storage] path is empty: give the file the observations go to.")};
    }
    const QFileInfo file(path);
    if (file.isDir()) {
        return {QStringLiteral("[storage] path \"%1\" is a directory: give a file name in it, for "
                               "example plimsoll.db.")
                    .arg(path)};
    }
    return {};
}

} // namespace plimsoll
