// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rows/targetstore.h"

#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <algorithm>

namespace plimsoll::sqlite {

Account accountOf(const StoredTarget& target)
{
    return {.organization = target.id.organization, .pool = target.pool};
}

std::vector<StoredTarget> readTargets(SQLite::Database& db)
{
    SQLite::Statement query(db,
                            "SELECT id, model, kind, pool, organization FROM target ORDER BY id");
    std::vector<StoredTarget> targets;
    while (query.executeStep()) {
        const qint64 kind = intAt(query, 2);
        if (kind < 0 || kind >= qint64(probeKindCount)) {
            throwDamaged("a target has a probe kind that does not exist");
        }
        targets.push_back({.number = intAt(query, 0),
                           .id = {.model = textAt(query, 1),
                                  .kind = ProbeKind(kind),
                                  .organization = textAt(query, 4)},
                           .pool = textAt(query, 3)});
    }
    return targets;
}

const StoredTarget* findTarget(const std::vector<StoredTarget>& targets, const TargetId& id)
{
    const auto it = std::ranges::find(targets, id, &StoredTarget::id);
    return it == targets.end() ? nullptr : &*it;
}

const StoredTarget* findTarget(const std::vector<StoredTarget>& targets, qint64 number)
{
    const auto it = std::ranges::lower_bound(targets, number, {}, &StoredTarget::number);
    return it == targets.end() || it->number != number ? nullptr : &*it;
}

TargetStore::TargetStore(SQLite::Database& db, PoolOf poolOf)
    : m_db(db)
    , m_poolOf(std::move(poolOf))
{
}

StoredTarget TargetStore::numbered(const TargetId& id)
{
    if (const StoredTarget* known = findTarget(all(), id)) {
        return *known;
    }
    // Not bindText: it stores "" as NULL, and NULLs are never equal to each other.
    SQLite::Statement insert(
        m_db, "INSERT INTO target(model, kind, pool, organization) VALUES(?, ?, ?, ?)");
    const QString pool = id.model.isEmpty() ? QString() : m_poolOf(id.model);
    insert.bind(1, id.model.toStdString());
    bindInt(insert, 2, qint64(id.kind));
    insert.bind(3, pool.toStdString());
    insert.bind(4, id.organization.toStdString());
    insert.exec();
    m_targets->push_back({.number = m_db.getLastInsertRowid(), .id = id, .pool = pool});
    return m_targets->back();
}

const std::vector<StoredTarget>& TargetStore::all() const
{
    if (!m_targets) {
        m_targets = readTargets(m_db);
    }
    return *m_targets;
}

void TargetStore::forget()
{
    m_targets.reset();
}

} // namespace plimsoll::sqlite
