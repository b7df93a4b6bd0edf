// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/ratelimits.h"

#include <QCoreApplication>

#include <algorithm>

namespace plimsoll {

namespace {

struct Entry
{
    const char* name;
    const char* label;
};

constexpr std::array<Entry, limitKindCount> entries {
    Entry {"requests", "Requests per minute"},
    Entry {"input_tokens", "Input tokens per minute"},
    Entry {"output_tokens", "Output tokens per minute"},
    Entry {"tokens", "Tokens per minute"},
};

} // namespace

QLatin1String name(LimitKind kind)
{
    return QLatin1String(entries[std::size_t(kind)].name);
}

std::optional<LimitKind> limitKindFromName(QStringView name)
{
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (name == QLatin1String(entries[i].name)) {
            return LimitKind(i);
        }
    }
    return std::nullopt;
}

QString label(LimitKind kind)
{
    return QCoreApplication::translate("LimitKind", entries[std::size_t(kind)].label);
}

bool RateLimits::isEmpty() const
{
    return std::ranges::all_of(readings, &LimitReading::isEmpty);
}

} // namespace plimsoll
