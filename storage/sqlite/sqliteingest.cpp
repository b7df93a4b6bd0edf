// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/observationline.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/sqlitewriter.h"

#include <algorithm>
#include <limits>

namespace plimsoll::sqlite {

using namespace Qt::StringLiterals;

namespace {

using Span = IngestStore::Span;

Ingest conflict(const FrozenBatch& batch, const QString& why)
{
    return {.kind = Ingest::Kind::Conflict,
            .why = u"Observations %1 to %2 of %3 were not added: %4."_s.arg(
                QString::number(batch.firstSeq()), QString::number(batch.lastSeq()),
                QString::fromLatin1(batch.agent()), why)};
}

bool covers(const std::vector<Span>& spans, const FrozenBatch& batch)
{
    qint64 next = batch.firstSeq();
    for (const Span& span : spans) {
        if (span.firstSeq > next) {
            return false;
        }
        next = span.lastSeq + 1;
    }
    return next > batch.lastSeq();
}

// A row that is gone by its age was the same once: it must not come back.
Result<bool> sameAsStored(const StoreReader& reader, const std::vector<Span>& spans,
                          const FrozenBatch& batch)
{
    const auto line = [&batch](const Observation& observation) {
        return observationLine({.agent = batch.agent(), .observation = observation});
    };
    bool same = true;
    for (const Span& span : spans) {
        const qint64 shift = span.storedSeq - span.firstSeq;
        RowFilter filter;
        filter.afterSeq = std::max(span.firstSeq, batch.firstSeq()) + shift - 1;
        filter.beforeSeq = std::min(span.lastSeq, batch.lastSeq()) + shift + 1;
        const auto read = reader.observations(filter, [&](Observation stored) {
            stored.seq -= shift;
            const auto index = std::size_t(stored.seq - batch.firstSeq());
            same = line(stored) == line(batch.observations()[index]);
            return same;
        });
        if (!read) {
            return read.error();
        }
    }
    return same;
}

} // namespace

Result<Ingest> SqliteWriter::ingest(const FrozenBatch& batch)
{
    try {
        const bool ours = batch.agent() == m_agent;
        if (ours && batch.firstSeq() < m_nextSeq) {
            return compare(batch, std::vector {Span {1, m_nextSeq - 1, {}, 1}});
        }
        if (ours && batch.firstSeq() > m_nextSeq) {
            return conflict(batch, u"they are this store's own, and those before are not here"_s);
        }
        const auto known = ours
            ? std::vector<Span>()
            : m_ingested.overlapping(batch.agent(), batch.firstSeq(), batch.lastSeq());
        if (!known.empty()) {
            return compare(batch, known);
        }
        // Our own that follow on what is here get back the seqs that they had.
        Batch rows;
        rows.observations = batch.observations();
        return Ingest {.receipt = write(rows, ours ? nullptr : &batch)};
    } catch (const SQLite::Exception& failure) {
        const Error error = storeError(Attempt::Write, m_path, failure);
        undo();
        return error;
    }
}

Result<Ingest> SqliteWriter::compare(const FrozenBatch& batch, const std::vector<Span>& known) const
{
    if (!covers(known, batch)) {
        return conflict(batch, u"some of them are here and some are not"_s);
    }
    if (known.size() == 1 && known.front().firstSeq == batch.firstSeq()
        && known.front().lastSeq == batch.lastSeq() && known.front().digest == batch.digest()) {
        return Ingest {.kind = Ingest::Kind::Duplicate};
    }
    const auto reader = openSqliteReader(m_path);
    if (!reader) {
        return reader.error();
    }
    const auto same = sameAsStored(**reader, known, batch);
    if (!same) {
        return same.error();
    }
    return *same ? Ingest {.kind = Ingest::Kind::Duplicate}
                 : conflict(batch, u"others are stored under these numbers"_s);
}

Result<qint64> SqliteWriter::ingestBoundary(const QByteArray& agent, qint64 seq) const
{
    if (agent == m_agent) {
        return seq < m_nextSeq ? m_nextSeq - 1 : std::numeric_limits<qint64>::max();
    }
    try {
        return m_ingested.boundary(agent, seq);
    } catch (const SQLite::Exception& failure) {
        return storeError(Attempt::Read, m_path, failure);
    }
}

} // namespace plimsoll::sqlite
