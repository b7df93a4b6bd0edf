// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/statuslag.h"

#include "probes/watch/foreigntext.h"
#include "storage/stats/interval.h"

#include <algorithm>
#include <limits>
#include <map>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

const TimeRange always {fromEpochMs(0), fromEpochMs(std::numeric_limits<qint64>::max())};

// The page may date an incident back; when it was told is when the entry was made.
TimePoint postingOf(const Event& event)
{
    const QJsonObject entry = QJsonDocument::fromJson(event.raw).object();
    return momentIn(entry[u"created_at"]).value_or(event.at);
}

// "Incident opened: Elevated errors on Opus 4.7"
QString nameIn(const QString& title)
{
    return title.section(u": "_s, 1);
}

void take(std::map<QString, PostedIncident>& incidents, const Event& event)
{
    const QStringList parts = event.identity.split(u':');
    if (event.type != EventType::StatusPosted || parts.size() < 3 || parts[0] != u"status") {
        return;
    }
    PostedIncident& incident = incidents[parts[1]];
    if (parts[2] == u"opened") {
        incident.id = parts[1];
        incident.title = nameIn(event.title);
        incident.posted = postingOf(event);
    } else if (parts[2] == u"resolved" || parts[2] == u"gone") {
        incident.over = event.at;
    } else if (parts[2] == u"reopened") {
        incident.over.reset();
    }
    for (const QString& model : event.models) {
        if (!incident.models.contains(model)) {
            incident.models << model;
        }
    }
}

TimePoint momentOf(milliseconds sinceEpoch)
{
    return TimePoint(sinceEpoch);
}

TimeRange spanOf(const PostedIncident& incident, TimePoint end)
{
    return {incident.posted, std::max(incident.over.value_or(end), incident.posted)};
}

bool belongs(const PostedIncident& incident, const stats::Burst& burst, TimePoint end)
{
    return spanOf(incident, end).to >= momentOf(burst.start.after)
        && incident.posted <= momentOf(burst.end.upTo) + lagRules::lateBy;
}

bool isLong(const stats::Burst& burst)
{
    return burst.overloaded >= lagRules::overloaded
        && burst.end.after - burst.start.upTo >= lagRules::least;
}

milliseconds silentWithin(const std::vector<stats::SilentSpan>& gaps, TimeRange range)
{
    milliseconds silent {0};
    TimePoint counted = range.from; // gaps may overlap
    for (const stats::SilentSpan& gap : gaps) {
        const TimePoint from = std::max(momentOf(gap.from), counted);
        const TimePoint to = std::min(momentOf(gap.to), range.to);
        if (from < to) {
            silent += to - from;
            counted = to;
        }
    }
    return silent;
}

StatusLag::Unmatched unmatched(const PostedIncident& incident, const OutcomeSequence& sequence,
                               TimeRange judged)
{
    StatusLag::Unmatched found {.id = incident.id,
                                .title = incident.title,
                                .open = spanOf(incident, judged.to),
                                .probes = 0,
                                .overloaded = 0,
                                .measured = false};
    found.open.to = std::min(found.open.to, judged.to);
    for (const stats::ProbeMoment& probe : sequence.probes) {
        if (found.open.contains(momentOf(probe.at))) {
            ++found.probes;
            found.overloaded += probe.overloaded ? 1 : 0;
        }
    }
    found.measured = found.probes >= lagRules::probesToMeasure
        && 2 * silentWithin(sequence.gaps, found.open) <= found.open.length();
    return found;
}

void setMedian(StatusLag& lag)
{
    std::vector<milliseconds> lags;
    for (const StatusLag::Posted& posted : lag.posted) {
        if (posted.startKnown) {
            lags.push_back(posted.lag());
        }
    }
    lag.medianOf = lags.size();
    if (lags.empty()) {
        return;
    }
    std::ranges::sort(lags);
    const std::size_t half = lags.size() / 2;
    stats::DurationQuantile median {.value = lags[half], .low = {}, .high = {}};
    if (lags.size() % 2 == 0) {
        median.value = (lags[half - 1] + lags[half]) / 2;
    }
    if (const auto ranks = stats::quantileRanks(lags.size(), 0.5)) {
        median.low = lags[ranks->low - 1];
        median.high = lags[ranks->high - 1];
    }
    lag.median = median;
}

// Matches one overload after the other with the incidents.
class Matching
{
public:
    Matching(const PostedIncidents& page, const QString& model, TimeRange judged)
        : m_page(page)
        , m_model(model)
        , m_judged(judged)
        , m_taken(page.incidents.size(), false)
    {
    }

    void take(const stats::Burst& burst, StatusLag& lag)
    {
        const PostedIncident* first = nullptr;
        const PostedIncident* covering = nullptr;
        QStringList all;
        bool unnamed = false;
        for (std::size_t i = 0; i < m_page.incidents.size(); ++i) {
            const PostedIncident& incident = m_page.incidents[i];
            if (!belongs(incident, burst, m_judged.to)) {
                continue;
            }
            unnamed = unnamed || incident.models.isEmpty();
            if (!incident.models.contains(m_model)) {
                continue;
            }
            covering = covering ? covering : &incident;
            all << incident.id;
            if (!first && !m_taken[i]) {
                first = &incident;
            }
            m_taken[i] = true;
        }
        using Told = StatusLag::Overload::Told;
        const PostedIncident* told = first ? first : covering;
        lag.judged.push_back({.burst = burst,
                              .told = first  ? Told::Posted
                                  : covering ? Told::Further
                                             : Told::NotPosted,
                              .incident = told ? told->id : QString(),
                              .incidents = all,
                              .unnamed = unnamed});
        if (first) {
            lag.posted.push_back({.title = first->title,
                                  .posted = first->posted,
                                  .start = burst.start,
                                  .startKnown = burst.startKnown});
        } else if (covering) {
            ++lag.further;
        } else {
            lag.unposted.push_back({.burst = burst, .unnamed = unnamed});
        }
    }

    void addUnmatched(const OutcomeSequence& sequence, StatusLag& lag) const
    {
        for (std::size_t i = 0; i < m_page.incidents.size(); ++i) {
            const PostedIncident& incident = m_page.incidents[i];
            if (!m_taken[i] && incident.models.contains(m_model)
                && m_judged.contains(incident.posted)) {
                lag.unmatched.push_back(unmatched(incident, sequence, m_judged));
            }
        }
    }

private:
    const PostedIncidents& m_page;
    QString m_model;
    TimeRange m_judged;
    std::vector<bool> m_taken; // by incident: it belongs to an overload
};

} // namespace

milliseconds StatusLag::Posted::lag() const
{
    return posted.time_since_epoch() - start.middle();
}

Result<PostedIncidents> postedIncidents(const StoreReader& reader)
{
    const auto events = reader.events(always);
    if (!events) {
        return events.error();
    }
    std::vector<Event> byTime = *events;
    std::ranges::stable_sort(byTime, {}, &Event::at);
    std::map<QString, PostedIncident> byId;
    for (const Event& event : byTime) {
        take(byId, event);
    }
    PostedIncidents page;
    for (auto& [id, incident] : byId) {
        if (!incident.id.isEmpty()) { // its opening is known
            page.incidents.push_back(std::move(incident));
        }
    }
    std::ranges::stable_sort(page.incidents, {}, &PostedIncident::posted);
    if (!page.incidents.empty()) {
        page.since = page.incidents.front().posted;
    }
    return page;
}

StatusLag statusLag(const PostedIncidents& page, const OutcomeSequence& sequence,
                    const QString& model, TimeRange judged)
{
    StatusLag lag;
    if (!page.since) {
        return lag;
    }
    lag.since = std::max(*page.since, judged.from);
    // An overload just before the oldest incident may be the one that it told of.
    const TimePoint from = std::max(*page.since - lagRules::lateBy, judged.from);
    Matching matching(page, model, judged);
    for (const stats::Burst& burst :
         stats::burstsOf(sequence.probes, sequence.gaps, lagRules::goodToEnd)) {
        const bool within =
            momentOf(burst.end.upTo) >= from && momentOf(burst.start.upTo) < judged.to;
        if (isLong(burst) && within) {
            matching.take(burst, lag);
        }
    }
    matching.addUnmatched(sequence, lag);
    setMedian(lag);
    return lag;
}

} // namespace plimsoll
