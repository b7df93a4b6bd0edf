// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

namespace plimsoll {

inline constexpr qint64 rowsInPage = 50'000;

// All rows of a filter, oldest first, each page from a short snapshot of its own, so that a long
// export does not keep the write-ahead log from being emptied. Rows that are written meanwhile
// belong to the last page. A filter with a limit, or newest first, is read at once.
Result<void> observationsInPages(const StoreReader& reader, const RowFilter& filter,
                                 const StoreReader::Visit& visit, qint64 page = rowsInPage);

} // namespace plimsoll
