// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/paths.h"

#include <QDirIterator>
#include <QFile>
#include <QStringList>

// The source files of the product as the lint tests see them: paths relative to the root, build
// folders left out.
namespace plimsoll::lint {

inline QStringList sourceFiles(const QStringList& folders)
{
    const QDir root(test::sourceDir());
    QStringList files;
    for (const QString& folder : folders) {
        QDirIterator it(root.filePath(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                        QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            files << root.relativeFilePath(it.next());
        }
    }
    files.sort();
    return files;
}

inline QStringList linesOf(const QString& relativePath)
{
    QFile file(test::sourceDir() + QLatin1Char('/') + relativePath);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) {
        return {};
    }
    return QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
}

} // namespace plimsoll::lint
