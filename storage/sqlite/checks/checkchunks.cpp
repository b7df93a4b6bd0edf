// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/checks/checks.h"
#include "storage/sqlite/rollups/rollupkey.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <algorithm>

namespace plimsoll::sqlite {

namespace {

class ChunkCheck
{
public:
    ChunkCheck(const Checked& store, QStringList& found)
        : m_store(store)
        , m_found(found)
    {
    }

    void check(const ChunkEntry& entry)
    {
        const StoredTarget* target = findTarget(m_store.targets, targetOfKey(entry.key));
        if (!target) {
            complain(entry, QStringLiteral("no target has its number"));
            return;
        }
        try {
            compare(entry, read(entry, *target));
        } catch (const SQLite::Exception& failure) {
            complain(
                entry,
                QStringLiteral("it cannot be read: %1").arg(QString::fromUtf8(failure.what())));
        }
    }

    void checkLiveRows()
    {
        SQLite::Statement row(m_store.reader.database(), "SELECT seq FROM observation");
        while (row.executeStep()) {
            m_seqs.push_back(intAt(row, 0));
        }
    }

    // What belongs to no entry takes room and is seen by nobody.
    void checkPieces(const std::vector<ChunkEntry>& entries)
    {
        auto keys = m_store.reader.chunks().pages().keys();
        for (const ChunkEntry& entry : entries) {
            keys.erase(entry.key);
        }
        if (!keys.empty()) {
            m_found << QStringLiteral(
                           "There are packed observations of %1 days that no entry names.")
                           .arg(keys.size());
        }
    }

    void checkSeqs()
    {
        std::ranges::sort(m_seqs);
        for (auto it = std::ranges::adjacent_find(m_seqs); it != m_seqs.end();
             it = std::adjacent_find(it + 1, m_seqs.end())) {
            m_found << QStringLiteral("The observation %1 is there more than once.").arg(*it);
        }
    }

private:
    std::vector<StoredRow> read(const ChunkEntry& entry, const StoredTarget& target) const
    {
        const ChunkTable& chunks = m_store.reader.chunks();
        const std::string content = chunks.content(entry);
        if (checksumOf(content) != entry.checksum) {
            throwDamaged("its checksum is wrong");
        }
        const UnpackedChunk chunk(content, entry.rows);
        std::vector<StoredRow> rows;
        rows.reserve(chunk.rows());
        for (std::size_t i = 0; i < chunk.rows(); ++i) {
            rows.push_back(chunk.row(i, target.id));
        }
        return rows;
    }

    void compare(const ChunkEntry& entry, const std::vector<StoredRow>& rows)
    {
        for (const StoredRow& row : rows) {
            m_seqs.push_back(row.observation.seq);
            if (bucketNumber(Level::Day, row.observation.at) != bucketOfKey(entry.key)) {
                complain(entry,
                         QStringLiteral("the observation %1 is of another day")
                             .arg(row.observation.seq));
            }
        }
        ChunkEntry expected = entryOf(entry.key, rows, {});
        expected.checksum = entry.checksum;
        if (expected != entry) {
            complain(entry, QStringLiteral("its entry names other rows than it holds"));
        }
    }

    void complain(const ChunkEntry& entry, const QString& what)
    {
        const StoredTarget* target = findTarget(m_store.targets, targetOfKey(entry.key));
        m_found << QStringLiteral("The packed day %1 of %2: %3.")
                       .arg(timeText(bucketTime(Level::Day, bucketOfKey(entry.key))),
                            target ? text(target->id) : QStringLiteral("an unknown target"), what);
    }

    const Checked& m_store;
    QStringList& m_found;
    std::vector<qint64> m_seqs;
};

} // namespace

void checkChunks(const Checked& store, QStringList& found)
{
    ChunkCheck check(store, found);
    const auto entries = store.reader.chunks().entries();
    for (const ChunkEntry& entry : entries) {
        check.check(entry);
    }
    check.checkPieces(entries);
    check.checkLiveRows();
    check.checkSeqs();
}

} // namespace plimsoll::sqlite
