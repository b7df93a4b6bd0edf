// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/headers.h"

#include <algorithm>

namespace plimsoll {

std::optional<QByteArray> headerValue(const HeaderList& headers, QByteArrayView name)
{
    const auto it = std::ranges::find_if(headers, [name](const auto& header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (it == headers.end()) {
        return std::nullopt;
    }
    return it->second;
}

} // namespace plimsoll
