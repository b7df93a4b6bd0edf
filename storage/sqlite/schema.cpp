// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/schema.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <array>
#include <string>

namespace plimsoll::sqlite {

namespace {

// Times are milliseconds since the epoch, durations microseconds, money nano-USD. Rollup keys are
// target << 40 plus the number of the hour, day or week since the epoch. No value is defaulted to
// the database's own clock.
constexpr const char* version1 = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE target(
    id INTEGER PRIMARY KEY,
    model TEXT NOT NULL,
    kind INTEGER NOT NULL,
    pool TEXT NOT NULL,
    UNIQUE(model, kind));
CREATE TABLE headerset(
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    content BLOB NOT NULL);
CREATE TABLE observation(
    seq INTEGER PRIMARY KEY,
    target INTEGER NOT NULL REFERENCES target(id),
    at_ms INTEGER NOT NULL,
    lateness_us INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    failed_in INTEGER NOT NULL,
    http_status INTEGER NOT NULL,
    error_type TEXT,
    error_code TEXT,
    resolve_us INTEGER,
    connect_us INTEGER,
    tls_us INTEGER,
    first_byte_us INTEGER,
    first_token_us INTEGER,
    total_us INTEGER,
    origin_us INTEGER,
    input_tokens INTEGER,
    output_tokens INTEGER,
    cache_write_tokens INTEGER,
    cache_read_tokens INTEGER,
    cost_nano_usd INTEGER,
    retry_after_s INTEGER,
    clock_skew_ms INTEGER,
    request_id TEXT,
    edge TEXT,
    reused INTEGER NOT NULL,
    limits BLOB,
    token_gaps BLOB,
    headerset INTEGER REFERENCES headerset(id),
    header_values BLOB,
    detail TEXT,
    body BLOB);
CREATE INDEX observation_by_target ON observation(target, at_ms, outcome);
CREATE TABLE rollup_hour(
    key INTEGER PRIMARY KEY,
    counts BLOB NOT NULL,
    cost_nano_usd INTEGER NOT NULL,
    first_byte BLOB,
    first_token BLOB,
    total BLOB,
    token_gap BLOB);
CREATE TABLE rollup_day(
    key INTEGER PRIMARY KEY,
    counts BLOB NOT NULL,
    cost_nano_usd INTEGER NOT NULL,
    first_byte BLOB,
    first_token BLOB,
    total BLOB,
    token_gap BLOB);
CREATE TABLE rollup_week(
    key INTEGER PRIMARY KEY,
    counts BLOB NOT NULL,
    cost_nano_usd INTEGER NOT NULL,
    first_byte BLOB,
    first_token BLOB,
    total BLOB,
    token_gap BLOB);
CREATE TABLE limit_span(
    id INTEGER PRIMARY KEY,
    pool TEXT NOT NULL,
    kind INTEGER NOT NULL,
    value INTEGER NOT NULL,
    first_ms INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    last_seq INTEGER NOT NULL);
CREATE INDEX limit_span_by_time ON limit_span(pool, kind, first_ms, first_seq);
CREATE TABLE limit_now(
    pool TEXT NOT NULL,
    kind INTEGER NOT NULL,
    limit_value INTEGER,
    limit_ms INTEGER,
    remaining INTEGER,
    remaining_ms INTEGER,
    reset_ms INTEGER,
    reset_told_ms INTEGER,
    model TEXT NOT NULL,
    told_ms INTEGER NOT NULL,
    PRIMARY KEY(pool, kind)) WITHOUT ROWID;
CREATE TABLE event(
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    type INTEGER NOT NULL,
    title TEXT,
    detail TEXT,
    source TEXT);
CREATE INDEX event_by_time ON event(at_ms);
CREATE TABLE gap(
    id INTEGER PRIMARY KEY,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    reason INTEGER NOT NULL);
CREATE INDEX gap_by_time ON gap(from_ms);
)sql";

// Organizations beside each other, connections in full, events known by an identity and what
// sources said last. Facts that version 1 did not record are NULL. Tables whose constraints change
// are made anew; numbers of targets stay, for rows and rollups name them.
constexpr const char* version2 = R"sql(
CREATE TABLE target_new(
    id INTEGER PRIMARY KEY,
    model TEXT NOT NULL,
    kind INTEGER NOT NULL,
    pool TEXT NOT NULL,
    organization TEXT NOT NULL,
    UNIQUE(model, kind, organization));
INSERT INTO target_new SELECT id, model, kind, pool, '' FROM target;
DROP TABLE target;
ALTER TABLE target_new RENAME TO target;
ALTER TABLE observation ADD COLUMN send_us INTEGER;
ALTER TABLE observation ADD COLUMN http_version INTEGER;
ALTER TABLE observation ADD COLUMN address_family INTEGER;
ALTER TABLE observation ADD COLUMN proxied INTEGER;
ALTER TABLE limit_span ADD COLUMN organization TEXT NOT NULL DEFAULT '';
DROP INDEX limit_span_by_time;
CREATE INDEX limit_span_by_time ON limit_span(organization, pool, kind, first_ms, first_seq);
CREATE TABLE limit_now_new(
    organization TEXT NOT NULL,
    pool TEXT NOT NULL,
    kind INTEGER NOT NULL,
    limit_value INTEGER,
    limit_ms INTEGER,
    remaining INTEGER,
    remaining_ms INTEGER,
    reset_ms INTEGER,
    reset_told_ms INTEGER,
    model TEXT NOT NULL,
    told_ms INTEGER NOT NULL,
    PRIMARY KEY(organization, pool, kind)) WITHOUT ROWID;
INSERT INTO limit_now_new SELECT '', pool, kind, limit_value, limit_ms, remaining, remaining_ms,
    reset_ms, reset_told_ms, model, told_ms FROM limit_now;
DROP TABLE limit_now;
ALTER TABLE limit_now_new RENAME TO limit_now;
ALTER TABLE event ADD COLUMN identity TEXT;
ALTER TABLE event ADD COLUMN models TEXT;
ALTER TABLE event ADD COLUMN raw BLOB;
CREATE UNIQUE INDEX event_by_identity ON event(identity) WHERE identity IS NOT NULL;
CREATE TABLE memory(
    name TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    value BLOB);
)sql";

// Days in packed chunks. Rows that are not packed yet stay in `observation`. Days and weeks of the
// rollups are written when they are over: `open_day` in meta is the first day that is not, absent
// while none is; a week is over when its last day is. Key of a chunk: target << 40 plus the number
// of the day since the epoch; its bytes are cut into pages and rests, see chunkpages.h.
constexpr const char* version3 = R"sql(
CREATE TABLE chunk(
    key INTEGER PRIMARY KEY,
    rows INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    first_ms INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    checksum INTEGER NOT NULL);
CREATE TABLE chunk_page(key INTEGER PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE chunk_rest(key INTEGER PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE ingested(
    agent TEXT NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    digest BLOB NOT NULL,
    stored_seq INTEGER NOT NULL,
    PRIMARY KEY(agent, first_seq)) WITHOUT ROWID;
ALTER TABLE headerset ADD COLUMN last_day INTEGER NOT NULL DEFAULT 0;
UPDATE headerset SET last_day = (SELECT coalesce(max(at_ms), 0) / 86400000 FROM observation);
INSERT INTO meta(name, value)
    SELECT 'open_day', max(key & 1099511627775) / 24 + 1 FROM rollup_hour HAVING count(*) > 0;
DELETE FROM rollup_week
    WHERE (key & 1099511627775) * 7 + 4 > (SELECT value FROM meta WHERE name = 'open_day') + 0;
)sql";

// Migration n leads from schema n to n + 1. Append, never change what was released.
constexpr std::array migrations {version1, version2, version3};

std::string metaValue(SQLite::Database& db, const char* name)
{
    SQLite::Statement query(db, "SELECT value FROM meta WHERE name = ?");
    query.bind(1, name);
    return query.executeStep() ? query.getColumn(0).getString() : std::string();
}

void setMeta(SQLite::Database& db, const char* name, const std::string& value)
{
    SQLite::Statement insert(db, "INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)");
    insert.bind(1, name);
    insert.bind(2, value);
    insert.exec();
}

} // namespace

const int newestSchema = int(migrations.size());

StoreMark readMark(SQLite::Database& db)
{
    StoreMark mark;
    mark.applicationId = db.execAndGet("PRAGMA application_id").getInt();
    const bool empty = db.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
    if (empty || mark.applicationId != applicationId) {
        // Tables of somebody else's make are not asked for our marks.
        mark.schema = empty ? 0 : -1;
        return mark;
    }
    mark.schema = QByteArray::fromStdString(metaValue(db, "schema_version")).toInt();
    mark.agent = QByteArray::fromStdString(metaValue(db, "agent"));
    mark.demo = metaValue(db, "demo") == "1";
    return mark;
}

void migrate(SQLite::Database& db, int fromSchema, const StoreMark& markOfNew)
{
    // A table that others refer to can only be made anew while nobody watches the references. The
    // setting is without effect inside a transaction.
    const bool watched = db.execAndGet("PRAGMA foreign_keys").getInt() != 0;
    db.exec("PRAGMA foreign_keys = OFF");
    for (int version = fromSchema; version < newestSchema; ++version) {
        SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
        db.exec(migrations.at(std::size_t(version)));
        if (version == 0) {
            db.exec("PRAGMA application_id = " + std::to_string(applicationId));
            setMeta(db, "agent", markOfNew.agent.toStdString());
            setMeta(db, "demo", markOfNew.demo ? "1" : "0");
        }
        setMeta(db, "schema_version", std::to_string(version + 1));
        transaction.commit();
    }
    db.exec(watched ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
}

} // namespace plimsoll::sqlite
