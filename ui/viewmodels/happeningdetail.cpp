// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/happeningdetail.h"

#include "probes/domain/redact.h"
#include "ui/viewmodels/eventtable.h"
#include "ui/viewmodels/happeningrows.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

using std::chrono::milliseconds;
using Told = MeasuredBurst::Told;
using Behind = ToldIncident::Behind;

// What was told so long before or after a burst stands beside it.
constexpr milliseconds beside = std::chrono::hours(1);

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Happenings)
};

class Facts
{
public:
    Facts(const Happenings& found, const Format& format)
        : m_found(found)
        , m_format(format)
    {
        m_content.columns = {{Text::tr("Name"), Qt::AlignLeft}, {Text::tr("Value"), Qt::AlignLeft}};
    }

    void of(const MeasuredBurst& burst);
    void of(const ToldIncident& told);
    void of(const LimitChange& change);
    void of(const Event& event);
    void of(const Gap& gap);
    TableContent take() { return std::move(m_content); }

private:
    void add(const QString& name, const QString& value)
    {
        if (!value.isEmpty()) {
            m_content.rows.push_back(
                {.key = name, .cells = {{name, CellWeight::Quiet, {}, {}}, {value, {}, {}, {}}}});
        }
    }
    QString moment(TimePoint t) const { return m_format.times.event(t); }
    QString between(TimePoint from, TimePoint to) const
    {
        return m_format.times.bracket(from, to) + u' ' + m_format.times.zoneName(to);
    }
    void addBrackets(const MeasuredBurst& burst);
    void addCounts(const MeasuredBurst& burst);
    void addPage(const MeasuredBurst& burst);
    void addBeside(TimeRange range);

    const Happenings& m_found;
    const Format& m_format;
    TableContent m_content;
};

void Facts::addBrackets(const MeasuredBurst& burst)
{
    const stats::Burst& b = burst.burst;
    add(Text::tr("Began"),
        b.startKnown ? Text::tr("between the last ok and the first overloaded probe, %1")
                           .arg(between(TimePoint(b.start.after), burst.firstSeen()))
                     : Text::tr("not seen: overloaded when first measured, %1")
                           .arg(moment(burst.firstSeen())));
    QString over = Text::tr("between the last overloaded and the first ok probe, %1")
                       .arg(between(burst.lastSeen(), TimePoint(b.end.upTo)));
    if (b.censored) {
        over = burst.underWay
            ? Text::tr("not yet: last overloaded %1").arg(moment(burst.lastSeen()))
            : Text::tr("not seen, a gap cut it: last overloaded %1").arg(moment(burst.lastSeen()));
    }
    add(Text::tr("Over"), over);
    const Numbers& numbers = m_format.numbers;
    add(Text::tr("Length"),
        burst.isWhole() ? Text::tr("%1; at least %2, at most %3")
                              .arg(numbers.duration(burst.length()),
                                   numbers.duration(burst.least()), numbers.duration(burst.most()))
                        : lengthText(burst, numbers));
}

void Facts::addCounts(const MeasuredBurst& burst)
{
    const Numbers& numbers = m_format.numbers;
    add(Text::tr("Probes"), numbers.count(qint64(burst.burst.probes)));
    const double share = double(burst.burst.overloaded) / double(burst.burst.probes);
    add(Text::tr("Overloaded"),
        u"%1, %2"_s.arg(numbers.countOf(burst.burst.overloaded, burst.burst.probes),
                        numbers.percent(share)));
    add(Text::tr("As HTTP 529"), numbers.count(qint64(burst.http)));
    add(Text::tr("In a stream"), numbers.count(qint64(burst.inStream())));
}

void Facts::addPage(const MeasuredBurst& burst)
{
    QString said;
    switch (burst.told) {
    case Told::NotJudged:
        said = Text::tr("not judged: no incident of the page is known from before");
        break;
    case Told::TooShort:
        said = Text::tr("not judged: under 10 minutes or under 3 overloaded probes");
        break;
    case Told::NotPosted:
        said = burst.unnamed ? Text::tr("no incident that names the model; one without a name was "
                                        "open meanwhile")
                             : Text::tr("no incident that names the model");
        break;
    case Told::Posted:
        said = burst.lag ? Text::tr("posted %1, %2")
                               .arg(moment(*burst.posted), lagText(*burst.lag, m_format.numbers))
                         : Text::tr("posted %1; how late is unknown").arg(moment(*burst.posted));
        break;
    case Told::Further:
        said = Text::tr("within an incident posted %1, which had told of an earlier burst")
                   .arg(moment(*burst.posted));
        break;
    }
    add(Text::tr("Status page"), said);
    add(Text::tr("Incident"), redacted(burst.incidentTitle));
}

void Facts::addBeside(TimeRange range)
{
    for (const ToldIncident& told : m_found.incidents) {
        for (const Event& post : told.posts) {
            if (range.contains(post.at)) {
                add(moment(post.at), redacted(post.title));
            }
        }
    }
    for (const Event& event : m_found.events) {
        if (range.contains(event.at)) {
            add(moment(event.at), QString(label(event.type) + u": "_s + redacted(event.title)));
        }
    }
    for (const LimitChange& change : m_found.limits) {
        if (range.contains(change.firstNew)) {
            add(moment(change.firstNew),
                Text::tr("limit of %1 changed")
                    .arg(subjectLabel(change.pool, change.organization)));
        }
    }
}

void Facts::of(const MeasuredBurst& burst)
{
    add(Text::tr("Model"), burst.displayName);
    addBrackets(burst);
    addCounts(burst);
    addPage(burst);
    const auto before = m_content.rows.size();
    addBeside({burst.firstSeen() - beside, TimePoint(burst.burst.end.upTo) + beside});
    if (m_content.rows.size() == before) {
        add(Text::tr("Told within an hour"), Text::tr("nothing"));
    }
}

void Facts::of(const ToldIncident& told)
{
    const PostedIncident& incident = told.incident;
    add(Text::tr("Incident"), redacted(incident.title));
    add(Text::tr("Posted"), moment(incident.posted));
    add(Text::tr("Over"), incident.over ? moment(*incident.over) : Text::tr("not told yet"));
    add(Text::tr("Models"),
        incident.models.isEmpty() ? Text::tr("none named") : incident.models.join(u", "_s));
    const std::array said {
        Text::tr("not judged: it names no selected model, or is older than the range"),
        Text::tr("not judged: too few probes of ours within it"),
        Text::tr("no burst of ours within it, although we measured"),
        Text::tr("a burst of ours is behind it")};
    add(Text::tr("Our probes"), said[std::size_t(told.behind)]);
    for (const Event& post : told.posts) {
        const QString what = post.title.section(u": "_s, 0, 0);
        const QString body = post.detail.section(u'\n', 0, 0);
        add(moment(post.at), redacted(body.isEmpty() ? what : QString(what + u". "_s + body)));
    }
    if (!told.posts.empty()) {
        add(Text::tr("Source"), redacted(told.posts.front().source));
    }
}

void Facts::of(const LimitChange& change)
{
    const Numbers& numbers = m_format.numbers;
    add(Text::tr("Pool"), subjectLabel(change.pool, change.organization));
    add(Text::tr("Limit"), label(change.kind));
    add(Text::tr("From"), numbers.limit(change.kind, change.from));
    add(Text::tr("To"), numbers.limit(change.kind, change.to));
    add(Text::tr("Ratio"), numbers.ratio(change.ratio()));
    add(Text::tr("Changed"), between(change.lastOld, change.firstNew));
    add(Text::tr("Announced"),
        change.matchedEvent.isEmpty() ? Text::tr("nothing within two days")
                                      : redacted(change.matchedEvent));
}

void Facts::of(const Event& event)
{
    add(Text::tr("When"), moment(event.at));
    add(Text::tr("Who"), label(event.type));
    add(Text::tr("What"), redacted(event.title));
    add(Text::tr("Detail"), redacted(event.detail));
    add(Text::tr("Models"), event.models.join(u", "_s));
    add(Text::tr("Source"), redacted(event.source));
}

void Facts::of(const Gap& gap)
{
    add(Text::tr("From"), moment(gap.range.from));
    add(Text::tr("To"), moment(gap.range.to));
    add(Text::tr("Length"), m_format.numbers.duration(gap.range.length()));
    add(Text::tr("Why"), label(gap.reason));
    add(Text::tr("What it means"),
        Text::tr("Nothing was measured. It counts as neither good nor bad."));
}

template<typename Some>
bool tell(const Some& some, const QString& key, Facts& facts)
{
    const auto one =
        std::ranges::find_if(some, [&key](const auto& it) { return keyOf(it) == key; });
    if (one == some.end()) {
        return false;
    }
    facts.of(*one);
    return true;
}

} // namespace

TableContent happeningDetail(const Happenings& found, const QString& key, const Format& format)
{
    Facts facts(found, format);
    const bool isThere = tell(found.bursts, key, facts) || tell(found.incidents, key, facts)
        || tell(found.limits, key, facts) || tell(found.events, key, facts)
        || tell(found.gaps, key, facts);
    return isThere ? facts.take() : TableContent();
}

} // namespace plimsoll
