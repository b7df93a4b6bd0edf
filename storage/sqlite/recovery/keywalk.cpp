// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/recovery/keywalk.h"

#include "storage/sqlite/statement.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <sqlite3.h>
#include <vector>

namespace plimsoll::sqlite {

namespace {

// Looks at ranges that cannot be reached; beyond that the rest is given up. Enough for hundreds of
// damaged pages in a table; where none can be reached, more looks find no more.
constexpr qint64 mostLooks = 30'000;

std::string query(const std::string& select, const std::string& key, const char* order)
{
    return select + " WHERE " + key + " BETWEEN ? AND ? ORDER BY " + key + order;
}

} // namespace

bool isDamage(const SQLite::Exception& failure)
{
    switch (failure.getErrorCode()) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_IOERR:
    case SQLITE_FORMAT:
        return true;
    default:
        return false;
    }
}

KeyWalk::KeyWalk(SQLite::Database& db, const std::string& select, const std::string& key)
    : m_up(db, query(select, key, ""))
    , m_down(db, query(select, key, " DESC"))
{
}

void KeyWalk::run(qint64 from, qint64 to, const Take& take)
{
    std::vector<KeyRange> left {{from, to}};
    for (qint64 looks = 0; !left.empty(); ++looks) {
        const KeyRange range = left.back();
        left.pop_back();
        if (range.from > range.to) {
            continue;
        }
        if (looks >= mostLooks) {
            m_unreachable += range.to - range.from + 1;
            continue;
        }
        const Stop up = walk(Direction::Up, range.from, range.to, take);
        if (!up.broken) {
            continue;
        }
        if (up.key == range.to) {
            ++m_unreachable;
            continue;
        }
        const Stop down = walk(Direction::Down, up.key, range.to, take);
        if (!down.broken) { // the row before which it broke was an empty place
            continue;
        }
        if (down.key <= up.key) {
            ++m_unreachable;
            continue;
        }
        const qint64 middle = up.key + (down.key - up.key) / 2;
        left.push_back({middle + 1, down.key});
        left.push_back({up.key, middle});
    }
}

KeyWalk::Stop KeyWalk::walk(Direction direction, qint64 from, qint64 to, const Take& take)
{
    const bool up = direction == Direction::Up;
    SQLite::Statement& row = up ? m_up : m_down;
    qint64 next = up ? from : to; // nothing before it is missing
    const Reset reset(row);
    bindInt(row, 1, from);
    bindInt(row, 2, to);
    try {
        while (row.executeStep()) {
            const qint64 key = intAt(row, 0);
            if (up ? key < next || key > to : key > next || key < from) {
                return {.broken = true, .key = next}; // pages in a false order
            }
            takeRow(row, take);
            if (key == (up ? to : from)) {
                return {};
            }
            next = up ? key + 1 : key - 1;
        }
        return {};
    } catch (const SQLite::Exception& failure) {
        if (!isDamage(failure)) {
            throw;
        }
        return {.broken = true, .key = next};
    }
}

void KeyWalk::takeRow(SQLite::Statement& row, const Take& take)
{
    try {
        take(row);
        ++m_taken;
    } catch (const SQLite::Exception& failure) {
        if (!isDamage(failure)) {
            throw;
        }
        ++m_damagedRows;
    }
}

KeyRange keysOf(SQLite::Database& db, const std::string& table, const std::string& key,
                KeyRange guess)
{
    constexpr qint64 farthest = qint64 {1} << 46; // a damaged page may tell any number
    const auto end = [&](const char* which) -> std::optional<qint64> {
        try {
            SQLite::Statement query(db,
                                    std::string("SELECT coalesce(") + which + "(" + key
                                        + "), 0) FROM " + table + " NOT INDEXED");
            const qint64 found = query.executeStep() ? intAt(query, 0) : 0;
            return std::abs(found) <= farthest ? std::optional(found) : std::nullopt;
        } catch (const SQLite::Exception& failure) {
            if (!isDamage(failure)) {
                throw;
            }
            return std::nullopt;
        }
    };
    const auto to = end("max");
    return {.from = std::min(end("min").value_or(guess.from), guess.from),
            .to = to.value_or(guess.to),
            .isGuess = !to};
}

} // namespace plimsoll::sqlite
