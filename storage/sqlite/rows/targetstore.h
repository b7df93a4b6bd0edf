// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/target.h"

#include <SQLiteCpp/Database.h>
#include <functional>
#include <optional>
#include <vector>

namespace plimsoll::sqlite {

// Row of the table of targets.
struct StoredTarget
{
    qint64 number = 0;
    TargetId id;
    QString pool; // that its limits belong to; "" when it has no model
};

// What limits are kept for.
struct Account
{
    QString organization;
    QString pool;

    auto operator<=>(const Account& other) const
    {
        const int byOrganization = organization.compare(other.organization);
        return byOrganization != 0 ? byOrganization <=> 0 : pool.compare(other.pool) <=> 0;
    }
    bool operator==(const Account&) const = default;
};

Account accountOf(const StoredTarget& target);

// By number.
std::vector<StoredTarget> readTargets(SQLite::Database& db);
const StoredTarget* findTarget(const std::vector<StoredTarget>& targets, const TargetId& id);
const StoredTarget* findTarget(const std::vector<StoredTarget>& targets, qint64 number);

// The writer's list; adds a target when it meets a new one.
class TargetStore
{
public:
    using PoolOf = std::function<QString(const QString&)>;
    TargetStore(SQLite::Database& db, PoolOf poolOf);

    StoredTarget numbered(const TargetId& id);
    const std::vector<StoredTarget>& all() const;
    void forget(); // after a rollback; they are read again when next asked for

private:
    SQLite::Database& m_db;
    PoolOf m_poolOf;
    mutable std::optional<std::vector<StoredTarget>> m_targets;
};

} // namespace plimsoll::sqlite
