// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/recovery/recoveredrows.h"

#include "probes/domain/catalogue.h"
#include "storage/sqlite/chunks/chunktable.h"
#include "storage/sqlite/rows/observationrow.h"
#include "storage/sqlite/statement.h"

#include <QCryptographicHash>

#include <algorithm>

namespace plimsoll::sqlite {

namespace {

constexpr int rowsOfTransaction = 5000;
constexpr KeyRange targetNumbers {.from = 1, .to = 20'000};
constexpr KeyRange setNumbers {.from = 1, .to = 500'000};
constexpr qint64 smallestRow = 48; // bytes

// Random bytes may pass for a row; no clock and no service told such values.
void requirePlausible(const Observation& o)
{
    const auto negative = [](const auto& duration) { return duration && duration->count() < 0; };
    const auto below0 = [](const std::optional<qint64>& tokens) { return tokens && *tokens < 0; };
    if (o.at < searchedTime.from || o.at >= searchedTime.to || o.httpStatus < 0
        || o.httpStatus > 999 || negative(o.timing.firstByte) || negative(o.timing.total)
        || below0(o.usage.input) || below0(o.usage.output)) {
        throwDamaged("a row has values that nobody wrote");
    }
}

struct RowNumbers
{
    KeyRange keys;
    std::optional<qint64> rows;
};

// Some other place that knows how far the numbers of observations went.
qint64 largestTold(SQLite::Database& db)
{
    const qint64 bytes = db.execAndGet("PRAGMA page_count").getInt64()
        * db.execAndGet("PRAGMA page_size").getInt64();
    qint64 largest = bytes / smallestRow;
    for (const char* query :
         {"SELECT max(last_seq) FROM chunk", "SELECT max(last_seq) FROM limit_span",
          "SELECT max(value + 0) FROM meta WHERE name = 'next_seq'"}) {
        try {
            largest = std::max<qint64>(largest, db.execAndGet(query).getInt64());
        } catch (const SQLite::Exception&) {
            // It is damaged, too.
        }
    }
    return largest;
}

// From an index where the table itself does not tell.
RowNumbers liveNumbers(SQLite::Database& db)
{
    RowNumbers numbers {.keys = keysOf(db, "observation", "seq", {}), .rows = std::nullopt};
    if (numbers.keys.isGuess) {
        numbers.keys = {.from = 0, .to = largestTold(db), .isGuess = true};
    }
    try {
        SQLite::Statement query(db,
                                "SELECT count(*), max(seq) FROM observation "
                                "INDEXED BY observation_by_target");
        if (query.executeStep()) {
            numbers.rows = intAt(query, 0);
            const qint64 largest = optionalIntAt(query, 1).value_or(-1);
            numbers.keys.to = numbers.keys.isGuess ? largest : std::max(numbers.keys.to, largest);
            numbers.keys.isGuess = false;
        }
    } catch (const SQLite::Exception&) {
        // The index is damaged, or this layout has none: an estimate must do.
    }
    return numbers;
}

void requireKind(SQLite::Statement& row, int column)
{
    const qint64 kind = intAt(row, column);
    if (kind < 0 || kind >= qint64(probeKindCount)) {
        throwDamaged("a target has a kind that does not exist");
    }
}

} // namespace

struct RecoveredRows::Day
{
    ChunkEntry entry;
    std::string content;
    std::vector<StoredRow> rows;
};

RecoveredRows::RecoveredRows(SQLite::Database& from, SQLite::Database& to)
    : m_from(from)
    , m_to(to)
    , m_targets(to, [](const QString& model) { return Catalogue::shipped().pool(model); })
    , m_rollups(to)
    , m_page(from, "SELECT content FROM chunk_page WHERE key = ?")
    , m_rest(from, "SELECT content FROM chunk_rest WHERE key = ?")
    , m_savedSets(to)
    , m_insertRow(to, insertSql())
    , m_insertLostSet(to,
                      "INSERT INTO headerset(id, digest, content, last_day) VALUES(?, ?, x'', ?) "
                      "ON CONFLICT(id) DO UPDATE SET last_day = excluded.last_day")
{
}

// The index of the targets has all but their pools, and lies in other pages.
Salvage RecoveredRows::targets()
{
    const auto check = [](SQLite::Statement& row) { requireKind(row, 2); };
    Salvage salvage = copyTable(m_from, m_to,
                                {.name = "target",
                                 .key = "id",
                                 .columns = "id, model, kind, organization, pool",
                                 .columnCount = 5,
                                 .keys = targetNumbers,
                                 .what = "targets"},
                                check);
    SQLite::Statement insert(m_to,
                             "INSERT OR IGNORE INTO target(id, model, kind, organization, pool) "
                             "VALUES(?, ?, ?, ?, ?)");
    try {
        SQLite::Statement row(m_from,
                              "SELECT id, model, kind, organization FROM target "
                              "INDEXED BY sqlite_autoindex_target_1");
        qint64 known = 0;
        for (; row.executeStep(); ++known) {
            requireKind(row, 2);
            const QString model = textAt(row, 1);
            const QString pool = model.isEmpty() ? QString() : Catalogue::shipped().pool(model);
            written([&] {
                const Reset reset(insert);
                for (int i = 0; i < 4; ++i) {
                    copyValue(row, i, insert, i + 1);
                }
                insert.bind(5, pool.toStdString());
                salvage.saved += insert.exec();
            });
        }
        salvage.of = std::max(known, salvage.saved);
    } catch (const SQLite::Exception& failure) {
        if (!isDamage(failure)) {
            throw;
        }
    }
    return salvage;
}

Salvage RecoveredRows::headerSets()
{
    const auto check = [this](SQLite::Statement& row) {
        const std::string_view content = blobAt(row, 2);
        const QByteArray digest = QCryptographicHash::hash(
            QByteArrayView(content.data(), qsizetype(content.size())), QCryptographicHash::Sha256);
        if (view(digest) != blobAt(row, 1)) {
            throwDamaged("a header set is not what it was");
        }
        m_headerSets.insert(intAt(row, 0));
    };
    return copyTable(m_from, m_to,
                     {.name = "headerset",
                      .key = "id",
                      .columns = "id, digest, content, last_day",
                      .columnCount = 4,
                      .keys = setNumbers,
                      .what = "header sets"},
                     check);
}

Salvage RecoveredRows::packedDays()
{
    KeyWalk walk(m_from,
                 "SELECT key, rows, first_seq, last_seq, first_ms, last_ms, checksum FROM chunk "
                 "NOT INDEXED",
                 "key");
    written([this] { m_to.exec("BEGIN"); });
    qint64 rows = 0;
    qint64 told = 0;
    const auto take = [&](SQLite::Statement& entry) {
        told += intAt(entry, 1);
        const Day day = readDay(entry);
        written([&] { writeDay(day); });
        rows += qint64(day.rows.size());
    };
    for (const StoredTarget& target : m_targets.all()) {
        const KeyRange days = keysOfTarget(Level::Day, target.number);
        walk.run(days.from, days.to, take);
    }
    written([this] {
        commit();
        m_to.exec("COMMIT");
    });
    Salvage salvage {
        .what = QStringLiteral("observations in packed days"), .saved = rows, .of = told};
    if (walk.unreachableKeys() > 0) {
        salvage.of.reset();
    }
    return salvage;
}

// What can be read of a chunk, a piece at a time: whoever asks for all of them at once looks beyond
// the last one, at a page that may be damaged. Whether something is missing the checksum tells.
std::string RecoveredRows::readable(qint64 key)
{
    std::string bytes;
    qint64 next = 0;
    for (SQLite::Statement* piece : {&m_page, &m_rest}) {
        try {
            while (true) {
                const Reset reset(*piece);
                bindInt(*piece, 1, pieceKey(key, next));
                if (!piece->executeStep()) {
                    break;
                }
                bytes += blobAt(*piece, 0);
                ++next;
            }
        } catch (const SQLite::Exception& failure) {
            if (!isDamage(failure)) {
                throw;
            }
        }
    }
    return bytes;
}

RecoveredRows::Day RecoveredRows::readDay(SQLite::Statement& entry)
{
    Day day;
    day.entry = {.key = intAt(entry, 0),
                 .rows = std::size_t(std::max<qint64>(intAt(entry, 1), 0)),
                 .firstSeq = intAt(entry, 2),
                 .lastSeq = intAt(entry, 3),
                 .first = fromEpochMs(intAt(entry, 4)),
                 .last = fromEpochMs(intAt(entry, 5)),
                 .checksum = intAt(entry, 6)};
    day.content = readable(day.entry.key);
    const StoredTarget* target = findTarget(m_targets.all(), targetOfKey(day.entry.key));
    if (!target || day.entry.rows == 0 || checksumOf(day.content) != day.entry.checksum) {
        throwDamaged("a packed day is not what it was");
    }
    const UnpackedChunk chunk(day.content, day.entry.rows);
    for (std::size_t i = 0; i < chunk.rows(); ++i) {
        day.rows.push_back(chunk.row(i, target->id));
    }
    if (entryOf(day.entry.key, day.rows, day.content) != day.entry) {
        throwDamaged("the entry of a packed day is not what it was");
    }
    return day;
}

void RecoveredRows::writeDay(const Day& day)
{
    ChunkWriter(m_to).restore(day.entry, day.content);
    for (const StoredRow& row : day.rows) {
        keepHeaders(row);
        m_rollups.add(targetOfKey(day.entry.key), row.observation);
    }
    m_uncommitted += int(day.rows.size());
    if (m_uncommitted >= rowsOfTransaction) {
        commit();
        m_to.exec("COMMIT; BEGIN");
    }
}

Salvage RecoveredRows::liveRows()
{
    const RowNumbers numbers = liveNumbers(m_from);
    KeyWalk walk(m_from, selectSql(Columns::All) + "NOT INDEXED", "seq");
    written([this] { m_to.exec("BEGIN"); });
    walk.run(numbers.keys.from, numbers.keys.to, [this](SQLite::Statement& row) {
        const StoredRow live = readLive(row);
        written([&] { writeLive(live); });
    });
    written([this] {
        commit();
        m_to.exec("COMMIT");
    });
    Salvage salvage {
        .what = QStringLiteral("live observations"), .saved = walk.taken(), .of = std::nullopt};
    const qint64 seen = walk.taken() + walk.damagedRows();
    if (numbers.rows) {
        salvage.of = std::max(*numbers.rows, seen);
    } else if (!numbers.keys.isGuess) {
        salvage.of = seen + walk.unreachableKeys();
    }
    return salvage;
}

StoredRow RecoveredRows::readLive(SQLite::Statement& row)
{
    const StoredTarget* target = findTarget(m_targets.all(), intAt(row, 1));
    if (!target) {
        throwDamaged("a row is of a target that was lost");
    }
    StoredRow stored = readRow(row, target->id, Columns::All);
    requirePlausible(stored.observation);
    dropBrokenHeaders(stored);
    return stored;
}

// Values that do not fit their set would make the whole store unreadable.
void RecoveredRows::dropBrokenHeaders(StoredRow& row)
{
    if (!row.headerSet || !m_headerSets.contains(*row.headerSet)) {
        return;
    }
    try {
        fromStored(StoredRow(row), m_savedSets);
    } catch (const SQLite::Exception& failure) {
        if (!isDamage(failure)) {
            throw;
        }
        ++m_withoutHeaders;
        row.headerSet.reset();
        row.headerValues.clear();
    }
}

void RecoveredRows::writeLive(const StoredRow& row)
{
    const qint64 target = m_targets.numbered(row.observation.target).number;
    keepHeaders(row);
    insertRow(m_insertRow, row, target);
    m_rollups.add(target, row.observation);
    if (++m_uncommitted >= rowsOfTransaction) {
        commit();
        m_to.exec("COMMIT; BEGIN");
    }
}

// A set that was lost is there as an empty one, so that the rows that name it can be read.
void RecoveredRows::keepHeaders(const StoredRow& row)
{
    if (!row.headerSet || m_headerSets.contains(*row.headerSet)) {
        return;
    }
    ++m_withoutHeaders;
    const qint64 day = bucketNumber(Level::Day, row.observation.at);
    const auto [known, isNew] = m_lostSets.emplace(*row.headerSet, day);
    if (isNew || known->second < day) {
        known->second = day;
        const Reset reset(m_insertLostSet);
        bindInt(m_insertLostSet, 1, *row.headerSet);
        m_insertLostSet.bind(2, "lost " + std::to_string(*row.headerSet));
        bindInt(m_insertLostSet, 3, day);
        m_insertLostSet.exec();
    }
}

void RecoveredRows::commit()
{
    m_rollups.flush();
    m_uncommitted = 0;
}

} // namespace plimsoll::sqlite
