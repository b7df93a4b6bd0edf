// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/limithistory.h"
#include "storage/query/selection.h"
#include "storage/query/statuslag.h"

#include <vector>

namespace plimsoll {

// What happened in a range, as it was measured and as it was told.

// A time of overload of one model. It is over with the first of lagRules::goodToEnd good probes in
// a row: inside an incident most probes may be answered, and one incident is to be one burst.
struct MeasuredBurst
{
    // What the status page said of it. TooShort: below what a page may be expected to tell of, see
    // lagRules. NotJudged: it came before the page was first known to tell of anything. Further: an
    // incident covers it that had told of an earlier one.
    enum class Told { NotJudged, TooShort, NotPosted, Posted, Further };

    QString subject; // as text
    QString displayName;
    int series = 0;
    stats::Burst burst; // its brackets: last ok, first overloaded; last overloaded, first ok
    quint64 http = 0; // of the overloaded ones: HTTP 529
    bool underWay = false; // censored by the end of the data, not by a gap
    Told told = Told::NotJudged;
    QString incident {}; // id of the one that told of it
    QString incidentTitle {};
    std::optional<TimePoint> posted {};
    std::optional<std::chrono::milliseconds> lag {}; // of Posted with a known begin; < 0: before
    bool unnamed = false; // an incident that names no model was open meanwhile

    TimePoint firstSeen() const { return TimePoint(burst.start.upTo); } // overloaded
    TimePoint lastSeen() const { return TimePoint(burst.end.after); } // overloaded
    quint64 inStream() const { return burst.overloaded - http; }
    // From the middle of the begin's bracket to that of the end's; of one whose begin or end was
    // not seen that is the least.
    std::chrono::milliseconds length() const { return burst.end.middle() - burst.start.middle(); }
    std::chrono::milliseconds least() const { return burst.end.after - burst.start.upTo; }
    std::chrono::milliseconds most() const { return burst.end.upTo - burst.start.after; }
    bool isWhole() const { return burst.startKnown && !burst.censored; } // both ends were seen
};

// An incident of the status page with all that was posted of it.
struct ToldIncident
{
    // Whether a burst of ours is behind it. NotJudged: it names none of the selected models, or was
    // posted more than a day before the range.
    enum class Behind { NotJudged, NotMeasured, NoBurst, Burst };

    PostedIncident incident;
    std::vector<Event> posts; // by time
    Behind behind = Behind::NotJudged;
};

struct HappeningLane
{
    QString subject; // as text
    QString displayName;
    int series = 0;
    quint64 probes = 0; // within the range that reached the service
    std::vector<TimeRange> silent; // within the range: nothing was measured; by time
};

struct Happenings
{
    TimeRange range;
    std::optional<TimePoint> toldSince; // since when the silence of the status page says something
    std::vector<HappeningLane> models;
    std::vector<MeasuredBurst> bursts; // by first overloaded probe
    std::vector<ToldIncident> incidents; // by posting
    std::vector<LimitChange> limits; // newest first
    std::vector<Event> events; // everything else that was told or noted, by time
    std::vector<Gap> gaps; // recorded ones; by begin
};

// Whatever overlaps the selected range. Bursts are looked at for a day beyond either end of it, so
// that the range does not cut them.
Result<Happenings> happenings(const StoreReader& reader, const Catalogue& given,
                              const Selection& selection, TimePoint asOf);

} // namespace plimsoll
