// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/exitcode.h"

namespace plimsoll {

ExitCode exitCode(Error::Code code)
{
    switch (code) {
    case Error::Code::Usage:
        return ExitCode::Usage;
    case Error::Code::Config:
        return ExitCode::Config;
    case Error::Code::BadData:
        return ExitCode::BadData;
    case Error::Code::NotFound:
        return ExitCode::NoInput;
    case Error::Code::Unavailable:
        return ExitCode::Unavailable;
    case Error::Code::CannotCreate:
        return ExitCode::CannotCreate;
    case Error::Code::Io:
        return ExitCode::Io;
    case Error::Code::Permission:
        return ExitCode::Permission;
    case Error::Code::TryLater:
        return ExitCode::TryLater;
    case Error::Code::Internal:
        break;
    }
    return ExitCode::Internal;
}

} // namespace plimsoll
