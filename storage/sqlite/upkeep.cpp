// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/upkeep.h"

#include "storage/sqlite/connection.h"

#include <QFileInfo>

#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

namespace plimsoll::sqlite {

namespace {

constexpr qint64 longLog = 32 << 20; // bytes; SQLite's own checkpoints keep it at half of that
constexpr qint64 sparePart = 32; // one page of so many may stay free for the next rows
constexpr int pagesAtOnce = 64;
constexpr int incremental = 2; // of PRAGMA auto_vacuum

template<typename Work>
auto inTransaction(SQLite::Database& db, const Work& work)
{
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
    const auto result = work();
    transaction.commit();
    return result;
}

} // namespace

Upkeep::Upkeep(SQLite::Database& db, const QString& path, const TargetStore& targets,
               ChunkWriter& chunks, const RetentionPolicy& policy)
    : m_db(db)
    , m_log(path + QStringLiteral("-wal"))
    , m_closer(db, targets)
    , m_sealer(db, targets, chunks)
    , m_trimmer(db, targets, chunks, policy)
{
}

bool Upkeep::step(TimePoint now)
{
    shrinkLog();
    if (m_closer.isDue(now)) {
        return inTransaction(m_db, [&] {
            m_closer.step(now);
            return true;
        });
    }
    if (m_sealer.isDue(now) && inTransaction(m_db, [&] { return m_sealer.step(now); })) {
        return true;
    }
    if (m_trimmer.isDue(now)) {
        return inTransaction(m_db, [&] {
            m_trimmer.step();
            return true;
        });
    }
    return giveBackPages();
}

// Waits for nobody: while somebody reads an old snapshot the log stays as long as it is, and the
// next step tries again.
void Upkeep::shrinkLog()
{
    if (QFileInfo(m_log).size() <= longLog) {
        return;
    }
    m_db.setBusyTimeout(0);
    sqlite3_wal_checkpoint_v2(m_db.getHandle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr,
                              nullptr);
    m_db.setBusyTimeout(busyTimeoutMs);
}

bool Upkeep::giveBackPages()
{
    const qint64 pages = m_db.execAndGet("PRAGMA page_count").getInt64();
    if (m_db.execAndGet("PRAGMA freelist_count").getInt64() <= pages / sparePart
        || m_db.execAndGet("PRAGMA auto_vacuum").getInt() != incremental) {
        return false;
    }
    m_db.exec("PRAGMA incremental_vacuum(" + std::to_string(pagesAtOnce) + ")");
    return true;
}

} // namespace plimsoll::sqlite
