// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <utility>
#include <vector>

namespace plimsoll {

// All headers of an answer in the order received, names as sent. Secrets and cookies are already
// redacted.
using HeaderList = std::vector<std::pair<QByteArray, QByteArray>>;

// The first header of that name, compared without case.
std::optional<QByteArray> headerValue(const HeaderList& headers, QByteArrayView name);

} // namespace plimsoll
