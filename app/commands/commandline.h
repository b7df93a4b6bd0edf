// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace plimsoll {

// The whole of plimsollctl: reads the command line, runs the command, gives the exit code.
int runCommandLine(int argc, char** argv);

} // namespace plimsoll
