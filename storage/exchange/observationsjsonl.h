// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

#include <QIODevice>

namespace plimsoll {

// Rows of a filter as lines of JSON, see observationLine(), each with the identity that it has
// everywhere: agent and seq of the store that wrote it first. Errors: Io when the device fails;
// whatever the reader says.
Result<void> writeObservationsJsonl(QIODevice& device, const StoreReader& reader,
                                    const RowFilter& filter);

} // namespace plimsoll
