// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/rows/headercodec.h"

#include <SQLiteCpp/Statement.h>
#include <optional>
#include <unordered_map>

namespace plimsoll::sqlite {

// Gives each set of lasting headers a number, once. Secrets that slipped through are redacted on
// the way in.
class HeaderStore
{
public:
    explicit HeaderStore(SQLite::Database& db);

    // `day` is that of the row that refers to it: a set that no kept day refers to may go.
    std::optional<qint64> intern(const HeaderList& headers, const std::string& common, qint64 day);
    void forget(); // after a rollback: numbers may be gone

private:
    struct Set
    {
        qint64 id = 0;
        qint64 lastDay = 0; // of a row that refers to it
    };
    Set stored(const std::string& common, qint64 day);

    SQLite::Database& m_db;
    SQLite::Statement m_find;
    SQLite::Statement m_insert;
    SQLite::Statement m_touch;
    std::unordered_map<std::string, Set> m_known;
};

// The reading side: sets by number, each read once.
class HeaderSets
{
public:
    explicit HeaderSets(SQLite::Database& db);

    const std::string& common(qint64 id);

private:
    SQLite::Statement m_select;
    std::unordered_map<qint64, std::string> m_known;
};

} // namespace plimsoll::sqlite
