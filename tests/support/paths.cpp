// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/paths.h"

namespace plimsoll::test {

QString sourceDir()
{
    return QStringLiteral(PLIMSOLL_SOURCE_DIR);
}

QString binaryDir()
{
    return QStringLiteral(PLIMSOLL_BINARY_DIR);
}

QString dataFile(const QString& name)
{
    return sourceDir() + QLatin1String("/tests/data/") + name;
}

QString builtProgram(const QString& name)
{
    return binaryDir() + QLatin1Char('/') + name;
}

} // namespace plimsoll::test
