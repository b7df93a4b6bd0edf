// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace plimsoll {

// How much of one kind of data came through.
struct Salvage
{
    QString what; // "observations"
    qint64 saved = 0;
    std::optional<qint64> of; // of about so many; absent when the damage hides the number

    qint64 lost() const { return of ? *of - saved : 0; }
};

struct RecoveryReport
{
    QString path; // of the new store
    qint64 bytes = 0;
    std::vector<Salvage> parts;
    qint64 withoutHeaders = 0; // observations whose headers were lost
    qint64 hoursWithLoss = 0; // of a target each; their rollups still count what was lost
    bool newAgent = false; // the name of the collector was lost, so the store has another
    bool withoutLog = false; // the write-ahead log beside the store could not be read

    QStringList sentences() const; // for a person, one per line
};

// Reads what can be read of a damaged store into a new one; the damaged one is not touched. Errors:
// TryLater while another process writes to it, NotFound, CannotCreate when `to` is there, BadData
// when not even its list of tables can be read, Io.
Result<RecoveryReport> recoverSqliteStore(const QString& damaged, const QString& to);

} // namespace plimsoll
