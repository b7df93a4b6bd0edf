// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/notes.h"

#include "probes/domain/redact.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

namespace plimsoll::sqlite {

namespace {

constexpr qsizetype mostRawBytes = 65'536;
const QChar betweenModels(u'\n');

QByteArray redactedOrEmpty(const QByteArray& bytes)
{
    return bytes.isEmpty() ? QByteArray() : redacted(bytes);
}

template<typename Enum>
Enum enumAt(SQLite::Statement& row, int column, Enum last)
{
    const qint64 value = intAt(row, column);
    if (value < 0 || value > qint64(last)) {
        throwDamaged("a stored kind does not exist");
    }
    return Enum(value);
}

QStringList modelsAt(SQLite::Statement& row, int column)
{
    return textAt(row, column).split(betweenModels, Qt::SkipEmptyParts);
}

} // namespace

void insertEvent(SQLite::Database& db, const Event& event)
{
    SQLite::Statement row(
        db,
        "INSERT INTO event(at_ms, type, title, detail, source, identity, models, raw) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(identity) WHERE identity IS NOT NULL DO NOTHING");
    const QByteArray raw = redactedOrEmpty(event.raw).left(mostRawBytes);
    bindInt(row, 1, toEpochMs(event.at));
    bindInt(row, 2, qint64(event.type));
    bindText(row, 3, redacted(event.title));
    bindText(row, 4, redacted(event.detail));
    bindText(row, 5, redacted(event.source));
    bindText(row, 6, redacted(event.identity));
    bindText(row, 7, redacted(event.models.join(betweenModels)));
    bindBlob(row, 8, view(raw));
    row.exec();
}

std::vector<Event> readEvents(SQLite::Database& db, TimeRange range)
{
    SQLite::Statement row(db,
                          "SELECT at_ms, type, title, detail, source, identity, models, raw "
                          "FROM event WHERE at_ms >= ? AND at_ms < ? ORDER BY at_ms, id");
    bindInt(row, 1, toEpochMs(range.from));
    bindInt(row, 2, toEpochMs(range.to));
    std::vector<Event> events;
    while (row.executeStep()) {
        events.push_back({.at = fromEpochMs(intAt(row, 0)),
                          .type = enumAt(row, 1, EventType::UsageReported),
                          .title = textAt(row, 2),
                          .detail = textAt(row, 3),
                          .source = textAt(row, 4),
                          .identity = textAt(row, 5),
                          .models = modelsAt(row, 6),
                          .raw = bytes(blobAt(row, 7))});
    }
    return events;
}

void insertGap(SQLite::Database& db, const Gap& gap)
{
    // One of the same span and reason is the same gap, told again.
    SQLite::Statement row(
        db,
        "INSERT INTO gap(from_ms, to_ms, reason) SELECT ?1, ?2, ?3 WHERE NOT EXISTS "
        "(SELECT 1 FROM gap WHERE from_ms = ?1 AND to_ms = ?2 AND reason = ?3)");
    bindInt(row, 1, toEpochMs(gap.range.from));
    bindInt(row, 2, toEpochMs(gap.range.to));
    bindInt(row, 3, qint64(gap.reason));
    row.exec();
}

std::vector<Gap> readGaps(SQLite::Database& db, TimeRange range)
{
    SQLite::Statement row(db,
                          "SELECT from_ms, to_ms, reason FROM gap "
                          "WHERE to_ms > ? AND from_ms < ? ORDER BY from_ms, id");
    bindInt(row, 1, toEpochMs(range.from));
    bindInt(row, 2, toEpochMs(range.to));
    std::vector<Gap> gaps;
    while (row.executeStep()) {
        gaps.push_back({.range = {fromEpochMs(intAt(row, 0)), fromEpochMs(intAt(row, 1))},
                        .reason = enumAt(row, 2, GapReason::StoreFailed)});
    }
    return gaps;
}

void keepMemory(SQLite::Database& db, const Memory& memory)
{
    SQLite::Statement row(
        db,
        "INSERT INTO memory(name, at_ms, value) VALUES(?, ?, ?) ON CONFLICT(name) "
        "DO UPDATE SET at_ms = excluded.at_ms, value = excluded.value");
    const QByteArray value = redactedOrEmpty(memory.value);
    row.bind(1, memory.name.toStdString());
    bindInt(row, 2, toEpochMs(memory.at));
    bindBlob(row, 3, view(value));
    row.exec();
}

std::vector<Memory> readMemories(SQLite::Database& db, const QString& prefix)
{
    SQLite::Statement row(db,
                          "SELECT name, at_ms, value FROM memory "
                          "WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name");
    row.bind(1, prefix.toStdString());
    std::vector<Memory> memories;
    while (row.executeStep()) {
        memories.push_back({.name = textAt(row, 0),
                            .at = fromEpochMs(intAt(row, 1)),
                            .value = bytes(blobAt(row, 2))});
    }
    return memories;
}

} // namespace plimsoll::sqlite
