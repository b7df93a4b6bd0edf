// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace plimsoll {

// One thing wrong with a configuration file; line 0 means the file as a whole.
struct ConfigProblem
{
    int line = 0;
    QString sentence;

    bool operator==(const ConfigProblem&) const = default;
};

using ConfigProblems = std::vector<ConfigProblem>;

// "plimsoll.toml, line 7: ..." per problem, in the order of the lines.
QStringList describe(const ConfigProblems& problems, const QString& origin);

} // namespace plimsoll
