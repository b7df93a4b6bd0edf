// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/ingeststore.h"

#include <limits>

namespace plimsoll::sqlite {

IngestStore::IngestStore(SQLite::Database& db)
    : m_db(db)
{
}

std::vector<IngestStore::Span> IngestStore::overlapping(const QByteArray& agent, qint64 first,
                                                        qint64 last) const
{
    // Only the nearest span that begins before can reach in.
    SQLite::Statement query(
        m_db,
        "SELECT first_seq, last_seq, digest, stored_seq FROM ingested WHERE agent = ?1 "
        "AND first_seq >= coalesce((SELECT max(first_seq) FROM ingested WHERE agent = ?1 "
        "AND first_seq <= ?2), ?2) AND first_seq <= ?3 AND last_seq >= ?2 ORDER BY first_seq");
    bindText(query, 1, QString::fromLatin1(agent));
    bindInt(query, 2, first);
    bindInt(query, 3, last);
    std::vector<Span> spans;
    while (query.executeStep()) {
        spans.push_back({.firstSeq = intAt(query, 0),
                         .lastSeq = intAt(query, 1),
                         .digest = bytes(blobAt(query, 2)),
                         .storedSeq = intAt(query, 3)});
    }
    return spans;
}

qint64 IngestStore::boundary(const QByteArray& agent, qint64 seq) const
{
    if (const auto here = overlapping(agent, seq, seq); !here.empty()) {
        return here.front().lastSeq;
    }
    SQLite::Statement query(
        m_db, "SELECT min(first_seq) FROM ingested WHERE agent = ? AND first_seq > ?");
    bindText(query, 1, QString::fromLatin1(agent));
    bindInt(query, 2, seq);
    query.executeStep();
    const auto next = optionalIntAt(query, 0);
    return next ? *next - 1 : std::numeric_limits<qint64>::max();
}

void IngestStore::note(const FrozenBatch& batch, qint64 storedSeq)
{
    SQLite::Statement insert(m_db, "INSERT INTO ingested VALUES(?, ?, ?, ?, ?)");
    bindText(insert, 1, QString::fromLatin1(batch.agent()));
    bindInt(insert, 2, batch.firstSeq());
    bindInt(insert, 3, batch.lastSeq());
    bindBlob(insert, 4, view(batch.digest()));
    bindInt(insert, 5, storedSeq);
    insert.exec();
}

std::vector<Origin> readOrigins(SQLite::Database& db)
{
    SQLite::Statement query(db,
                            "SELECT agent, first_seq, stored_seq, last_seq - first_seq + 1 "
                            "FROM ingested ORDER BY stored_seq");
    std::vector<Origin> origins;
    while (query.executeStep()) {
        origins.push_back({.agent = textAt(query, 0).toLatin1(),
                           .firstSeq = intAt(query, 1),
                           .storedSeq = intAt(query, 2),
                           .count = intAt(query, 3)});
    }
    return origins;
}

} // namespace plimsoll::sqlite
