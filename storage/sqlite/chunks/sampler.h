// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/chunks/chunktable.h"
#include "storage/sqlite/rows/targetstore.h"
#include "storage/store.h"

#include <functional>

namespace plimsoll::sqlite {

// Rows in bulk, as columns: those of the chunks, then the live ones. Throws SQLite::Exception.
class Sampler
{
public:
    Sampler(SQLite::Database& db, const ChunkTable& chunks);

    // Block by block of one target; false when a visit said to stop.
    using Visit = std::function<bool(const SampleBlock&)>;
    bool visit(const StoredTarget& target, const SampleQuestion& question,
               const Visit& visit) const;

private:
    struct Columns;
    struct Window;
    struct Part;
    struct Asked
    {
        const SampleQuestion& question;
        const std::vector<Window>& windows;
    };
    bool visitChunk(const ChunkEntry& entry, const StoredTarget& target, const Asked& asked,
                    const Visit& visit) const;
    bool visitLive(const StoredTarget& target, const Asked& asked, const Visit& visit) const;
    void readLiveOutcomes(const StoredTarget& target, const SampleQuestion& question) const;
    bool visitRead(const StoredTarget& target, const Asked& asked, const Visit& visit) const;

    const ChunkTable& m_chunks;
    mutable SQLite::Statement m_live;
    mutable SQLite::Statement m_liveOutcomes;
    std::unique_ptr<Columns> m_columns; // used again from block to block

public:
    ~Sampler();
    Q_DISABLE_COPY_MOVE(Sampler)
};

} // namespace plimsoll::sqlite
