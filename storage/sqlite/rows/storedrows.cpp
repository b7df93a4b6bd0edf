// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rows/storedrows.h"

#include <QFileInfo>
#include <QUrl>

namespace plimsoll::sqlite {

Connection openUntouched(const QString& path)
{
    QUrl uri = QUrl::fromLocalFile(QFileInfo(path).absoluteFilePath());
    uri.setQuery(QStringLiteral("immutable=1"));
    return std::make_unique<SQLite::Database>(uri.toString(QUrl::FullyEncoded).toStdString(),
                                              SQLite::OPEN_READONLY | SQLite::OPEN_URI
                                                  | SQLite::OPEN_NOMUTEX);
}

qint64 countStoredRows(SQLite::Database& db)
{
    qint64 rows = db.execAndGet("SELECT count(*) FROM observation").getInt64();
    if (db.tableExists("chunk")) {
        rows += db.execAndGet("SELECT coalesce(sum(rows), 0) FROM chunk").getInt64();
    }
    return rows;
}

} // namespace plimsoll::sqlite
