// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/probekind.h"

#include <array>

namespace plimsoll {

namespace {
constexpr std::array<const char*, probeKindCount> names {"admission",   "prefill",   "generation",
                                                         "control",     "followup",  "line",
                                                         "cache_write", "cache_read"};
} // namespace

QLatin1String name(ProbeKind kind)
{
    return QLatin1String(names[std::size_t(kind)]);
}

std::optional<ProbeKind> probeKindFromName(QStringView name)
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (name == QLatin1String(names[i])) {
            return ProbeKind(i);
        }
    }
    return std::nullopt;
}

} // namespace plimsoll
