// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/storagereport.h"
#include "storage/retention.h"
#include "storage/store.h"

#include <functional>
#include <memory>

namespace plimsoll {

struct OpenOptions
{
    bool demo = false; // marks a new store as filled by the simulator; kept for its life
    QString agent {}; // uuid for a new store; "" makes one
    // The pool that the limits of a model belong to, asked once when a model is first stored and
    // kept, so that limit history can be rebuilt from rows. Empty: the shipped catalogue.
    std::function<QString(const QString& model)> poolOf {};
    // The file refuses to grow beyond this, as if the disk were full; 0: no bound.
    qint64 maxBytes = 0;
    RetentionPolicy retention {}; // what the writer lets go of in its own time
    // A larger file is not read as a whole when it is opened: see checkQuickly().
    qint64 wholeCheckBytes = qint64 {64} << 20;
    // The kind of file system at a path, as the system names it. Empty: fileSystemAt().
    std::function<QString(const QString& path)> fileSystemOf {};
};

// Creates or migrates the file (0600, in a directory 0700 if that must be made) as needed, takes
// the writer lock. Errors: TryLater when another process writes, BadData when the file is damaged,
// not ours or newer than this program, Unavailable on a network file system, CannotCreate,
// Permission, Io. append() answers NotFound when the file was taken away since. A file that is
// refused is not touched.
Result<std::unique_ptr<StoreWriter>> openSqliteWriter(const QString& path,
                                                      const OpenOptions& options = {});

// What compacting did to the file, in bytes.
struct Compaction
{
    qint64 before = 0;
    qint64 after = 0;
};

// All upkeep that is due, and a file without holes; a file that could not give pages back by itself
// can from then on. Takes as much room again while it runs. Errors as openSqliteWriter().
Result<Compaction> compactSqliteStore(const QString& path, const OpenOptions& options,
                                      TimePoint now);

// Read only; NotFound when there is no such store yet. Packed days that samples() read stay in
// memory for the next time, so many bytes at most for each of the two threads that may read.
inline constexpr qint64 usualCacheBytes = qint64 {64} << 20;
Result<std::unique_ptr<StoreReader>> openSqliteReader(const QString& path,
                                                      qint64 cacheBytes = usualCacheBytes);

// Compares every rollup and the limit history with what the rows say. One sentence per
// disagreement; empty when sound.
Result<QStringList> verifySqliteStore(const QString& path);

// Where the bytes of a store are, in one snapshot; reads the whole file once. NotFound when there
// is no such store yet.
Result<StorageFigures> measureSqliteStore(const QString& path, TimePoint now);

} // namespace plimsoll
