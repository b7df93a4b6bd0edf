// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/headercodec.h"

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

    std::optional<qint64> intern(const HeaderList& headers, const std::string& common);
    void forget(); // after a rollback: numbers may be gone

private:
    qint64 stored(const std::string& common);

    SQLite::Database& m_db;
    SQLite::Statement m_find;
    SQLite::Statement m_insert;
    std::unordered_map<std::string, qint64> m_known;
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
