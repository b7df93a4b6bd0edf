// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/tiertable.h"
#include "storage/store.h"

#include <optional>
#include <vector>

namespace plimsoll {

// What one pool of an organization was seen to allow.
struct SeenLimits
{
    QString pool;
    TierLimits limits;
    TimePoint at; // when it was told last
};

enum class TierFit {
    Unknown, // no limit was told of a pool that the tables hold
    One,
    Several, // what was told does not tell them apart
    None, // custom, or a tier without published numbers
    Mixed // pools fit, but no tier fits them all
};

// Which tiers of a version of the tables the limits of one organization are those of. A pool fits a
// tier when every limit that both tell is the same, and at least one is; the pools narrow it
// together. Tables change on a day and not at once for everybody: where the tables in force do not
// fit every pool, and others do (the next ones within two days before their day, or any earlier
// ones), those are named instead.
struct TierMatch
{
    TierFit fit = TierFit::Unknown;
    QStringList tiers {}; // that fit, lowest first: one, or several
    QString tables {}; // label of the version they are of
    QString inForce {}; // label of the version in force at that moment; "": there is none
    QStringList unpublished {}; // tiers of these tables without numbers
    QStringList pools {}; // that were compared
    QStringList deviating {}; // of these, those that fit no tier while others do
    QStringList unlisted {}; // pools that told limits, none of which stands in these tables

    bool isOne() const { return fit == TierFit::One; }
};

TierMatch recognisedTier(const TierTable& table, const std::vector<SeenLimits>& pools,
                         TimePoint moment);

// The tier of an organization as of the newest answer that told a limit.
struct TierAnswer
{
    QString organization {};
    TierMatch match;
    TimePoint asOf; // of that answer
    // One tier only: the first sample from which on what was told fitted that tier without a break,
    // whatever the tables were; and whether a sample before it showed something else.
    std::optional<TimePoint> since {};
    bool isDated = false;
};

// Of every organization that was told a limit. Pools that told nothing since the tables in force
// began are left out. `spans` by organization, pool, kind and firstSeen, as a store returns them.
std::vector<TierAnswer> tierAnswers(const TierTable& table, const std::vector<LimitSpan>& spans);

// What a change of a limit was, where the limits of its pool before and after it are those of one
// tier each.
struct TierChange
{
    QString before; // "Tier 1"
    QString tablesBefore; // "2026-04-25"
    QString after;
    QString tablesAfter;

    bool isOfTier() const { return before != after; }
    bool isOfTables() const { return tablesBefore != tablesAfter; }
    bool operator==(const TierChange&) const = default;
};

// For each bracket (last sample before, first after) of a change of one pool, whose spans these
// are, by kind and firstSeen.
std::vector<std::optional<TierChange>> tierChanges(const TierTable& table,
                                                   const std::vector<LimitSpan>& spans,
                                                   const std::vector<TimeRange>& brackets);

} // namespace plimsoll
