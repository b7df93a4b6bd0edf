// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rows/lostrows.h"

#include "storage/sqlite/statement.h"

#include <QStringList>

#include <algorithm>

namespace plimsoll::sqlite {

namespace {

constexpr const char* metaName = "lost_rows";

// Runs of keys one after the other as "first+count", as a day that is gone has 24 of them.
QString textOf(const std::set<qint64>& keys)
{
    QStringList runs;
    for (auto it = keys.begin(); it != keys.end();) {
        const qint64 first = *it;
        qint64 count = 0;
        for (; it != keys.end() && *it == first + count; ++it) {
            ++count;
        }
        runs << QStringLiteral("%1+%2").arg(first).arg(count);
    }
    return runs.join(QLatin1Char(','));
}

std::set<qint64> keysOf(const QString& text)
{
    constexpr qint64 mostInRun = 1'000'000;
    std::set<qint64> keys;
    const QStringList runs = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString& run : runs) {
        const qint64 first = run.section(QLatin1Char('+'), 0, 0).toLongLong();
        const qint64 count = run.section(QLatin1Char('+'), 1, 1).toLongLong();
        for (qint64 i = 0; i < std::min(count, mostInRun); ++i) {
            keys.insert(first + i);
        }
    }
    return keys;
}

} // namespace

LostRows LostRows::read(SQLite::Database& db)
{
    LostRows lost;
    SQLite::Statement query(db, "SELECT value FROM meta WHERE name = ?");
    query.bind(1, metaName);
    if (query.executeStep()) {
        lost.m_recovered = true;
        lost.m_hours = keysOf(textAt(query, 0));
    }
    return lost;
}

void LostRows::write(SQLite::Database& db) const
{
    SQLite::Statement insert(db, "INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)");
    insert.bind(1, metaName);
    insert.bind(2, textOf(m_hours).toStdString());
    insert.exec();
}

} // namespace plimsoll::sqlite
