// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/ratelimits.h"
#include "probes/domain/result.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace plimsoll {

// What a tier allows one pool in a minute. Absent: not known, or not published.
struct TierLimits
{
    std::optional<qint64> requests {};
    std::optional<qint64> inputTokens {};
    std::optional<qint64> outputTokens {};

    // Of LimitKind::Tokens no table tells: it is the sum of the two, or the limit of a workspace.
    std::optional<qint64> of(LimitKind kind) const;
    bool isEmpty() const { return !requests && !inputTokens && !outputTokens; }
    bool operator==(const TierLimits&) const = default;
};

struct TierRow
{
    QString tier; // "Tier 1"
    TierLimits limits;
};

struct PoolTiers
{
    QString pool; // "Opus 4.x", as in models.toml
    bool countsCacheReads = false; // input read from the prompt cache counts as input
    std::vector<TierRow> rows; // in the order of TierVersion::tiers

    const TierLimits* find(const QString& tier) const; // null: the table has no such row
};

// The tables as they held from a day until the next version's.
struct TierVersion
{
    std::optional<TimePoint> from; // 00:00 UTC of the day; absent: that day is not known
    TimePoint read; // the day of the documentation
    QString source; // "documentation, rate limits"
    QStringList tiers; // lowest first
    QStringList unpublished; // tiers without numbers
    std::vector<PoolTiers> pools;

    TimePoint dated() const { return from.value_or(read); }
    QString label() const; // "2026-06-26", of dated()
    const PoolTiers* find(const QString& pool) const; // null: not in these tables
};

// The published limits by tier: resources/tiers.toml, or a newer file of the user.
class TierTable
{
public:
    // The tables compiled into the program.
    static const TierTable& shipped();
    // Every mistake with its line, a sentence a line: unknown keys, wrong types, dates out of
    // order, a pool twice, a row of a tier that the version does not list.
    static Result<TierTable> fromToml(const QByteArray& text, const QString& origin);

    const std::vector<TierVersion>& versions() const { return m_versions; } // oldest first
    // What was in force at a moment. Before the first dated version that is an undated one in front
    // of it: its numbers were read later. Null when there is none.
    const TierVersion* at(TimePoint moment) const;

private:
    std::vector<TierVersion> m_versions;
};

} // namespace plimsoll
