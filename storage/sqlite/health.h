// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

namespace plimsoll::sqlite {

// What can be told from outside the file: its size, that of its log, and the room left on its disk.
StoreHealth healthOf(const QString& path);

} // namespace plimsoll::sqlite
