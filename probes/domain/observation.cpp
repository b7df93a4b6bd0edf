// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/observation.h"

#include <array>

namespace plimsoll {

QLatin1String name(Phase phase)
{
    static constexpr std::array names {"",     "resolve",    "connect", "tls",
                                       "send", "first_byte", "stream"};
    return QLatin1String(names[std::size_t(phase)]);
}

} // namespace plimsoll
