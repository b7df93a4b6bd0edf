// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/gaps.h"

namespace plimsoll {

Result<std::vector<Gap>> gapsIn(const StoreReader& reader, TimeRange range)
{
    auto gaps = reader.gaps(range);
    return gaps ? Result<std::vector<Gap>>(joined(std::move(*gaps))) : gaps.error();
}

} // namespace plimsoll
