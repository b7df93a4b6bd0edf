// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/storesizes.h"

#include <QStringList>

#include <sqlite3.h>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace plimsoll::bench {

std::map<QString, qint64> pagesByTable(const QString& path)
{
    std::map<QString, qint64> bytes;
    sqlite3* db = nullptr;
    sqlite3_stmt* rows = nullptr;
    sqlite3_open_v2(path.toUtf8().constData(), &db, SQLITE_OPEN_READONLY, nullptr);
    sqlite3_prepare_v2(db,
                       "SELECT name, pgsize FROM dbstat('main', 1) UNION ALL SELECT 'free', "
                       "(SELECT freelist_count FROM pragma_freelist_count) * (SELECT page_size "
                       "FROM pragma_page_size)",
                       -1, &rows, nullptr);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        const auto* name = reinterpret_cast<const char*>(sqlite3_column_text(rows, 0));
        bytes[QString::fromUtf8(name)] = sqlite3_column_int64(rows, 1);
    }
    sqlite3_finalize(rows);
    sqlite3_close(db);
    return bytes;
}

bool evict(const QString& path)
{
#ifdef Q_OS_LINUX
    bool done = true;
    for (const QString& suffix : {QString(), QStringLiteral("-wal")}) {
        const int file = open((path + suffix).toUtf8().constData(), O_RDONLY);
        if (file >= 0) {
            fsync(file); // only clean pages are dropped
            done = posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED) == 0 && done;
            close(file);
        }
    }
    return done;
#else
    Q_UNUSED(path)
    return false;
#endif
}

} // namespace plimsoll::bench
