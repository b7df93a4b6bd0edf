// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// Where the source tree and the build folder of this test are, absolute and without a slash at the
// end. Only paths.cpp is compiled for one place; every other test source is the same in each build
// folder and each clone, so that a compiler cache knows it.
namespace plimsoll::test {

QString sourceDir();
QString binaryDir();
// A file or folder of tests/data, for example u"streams".
QString dataFile(const QString& name);
// A program of this build: plimsollctl, or one that only tests run.
QString builtProgram(const QString& name);

} // namespace plimsoll::test
