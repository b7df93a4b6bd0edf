// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace plimsoll {

// The whole of the program plimsoll; its exit code.
int runDesktop(int argc, char** argv);

} // namespace plimsoll
