// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rows/headerstore.h"

#include "probes/domain/redact.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <QCryptographicHash>

#include <SQLiteCpp/Database.h>

namespace plimsoll::sqlite {

namespace {

// Servers that send a new value in every answer must not fill the memory.
constexpr std::size_t mostKnown = 4096;

HeaderList withoutSecrets(const HeaderList& headers)
{
    HeaderList clean;
    clean.reserve(headers.size());
    for (const auto& [name, value] : headers) {
        clean.emplace_back(name, isSecretHeader(name) ? QByteArray("[redacted]") : redacted(value));
    }
    return clean;
}

} // namespace

HeaderStore::HeaderStore(SQLite::Database& db)
    : m_db(db)
    , m_find(db, "SELECT id, last_day FROM headerset WHERE digest = ?")
    , m_insert(db, "INSERT INTO headerset(digest, content, last_day) VALUES(?, ?, ?)")
    , m_touch(db, "UPDATE headerset SET last_day = ? WHERE id = ?")
{
}

std::optional<qint64> HeaderStore::intern(const HeaderList& headers, const std::string& common,
                                          qint64 day)
{
    if (headers.empty()) {
        return std::nullopt;
    }
    auto it = m_known.find(common);
    if (it == m_known.end()) {
        if (m_known.size() >= mostKnown) {
            m_known.clear();
        }
        it = m_known.emplace(common, stored(split(withoutSecrets(headers), {}).common, day)).first;
    }
    Set& set = it->second;
    if (set.lastDay < day) {
        const Reset reset(m_touch);
        bindInt(m_touch, 1, day);
        bindInt(m_touch, 2, set.id);
        m_touch.exec();
        set.lastDay = day;
    }
    return set.id;
}

void HeaderStore::forget()
{
    m_known.clear();
}

HeaderStore::Set HeaderStore::stored(const std::string& common, qint64 day)
{
    const QByteArray digest = QCryptographicHash::hash(
        QByteArrayView(common.data(), qsizetype(common.size())), QCryptographicHash::Sha256);
    {
        const Reset reset(m_find);
        bindBlob(m_find, 1, view(digest));
        if (m_find.executeStep()) {
            return {.id = intAt(m_find, 0), .lastDay = intAt(m_find, 1)};
        }
    }
    const Reset reset(m_insert);
    bindBlob(m_insert, 1, view(digest));
    bindBlob(m_insert, 2, common);
    bindInt(m_insert, 3, day);
    m_insert.exec();
    return {.id = m_db.getLastInsertRowid(), .lastDay = day};
}

HeaderSets::HeaderSets(SQLite::Database& db)
    : m_select(db, "SELECT content FROM headerset WHERE id = ?")
{
}

const std::string& HeaderSets::common(qint64 id)
{
    if (const auto it = m_known.find(id); it != m_known.end()) {
        return it->second;
    }
    if (m_known.size() >= mostKnown) {
        m_known.clear();
    }
    const Reset reset(m_select);
    bindInt(m_select, 1, id);
    if (!m_select.executeStep()) {
        throwDamaged("a row names a header set that is not there");
    }
    return m_known.emplace(id, std::string(blobAt(m_select, 0))).first->second;
}

} // namespace plimsoll::sqlite
