// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/outcomesequence.h"
#include "storage/stats/survival.h"

namespace plimsoll {

// How late, and how often at all, the status page tells of an overload that was measured; and what
// it tells of that was not.

namespace lagRules {

// An overload that a page may be expected to tell of: at least so long from the first to the last
// overloaded probe, with so many of them, and over only after so many good probes in a row, for
// inside an incident most probes may be answered.
inline constexpr std::chrono::milliseconds least = std::chrono::minutes(10);
inline constexpr std::uint64_t overloaded = 3;
inline constexpr std::uint64_t goodToEnd = 10;
// An incident belongs to an overload when it names the model, was not over before the overload may
// have begun, and was posted no later than this after the overload had ended.
inline constexpr std::chrono::milliseconds lateBy = std::chrono::hours(1);
// An incident without an overload counts as measured when as many probes as an overload needs
// reached the service within it, and gaps leave at least half of it.
inline constexpr std::uint64_t probesToMeasure = overloaded;

} // namespace lagRules

// An incident as the page posted it.
struct PostedIncident
{
    QString id;
    QString title;
    TimePoint
        posted; // created_at where the page's answer is kept, else what the page calls its start
    std::optional<TimePoint> over; // absent: still open, or its end was never told
    QStringList models {}; // ids that it names, or whose line it names; empty: it names none
};

struct PostedIncidents
{
    std::vector<PostedIncident> incidents; // by posting
    // From the oldest on; absent: the page was never read, or never told of one, so that silence
    // says nothing.
    std::optional<TimePoint> since;
};

// All that the store knows of.
Result<PostedIncidents> postedIncidents(const StoreReader& reader);

struct StatusLag
{
    // An overload that is judged, and what became of it.
    struct Overload
    {
        enum class Told { NotPosted, Posted, Further };
        stats::Burst burst;
        Told told = Told::NotPosted;
        QString incident {}; // id of the one that told of it; "": none
        QStringList incidents {}; // ids of all that name the model and belong to it
        bool unnamed = false; // an incident that names no model was open meanwhile
    };
    // An overload and the incident that told of it first.
    struct Posted
    {
        QString title;
        TimePoint posted;
        stats::Bracket start; // last ok, first overloaded; twice the latter where unknown
        bool startKnown = true;

        // From the middle of the bracket; below 0: posted before.
        std::chrono::milliseconds lag() const;
    };
    struct Unposted
    {
        stats::Burst burst;
        // An incident that names no model was open meanwhile; whether it was about this is unknown.
        bool unnamed = false;
    };
    struct Unmatched
    {
        QString id {};
        QString title;
        TimeRange open; // within what is judged
        quint64 probes = 0; // that reached the service meanwhile
        quint64 overloaded = 0; // of these: too few, or for too short
        bool measured = false;
    };

    std::optional<TimePoint> since; // overloads from then on are judged; absent: none can be
    std::vector<Posted> posted; // one for each incident; by time
    quint64 further = 0; // overloads that an incident covers which had told of an earlier one
    std::vector<Unposted> unposted;
    std::vector<Unmatched> unmatched;
    std::vector<Overload> judged {}; // each of the above overloads, by time
    // Of the lags of `posted` with a known start, interval by binomial ranks (Conover 1999), so it
    // assumes independent incidents. What was never posted is not in it, nor is the width of the
    // brackets.
    std::optional<stats::DurationQuantile> median;
    quint64 medianOf = 0;

    quint64 overloads() const { return posted.size() + unposted.size() + further; }
};

// `judged`: overloads that began, and incidents that were posted, within it. The sequence is that
// of the range.
StatusLag statusLag(const PostedIncidents& page, const OutcomeSequence& sequence,
                    const QString& model, TimeRange judged);

} // namespace plimsoll
