// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/happenings.h"

#include "storage/query/gaps.h"
#include "storage/query/learnedcatalogue.h"

#include <algorithm>
#include <limits>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

constexpr std::chrono::days beyond {1};
const TimeRange always {fromEpochMs(0), fromEpochMs(std::numeric_limits<qint64>::max())};

bool isHttp(Outcome outcome)
{
    return outcome == Outcome::OverloadedHttp;
}

bool overlaps(TimeRange a, TimeRange b)
{
    return a.from < b.to && b.from <= a.to;
}

quint64 overloadedWithin(const std::vector<stats::ProbeMoment>& probes, const stats::Burst& burst)
{
    auto probe = std::ranges::lower_bound(probes, burst.start.upTo, {}, &stats::ProbeMoment::at);
    quint64 n = 0;
    for (; probe != probes.end() && probe->at <= burst.end.after; ++probe) {
        n += probe->overloaded ? 1 : 0;
    }
    return n;
}

// The spans of the range in which nothing of this model was measured, in pieces that do not
// overlap.
std::vector<TimeRange> silentSpans(const OutcomeSequence& sequence, TimeRange range)
{
    std::vector<TimeRange> spans;
    const auto add = [&spans, range](TimePoint from, TimePoint to) {
        from = std::max(from, spans.empty() ? range.from : spans.back().to);
        to = std::min(to, range.to);
        if (from < to) {
            spans.push_back({from, to});
        }
    };
    if (sequence.probes.empty()) {
        return {range};
    }
    const milliseconds pause = gapPauses * sequence.interval;
    if (const TimePoint first(sequence.probes.front().at); first - range.from > pause) {
        add(range.from, first);
    }
    for (const stats::SilentSpan& gap : sequence.gaps) {
        add(TimePoint(gap.from), TimePoint(gap.to));
    }
    if (const TimePoint last(sequence.probes.back().at); range.to - last > pause) {
        add(last, range.to);
    }
    return spans;
}

bool isCut(const stats::Burst& burst, const std::vector<stats::SilentSpan>& gaps)
{
    return std::ranges::any_of(
        gaps, [&burst](const stats::SilentSpan& gap) { return gap.to > burst.end.after; });
}

// The bursts of one model and what the page said of them.
class ModelTeller
{
public:
    ModelTeller(const PostedIncidents& page, TimeRange range)
        : m_page(page)
        , m_range(range)
    {
    }

    void add(const ProbedModel& model, const OutcomeSequence& sequence, const OutcomeSequence& http,
             const StatusLag& lag, std::vector<MeasuredBurst>& bursts) const
    {
        for (const stats::Burst& burst :
             stats::burstsOf(sequence.probes, sequence.gaps, lagRules::goodToEnd)) {
            if (TimePoint(burst.end.upTo) < m_range.from
                || TimePoint(burst.start.upTo) >= m_range.to) {
                continue;
            }
            MeasuredBurst found {.subject = model.subject(),
                                 .displayName = model.displayName,
                                 .series = model.series,
                                 .burst = burst,
                                 .http = overloadedWithin(http.probes, burst),
                                 .underWay = burst.censored && !isCut(burst, sequence.gaps)};
            setTold(found, lag);
            bursts.push_back(std::move(found));
        }
    }

private:
    void setTold(MeasuredBurst& found, const StatusLag& lag) const
    {
        using Told = MeasuredBurst::Told;
        const auto judged = std::ranges::find(lag.judged, found.burst, &StatusLag::Overload::burst);
        if (judged == lag.judged.end()) {
            const bool isKnown =
                m_page.since && TimePoint(found.burst.end.upTo) >= *m_page.since - lagRules::lateBy;
            found.told = isKnown ? Told::TooShort : Told::NotJudged;
            return;
        }
        found.unnamed = judged->unnamed;
        const auto incident =
            std::ranges::find(m_page.incidents, judged->incident, &PostedIncident::id);
        if (judged->told == StatusLag::Overload::Told::NotPosted
            || incident == m_page.incidents.end()) {
            found.told = Told::NotPosted;
            return;
        }
        found.told =
            judged->told == StatusLag::Overload::Told::Posted ? Told::Posted : Told::Further;
        found.incident = incident->id;
        found.incidentTitle = incident->title;
        found.posted = incident->posted;
        if (found.told == Told::Posted && found.burst.startKnown) {
            found.lag = incident->posted.time_since_epoch() - found.burst.start.middle();
        }
    }

    const PostedIncidents& m_page;
    TimeRange m_range;
};

// Of one incident, over all models that it names: a burst of one of them is enough.
void setBehind(std::vector<ToldIncident>& incidents, const StatusLag& lag)
{
    using Behind = ToldIncident::Behind;
    const auto raise = [&incidents](const QString& id, Behind behind) {
        const auto one = std::ranges::find(
            incidents, id, [](const ToldIncident& told) { return told.incident.id; });
        if (one != incidents.end()) {
            one->behind = std::max(one->behind, behind);
        }
    };
    for (const StatusLag::Overload& overload : lag.judged) {
        for (const QString& id : overload.incidents) {
            raise(id, Behind::Burst);
        }
    }
    for (const StatusLag::Unmatched& unmatched : lag.unmatched) {
        raise(unmatched.id, unmatched.measured ? Behind::NoBurst : Behind::NotMeasured);
    }
}

bool isPostOf(const Event& event, const QString& incident)
{
    return event.type == EventType::StatusPosted
        && event.identity.startsWith(u"status:%1:"_s.arg(incident));
}

// Splits what was told: posts of incidents, and everything else within the range.
Result<void> addTold(const StoreReader& reader, const PostedIncidents& page, Happenings& found)
{
    auto told = reader.events(always);
    if (!told) {
        return told.error();
    }
    std::ranges::stable_sort(*told, {}, &Event::at);
    for (const PostedIncident& incident : page.incidents) {
        const TimeRange open {incident.posted,
                              std::max(incident.over.value_or(found.range.to), incident.posted)};
        if (overlaps(open, found.range)) {
            found.incidents.push_back({.incident = incident, .posts = {}});
        }
    }
    for (const Event& event : *told) {
        bool isPost = false;
        for (const PostedIncident& incident : page.incidents) {
            isPost = isPost || isPostOf(event, incident.id);
        }
        for (ToldIncident& incident : found.incidents) {
            if (isPostOf(event, incident.incident.id)) {
                incident.posts.push_back(event);
            }
        }
        if (!isPost && event.type != EventType::UsageReported && found.range.contains(event.at)) {
            found.events.push_back(event);
        }
    }
    return {};
}

Result<void> addOwn(const StoreReader& reader, const Catalogue& catalogue,
                    const Selection& selection, Happenings& found)
{
    auto gaps = gapsIn(reader, selection.range);
    auto limits = limitHistory(reader, catalogue, selection.models);
    if (!gaps || !limits) {
        return !gaps ? gaps.error() : limits.error();
    }
    found.gaps = std::move(*gaps);
    std::ranges::copy_if(limits->changes, std::back_inserter(found.limits),
                         [&selection](const LimitChange& change) {
                             return overlaps({change.lastOld, change.firstNew}, selection.range);
                         });
    return {};
}

} // namespace

Result<Happenings> happenings(const StoreReader& reader, const Catalogue& given,
                              const Selection& selection, TimePoint asOf)
{
    const auto learned = learnedCatalogue(reader, given);
    const auto models = askedModels(reader, given, selection.models);
    const auto page = postedIncidents(reader);
    if (!learned || !models || !page) {
        return !learned ? learned.error() : !models ? models.error() : page.error();
    }
    Happenings found;
    found.range = selection.range;
    found.toldSince = page->since;
    if (auto done = addTold(reader, *page, found); !done) {
        return done.error();
    }
    if (auto done = addOwn(reader, learned->catalogue, selection, found); !done) {
        return done.error();
    }
    const TimeRange wider {
        selection.range.from - beyond,
        std::max(selection.range.to, std::min(asOf, selection.range.to + beyond))};
    const ModelTeller teller(*page, selection.range);
    for (const ProbedModel& model : *models) {
        const auto sequence = outcomeSequence(reader, model, wider);
        const auto http = outcomeSequence(reader, model, wider, isHttp);
        if (!sequence || !http) {
            return !sequence ? sequence.error() : http.error();
        }
        // The page's events name models as the catalogue does.
        const ModelInfo* info = given.find(model.model);
        const StatusLag lag = statusLag(*page, *sequence, info ? info->id : model.model, wider);
        teller.add(model, *sequence, *http, lag, found.bursts);
        setBehind(found.incidents, lag);
        const auto within = [&selection](const stats::ProbeMoment& probe) {
            return selection.range.contains(TimePoint(probe.at));
        };
        found.models.push_back({.subject = model.subject(),
                                .displayName = model.displayName,
                                .series = model.series,
                                .probes = quint64(std::ranges::count_if(sequence->probes, within)),
                                .silent = silentSpans(*sequence, selection.range)});
    }
    std::ranges::stable_sort(found.bursts, {}, &MeasuredBurst::firstSeen);
    return found;
}

} // namespace plimsoll
