// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/format.h"

using namespace Qt::StringLiterals;

namespace plimsoll {

QString Format::age(TimePoint then, TimePoint now) const
{
    // A clock set back must not print a negative age.
    const auto length = std::max(now - then, std::chrono::milliseconds(0));
    return numbers.duration(length) + u" ago"_s;
}

} // namespace plimsoll
