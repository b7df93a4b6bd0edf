// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

#include <vector>

namespace plimsoll {

// The recorded gaps that overlap a range. The pieces in which a long one was written are joined.
Result<std::vector<Gap>> gapsIn(const StoreReader& reader, TimeRange range);

} // namespace plimsoll
