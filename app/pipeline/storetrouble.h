// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/storeservice.h"

#include <QJsonObject>

#include <optional>

namespace plimsoll {

// A store that a running collector cannot write.
struct StoreTrouble
{
    TimePoint since;
    TimePoint told; // the last failed attempt
    QString why; // a sentence
    Backlog waiting;

    bool operator==(const StoreTrouble&) const = default;
};

// Since when, why, and how many observations wait where.
QString sentence(const StoreTrouble& trouble);
// Times RFC 3339 UTC.
QJsonObject toJson(const StoreTrouble& trouble);

// Where a collector of this database puts observations that memory cannot hold: beside it or, where
// that cannot be written, in the user's runtime or temporary directory.
QStringList spillFiles(const QString& database);

// The trouble as told to other programs, a file ("<database>.trouble", or in the runtime directory)
// that is there while it lasts. That it cannot be written is no trouble of its own.
void tellStoreTrouble(const QString& database, const StoreTrouble& trouble);
void endStoreTrouble(const QString& database);
std::optional<StoreTrouble> readStoreTrouble(const QString& database);

// For whoever looks at a database from outside: the trouble that was told, or else that spilled
// observations wait for the next start of a collector; "" when all is well.
QString storeTroubleText(const QString& database);

} // namespace plimsoll
