// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

namespace plimsoll {

// sysexits.h, which scripts know; 2 is that of a Nagios plugin.
enum class ExitCode : int {
    Ok = 0,
    Critical = 2, // done, and what was asked about is in a bad state
    Usage = 64,
    BadData = 65,
    NoInput = 66,
    Unavailable = 69,
    Internal = 70,
    CannotCreate = 73,
    Io = 74,
    TryLater = 75,
    Permission = 77,
    Config = 78
};

ExitCode exitCode(Error::Code code);

} // namespace plimsoll
