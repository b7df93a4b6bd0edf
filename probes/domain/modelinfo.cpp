// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/modelinfo.h"

#include <algorithm>
#include <array>

namespace plimsoll {

namespace {
constexpr std::array<const char*, 5> lifecycleNames {"unknown", "active", "deprecated", "retired",
                                                     "not_listed"};
} // namespace

QLatin1String name(Lifecycle lifecycle)
{
    return QLatin1String(lifecycleNames[std::size_t(lifecycle)]);
}

Lifecycle lifecycleFromName(QStringView name)
{
    for (std::size_t i = 0; i < lifecycleNames.size(); ++i) {
        if (name == QLatin1String(lifecycleNames[i])) {
            return Lifecycle(i);
        }
    }
    return Lifecycle::Unknown;
}

Support thinkingSupport(const ModelInfo& model, QStringView type)
{
    if (std::ranges::count(model.rejectedThinking, type) > 0) {
        return Support::No;
    }
    return std::ranges::count(model.acceptedThinking, type) > 0 ? Support::Yes : Support::Unknown;
}

} // namespace plimsoll
