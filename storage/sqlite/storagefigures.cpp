// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/storagefigures.h"

#include "storage/sqlite/rollups/rollupkey.h"
#include "storage/sqlite/statement.h"
#include "storage/sqlite/trimmer.h"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <algorithm>
#include <limits>
#include <numeric>
#include <sqlite3.h>

namespace plimsoll::sqlite {

namespace {

StorePart partOf(const std::string& table)
{
    static const std::map<std::string, StorePart> parts {{"observation", StorePart::LiveRows},
                                                         {"chunk", StorePart::Chunks},
                                                         {"chunk_page", StorePart::Chunks},
                                                         {"chunk_rest", StorePart::Chunks},
                                                         {"rollup_hour", StorePart::RollupsHour},
                                                         {"rollup_day", StorePart::RollupsDay},
                                                         {"rollup_week", StorePart::RollupsWeek},
                                                         {"headerset", StorePart::HeaderSets},
                                                         {"limit_span", StorePart::Limits},
                                                         {"limit_now", StorePart::Limits},
                                                         {"event", StorePart::Events},
                                                         {"gap", StorePart::Events}};
    const auto found = parts.find(table);
    return found == parts.end() ? StorePart::Other : found->second;
}

qint64 number(SQLite::Database& db, const std::string& query)
{
    return db.execAndGet(query).getInt64();
}

bool hasTable(SQLite::Database& db, const std::string& table)
{
    SQLite::Statement query(db, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
    query.bind(1, table);
    return query.executeStep();
}

std::optional<TimePoint> earlier(std::optional<TimePoint> a, std::optional<TimePoint> b)
{
    return a && b ? std::min(*a, *b) : a ? a : b;
}

void measureBytes(SQLite::Database& db, StorageFigures& figures)
{
    const auto pages = pagesByTable(db);
    figures.exact = pages.has_value();
    for (const auto& [table, bytes] : pages ? *pages : contentByTable(db)) {
        figures.bytes[std::size_t(partOf(table))] += bytes;
    }
    const qint64 pageSize = number(db, "PRAGMA page_size");
    figures.bytes[std::size_t(StorePart::FreePages)] =
        number(db, "PRAGMA freelist_count") * pageSize;
    const qint64 known = std::accumulate(figures.bytes.begin(), figures.bytes.end(), qint64(0));
    const qint64 whole = number(db, "PRAGMA page_count") * pageSize;
    figures.bytes[std::size_t(StorePart::Other)] += std::max<qint64>(whole - known, 0);
}

void measureLiveRows(SQLite::Database& db, StorageFigures& figures, qint64 recentMs)
{
    SQLite::Statement rows(db,
                           "SELECT count(*), min(at_ms), max(seq), "
                           "coalesce(sum(at_ms >= ?), 0) FROM observation");
    bindInt(rows, 1, recentMs);
    rows.executeStep();
    figures.liveRows = intAt(rows, 0);
    if (const auto oldest = optionalIntAt(rows, 1)) {
        figures.oldestRaw = fromEpochMs(*oldest);
    }
    figures.observations = optionalIntAt(rows, 2).value_or(0);
    figures.recentRows = double(intAt(rows, 3));
}

void measureChunks(SQLite::Database& db, StorageFigures& figures, qint64 recentMs)
{
    if (!hasTable(db, "chunk")) {
        return;
    }
    // A chunk that the moment falls into gives its share, as if its rows were spread evenly.
    SQLite::Statement chunks(
        db,
        "SELECT coalesce(sum(rows), 0), min(first_ms), "
        "coalesce(sum(CASE WHEN first_ms >= ?1 THEN rows WHEN last_ms < ?1 THEN 0 "
        "ELSE rows * (last_ms - ?1 + 1.0) / (last_ms - first_ms + 1) END), 0.0) FROM chunk");
    bindInt(chunks, 1, recentMs);
    chunks.executeStep();
    figures.chunkRows = intAt(chunks, 0);
    if (const auto oldest = optionalIntAt(chunks, 1)) {
        figures.oldestRaw = earlier(figures.oldestRaw, fromEpochMs(*oldest));
    }
    figures.recentRows += chunks.getColumn(2).getDouble();
    figures.observations = nextSeq(db) - 1; // the rows of the last ones may be gone
}

void measureRollups(SQLite::Database& db, StorageFigures& figures, TimePoint recent)
{
    figures.hourRollups = number(db, "SELECT count(*) FROM rollup_hour");
    figures.dayRollups = number(db, "SELECT count(*) FROM rollup_day");
    figures.weekRollups = number(db, "SELECT count(*) FROM rollup_week");
    SQLite::Statement hours(db, "SELECT count(*) FROM rollup_hour WHERE key >= ? AND key < ?");
    SQLite::Statement targets(db, "SELECT id FROM target");
    while (targets.executeStep()) {
        const Reset reset(hours);
        const qint64 target = intAt(targets, 0);
        bindInt(hours, 1, rollupKey(target, firstBucketFrom(Level::Hour, recent)));
        bindInt(hours, 2, rollupKey(target, std::numeric_limits<qint64>::max()));
        hours.executeStep();
        const qint64 count = intAt(hours, 0);
        figures.recentHourRollups += count;
        figures.recentTargets += count > 0 ? 1 : 0;
    }
}

} // namespace

std::optional<TableBytes> pagesByTable(SQLite::Database& db)
{
    TableBytes bytes;
    try {
        SQLite::Statement pages(
            db,
            "SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize) FROM dbstat AS s "
            "LEFT JOIN sqlite_master AS m ON m.name = s.name WHERE s.aggregate = TRUE "
            "GROUP BY 1");
        while (pages.executeStep()) {
            bytes[pages.getColumn(0).getString()] = intAt(pages, 1);
        }
    } catch (const SQLite::Exception& failure) {
        // "no such table" and nothing else: a damaged file must not look like a lean SQLite.
        if (failure.getErrorCode() != SQLITE_ERROR) {
            throw;
        }
        return std::nullopt;
    }
    return bytes;
}

TableBytes contentByTable(SQLite::Database& db)
{
    TableBytes bytes;
    SQLite::Statement columns(
        db,
        "SELECT m.name, group_concat('coalesce(length(CAST(\"' || c.name || '\" AS BLOB)), 0)', "
        "'+') FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' "
        "GROUP BY m.name");
    while (columns.executeStep()) {
        const std::string table = columns.getColumn(0).getString();
        bytes[table] = number(db,
                              "SELECT coalesce(sum(" + columns.getColumn(1).getString()
                                  + "), 0) FROM \"" + table + '"');
    }
    return bytes;
}

StorageFigures measure(SQLite::Database& db, TimePoint now)
{
    StorageFigures figures {.at = now};
    const TimePoint recent = now - paceSpan;
    measureBytes(db, figures);
    measureLiveRows(db, figures, toEpochMs(recent));
    measureChunks(db, figures, toEpochMs(recent));
    measureRollups(db, figures, recent);
    return figures;
}

} // namespace plimsoll::sqlite
