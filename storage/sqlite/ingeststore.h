// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/statement.h"
#include "storage/store.h"

#include <SQLiteCpp/Database.h>

namespace plimsoll::sqlite {

// Which observations of other agents are here (table ingested). Its spans never overlap.
class IngestStore
{
public:
    struct Span
    {
        qint64 firstSeq = 0; // of the agent
        qint64 lastSeq = 0;
        QByteArray digest;
        qint64 storedSeq = 0; // that firstSeq has here
    };

    explicit IngestStore(SQLite::Database& db);

    // Spans that have a seq in common with first to last, in order.
    std::vector<Span> overlapping(const QByteArray& agent, qint64 first, qint64 last) const;
    // See StoreWriter::ingestBoundary().
    qint64 boundary(const QByteArray& agent, qint64 seq) const;
    void note(const FrozenBatch& batch, qint64 storedSeq);

private:
    SQLite::Database& m_db;
};

std::vector<Origin> readOrigins(SQLite::Database& db);

} // namespace plimsoll::sqlite
