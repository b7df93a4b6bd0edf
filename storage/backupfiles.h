// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "storage/settings.h"

#include <QStringList>

namespace plimsoll {

// The backups that a plan made of one store, told by their names alone:
// "plimsoll-20261130T124315Z.sqlite" of plimsoll.sqlite. Files of other names are nobody's
// business.
class BackupFiles
{
public:
    BackupFiles(const QString& store, const BackupPlan& plan); // see BackupPlan::of()

    QString nameFor(TimePoint now) const; // with its directory
    QStringList all() const; // oldest first, with their directory
    // A clock that was set back must not end the backups: what is dated after now does not count.
    bool due(TimePoint now) const;
    // Makes room for the next: removes what the plan does not keep, and halves that a crash left.
    void prune() const;

private:
    QStringList matching(const QString& ending) const;

    BackupPlan m_plan;
    QString m_base;
    QString m_suffix; // ".sqlite", or ""
};

} // namespace plimsoll
