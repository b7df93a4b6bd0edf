// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

#include <memory>

namespace plimsoll {

struct OpenOptions
{
    bool demo = false; // marks a new store as filled by the simulator; kept for its life
    QString agent; // uuid for a new store; "" makes one
};

// Creates or migrates the file (0600) as needed, takes the writer lock. Errors: TryLater when
// another process writes, BadData when the file is damaged or newer than this program,
// CannotCreate, Permission, Io.
Result<std::unique_ptr<StoreWriter>> openSqliteWriter(const QString& path,
                                                      const OpenOptions& options = {});

// Read only; NotFound when there is no such store yet.
Result<std::unique_ptr<StoreReader>> openSqliteReader(const QString& path);

// Compares every rollup and the limit history with what the rows say. One sentence per
// disagreement; empty when sound.
Result<QStringList> verifySqliteStore(const QString& path);

} // namespace plimsoll
