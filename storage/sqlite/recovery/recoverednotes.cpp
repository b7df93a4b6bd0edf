// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/recovery/recoverednotes.h"

#include "probes/domain/event.h"
#include "probes/domain/observation.h"
#include "storage/sqlite/limits/limitcover.h"
#include "storage/sqlite/limits/rebuiltlimits.h"
#include "storage/sqlite/statement.h"

namespace plimsoll::sqlite {

namespace {

constexpr KeyRange countedUp {.from = 1, .to = 500'000};

template<typename Enum>
KeyWalk::Take requireKind(int column, Enum last)
{
    return [column, last](SQLite::Statement& row) {
        const qint64 value = intAt(row, column);
        if (value < 0 || value > qint64(last)) {
            throwDamaged("a stored kind does not exist");
        }
    };
}

const CopiedTable events {.name = "event",
                          .key = "id",
                          .columns =
                              "id, at_ms, type, title, detail, source, identity, models, raw",
                          .columnCount = 9,
                          .keys = countedUp,
                          .what = "events"};
const CopiedTable gaps {.name = "gap",
                        .key = "id",
                        .columns = "id, from_ms, to_ms, reason",
                        .columnCount = 4,
                        .keys = countedUp,
                        .what = "gaps"};
const CopiedTable memories {.name = "memory",
                            .key = "rowid",
                            .columns = "rowid, name, at_ms, value",
                            .columnCount = 4,
                            .keys = countedUp,
                            .what = "memories"};
const CopiedTable spans {.name = "limit_span",
                         .key = "id",
                         .columns =
                             "id, pool, kind, value, first_ms, first_seq, last_ms, last_seq, "
                             "organization",
                         .columnCount = 9,
                         .keys = countedUp,
                         .what = "limit spans"};

// Old spans tell also of rows that are lost or were let go. If all of them can be read and none is
// false they are the history; otherwise those that ended before the saved rows begin come before
// what these tell.
Salvage recoverSpans(SQLite::Database& from, SQLite::Database& to, const StoreReader& saved)
{
    Salvage salvage = copyTable(from, to, spans, requireKind(2, LimitKind::Tokens));
    const auto targets = readTargets(to);
    if (salvage.of && *salvage.of == salvage.saved
        && uncoveredReadings(saved, targets, 1).empty()) {
        return salvage;
    }
    written([&] {
        rebuildSpans(to, saved, targets);
        salvage.saved = to.execAndGet("SELECT count(*) FROM limit_span").getInt64();
    });
    salvage.of.reset();
    return salvage;
}

// The newest readings: all of the old ones or, if any is damaged, those of the saved rows.
void recoverNewest(SQLite::Database& from, SQLite::Database& to)
{
    constexpr const char* columns = "organization, pool, kind, limit_value, limit_ms, remaining, "
                                    "remaining_ms, reset_ms, reset_told_ms, model, told_ms";
    constexpr int columnCount = 11;
    try {
        SQLite::Statement row(from, std::string("SELECT ") + columns + " FROM limit_now");
        SQLite::Statement insert(to,
                                 std::string("INSERT OR REPLACE INTO limit_now(") + columns
                                     + ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        SQLite::Transaction transaction(to);
        const auto check = requireKind(2, LimitKind::Tokens);
        while (row.executeStep()) {
            check(row);
            written([&] {
                const Reset reset(insert);
                for (int i = 0; i < columnCount; ++i) {
                    copyValue(row, i, insert, i + 1);
                }
                insert.exec();
            });
        }
        written([&] { transaction.commit(); });
    } catch (const SQLite::Exception& failure) {
        if (!isDamage(failure)) {
            throw;
        }
    }
}

// What was taken in from elsewhere, so that it is not taken in again. Not keyed by a number: read
// from both ends.
Salvage copyIngested(SQLite::Database& from, SQLite::Database& to)
{
    Salvage salvage {.what = QStringLiteral("batches taken in"), .saved = 0, .of = 0};
    if (!from.tableExists("ingested")) {
        return salvage;
    }
    SQLite::Statement insert(to, "INSERT OR IGNORE INTO ingested VALUES(?, ?, ?, ?, ?)");
    bool whole = true;
    for (const char* order : {"", " DESC"}) {
        try {
            SQLite::Statement row(from,
                                  std::string("SELECT agent, first_seq, last_seq, digest, "
                                              "stored_seq FROM ingested ORDER BY agent")
                                      + order + ", first_seq" + order);
            while (row.executeStep()) {
                written([&] {
                    const Reset reset(insert);
                    for (int i = 0; i < 5; ++i) {
                        copyValue(row, i, insert, i + 1);
                    }
                    salvage.saved += insert.exec();
                });
            }
        } catch (const SQLite::Exception& failure) {
            if (!isDamage(failure)) {
                throw;
            }
            whole = false;
        }
    }
    salvage.of = whole ? std::optional(salvage.saved) : std::nullopt;
    return salvage;
}

} // namespace

std::vector<Salvage> recoverNotes(SQLite::Database& from, SQLite::Database& to,
                                  const StoreReader& saved)
{
    std::vector<Salvage> parts;
    parts.push_back(recoverSpans(from, to, saved));
    written([&] { rebuildNewest(to, saved, readTargets(to)); });
    recoverNewest(from, to);
    parts.push_back(copyIngested(from, to));
    parts.push_back(copyTable(from, to, events, requireKind(2, EventType::UsageReported)));
    parts.push_back(copyTable(from, to, gaps, requireKind(3, GapReason::StoreFailed)));
    parts.push_back(copyTable(from, to, memories, [](SQLite::Statement&) {}));
    return parts;
}

} // namespace plimsoll::sqlite
