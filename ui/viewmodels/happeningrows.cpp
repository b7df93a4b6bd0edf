// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/happeningrows.h"

#include "ui/viewmodels/eventtable.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Happenings)
};

using std::chrono::milliseconds;

Cell plain(const QString& text, CellWeight weight = CellWeight::Plain)
{
    return {.text = text, .weight = weight, .condition = {}, .series = {}};
}

Cell state(Condition condition, const QString& word)
{
    return {.text = word, .weight = CellWeight::Strong, .condition = condition, .series = {}};
}

QString hostOf(const QString& source)
{
    const QString host = QUrl(source).host();
    return host.isEmpty() ? source : host;
}

// "status.example: Elevated errors", without what is missing.
QString sourceText(const QString& who, const QString& what)
{
    if (who.isEmpty() || what.isEmpty()) {
        return who.isEmpty() ? what : who;
    }
    return who + u": "_s + what;
}

QString dash()
{
    return u"—"_s;
}

QString postedText(const MeasuredBurst& burst, const Numbers& numbers)
{
    switch (burst.told) {
    case MeasuredBurst::Told::NotJudged:
        return Text::tr("not judged");
    case MeasuredBurst::Told::TooShort:
        return Text::tr("too short");
    case MeasuredBurst::Told::NotPosted:
        return burst.unnamed ? Text::tr("not by name") : Text::tr("no");
    case MeasuredBurst::Told::Posted:
        return burst.lag ? lagText(*burst.lag, numbers) : Text::tr("yes, lag unknown");
    case MeasuredBurst::Told::Further:
        break;
    }
    return Text::tr("earlier post");
}

QString behindText(ToldIncident::Behind behind)
{
    switch (behind) {
    case ToldIncident::Behind::NotJudged:
        return Text::tr("not judged");
    case ToldIncident::Behind::NotMeasured:
        return Text::tr("not measured");
    case ToldIncident::Behind::NoBurst:
        return Text::tr("no burst of ours");
    case ToldIncident::Behind::Burst:
        break;
    }
    return Text::tr("our burst");
}

// As the lanes name them; ids of models that are none of ours.
QString namesOf(const QStringList& ids, const Happenings& found)
{
    QStringList names;
    for (const HappeningLane& lane : found.models) {
        if (ids.contains(lane.subject.section(u'@', 0, 0))) {
            names << lane.displayName;
        }
    }
    if (names.isEmpty()) {
        names = ids;
    }
    return names.isEmpty() ? dash() : names.join(u", "_s);
}

HappeningRow rowOf(const MeasuredBurst& burst, const Format& format)
{
    const auto& counted = burst.burst;
    const double share = double(counted.overloaded) / double(counted.probes);
    const QString countText = format.numbers.countOf(counted.overloaded, counted.probes);
    const QString word = burst.underWay ? Text::tr("Overloaded, not over") : Text::tr("Overloaded");
    return {.key = keyOf(burst),
            .kind = HappeningKind::Burst,
            .lane = burst.subject,
            .span = {burst.firstSeen(), burst.lastSeen()},
            .length = burst.isWhole() ? burst.length() : burst.least(),
            .overloaded = share,
            .cells = {
                plain(format.times.moment(burst.firstSeen())),
                state(Condition::Bad, word),
                {.text = burst.displayName,
                 .weight = CellWeight::Plain,
                 .condition = {},
                 .series = burst.series},
                plain(lengthText(burst, format.numbers), CellWeight::Strong),
                plain(countText),
                plain(postedText(burst, format.numbers)),
                plain(sourceText(Text::tr("our probes"), burst.incidentTitle), CellWeight::Quiet)}};
}

HappeningRow rowOf(const ToldIncident& told, const Happenings& found, const Format& format)
{
    const PostedIncident& incident = told.incident;
    const TimePoint over = std::max(incident.over.value_or(found.range.to), incident.posted);
    const QString open = incident.over ? QString() : u"≥ "_s;
    const QString source = told.posts.empty() ? QString() : hostOf(told.posts.front().source);
    return {.key = keyOf(told),
            .kind = HappeningKind::Post,
            .lane = {},
            .span = {incident.posted, over},
            .length = over - incident.posted,
            .cells = {plain(format.times.moment(incident.posted)),
                      state(Condition::Warning, Text::tr("Posted")),
                      plain(namesOf(incident.models, found)),
                      plain(open + format.numbers.duration(over - incident.posted)), plain(dash()),
                      plain(behindText(told.behind)),
                      plain(sourceText(source, incident.title), CellWeight::Quiet)}};
}

HappeningRow rowOf(const LimitChange& change, const Format& format)
{
    const bool raised = change.to > change.from;
    const QString what =
        Text::tr("%1 %2 to %3")
            .arg(label(change.kind), format.numbers.limit(change.kind, change.from),
                 format.numbers.limit(change.kind, change.to));
    return {.key = keyOf(change),
            .kind = HappeningKind::Limit,
            .lane = {},
            .span = {change.lastOld, change.firstNew},
            .cells = {plain(format.times.moment(change.firstNew)),
                      raised ? state(Condition::Normal, Text::tr("Limit raised"))
                             : state(Condition::Warning, Text::tr("Limit lowered")),
                      plain(subjectLabel(change.pool, change.organization)), plain(dash()),
                      plain(dash()),
                      plain(change.matchedEvent.isEmpty() ? Text::tr("not announced")
                                                          : Text::tr("announced")),
                      plain(sourceText(Text::tr("headers"), what), CellWeight::Quiet)}};
}

HappeningRow rowOf(const Event& event, const Happenings& found, const Format& format)
{
    return {.key = keyOf(event),
            .kind = HappeningKind::Told,
            .lane = {},
            .span = {event.at, event.at},
            .cells = {
                plain(format.times.moment(event.at)), plain(label(event.type), CellWeight::Strong),
                plain(namesOf(event.models, found)), plain(dash()), plain(dash()), plain(dash()),
                plain(sourceText(hostOf(event.source), event.title), CellWeight::Quiet)}};
}

HappeningRow rowOf(const Gap& gap, const Format& format)
{
    return {.key = keyOf(gap),
            .kind = HappeningKind::Gap,
            .lane = {},
            .span = gap.range,
            .length = gap.range.length(),
            .cells = {
                plain(format.times.moment(gap.range.from)),
                state(Condition::Unknown, Text::tr("No data")), plain(dash()),
                plain(format.numbers.duration(gap.range.length())), plain(dash()), plain(dash()),
                plain(sourceText(Text::tr("this program"), label(gap.reason)), CellWeight::Quiet)}};
}

bool isNewer(const HappeningRow& a, const HappeningRow& b)
{
    return a.span.from != b.span.from ? a.span.from > b.span.from : a.key < b.key;
}

// Below 0: a comes before b when ascending.
int compared(const HappeningRow& a, const HappeningRow& b, HappeningColumn column)
{
    const auto three = [](const auto& x, const auto& y) { return x < y ? -1 : (y < x ? 1 : 0); };
    switch (column) {
    case HappeningColumn::When:
        return three(a.span.from, b.span.from);
    case HappeningColumn::Length:
        return three(a.length, b.length);
    case HappeningColumn::Overloaded:
        return three(a.overloaded, b.overloaded);
    case HappeningColumn::What:
        return three(int(a.kind), int(b.kind));
    default:
        break;
    }
    const auto at = std::size_t(column);
    return QString::localeAwareCompare(a.cells[at].text, b.cells[at].text);
}

std::vector<Column> columnsOf(HappeningOrder order, const QString& zone)
{
    std::vector<Column> columns {{Text::tr("When (%1)").arg(zone), Qt::AlignLeft},
                                 {Text::tr("What"), Qt::AlignLeft},
                                 {Text::tr("Model"), Qt::AlignLeft},
                                 {Text::tr("Length"), Qt::AlignRight},
                                 {Text::tr("Overloaded"), Qt::AlignRight},
                                 {Text::tr("Posted"), Qt::AlignLeft},
                                 {Text::tr("Source"), Qt::AlignLeft}};
    columns[std::size_t(order.column)].title += order.descending ? u" ▾"_s : u" ▴"_s;
    return columns;
}

} // namespace

std::vector<HappeningRow> happeningRows(const Happenings& found, const Format& format)
{
    std::vector<HappeningRow> rows;
    for (const MeasuredBurst& burst : found.bursts) {
        rows.push_back(rowOf(burst, format));
    }
    for (const ToldIncident& told : found.incidents) {
        rows.push_back(rowOf(told, found, format));
    }
    for (const LimitChange& change : found.limits) {
        rows.push_back(rowOf(change, format));
    }
    for (const Event& event : found.events) {
        rows.push_back(rowOf(event, found, format));
    }
    for (const Gap& gap : found.gaps) {
        rows.push_back(rowOf(gap, format));
    }
    std::ranges::stable_sort(rows, isNewer);
    return rows;
}

HappeningOrder orderAfterClick(HappeningOrder order, HappeningColumn clicked)
{
    if (order.column == clicked) {
        return {.column = clicked, .descending = !order.descending};
    }
    const bool figures = clicked == HappeningColumn::When || clicked == HappeningColumn::Length
        || clicked == HappeningColumn::Overloaded;
    return {.column = clicked, .descending = figures};
}

TableContent happeningTable(const std::vector<HappeningRow>& rows,
                            std::optional<HappeningKind> kind, HappeningOrder order,
                            const QString& zone)
{
    std::vector<const HappeningRow*> shown;
    for (const HappeningRow& row : rows) {
        if (!kind || row.kind == *kind) {
            shown.push_back(&row);
        }
    }
    std::ranges::stable_sort(shown, [order](const HappeningRow* a, const HappeningRow* b) {
        const int way = compared(*a, *b, order.column);
        if (way == 0) {
            return isNewer(*a, *b);
        }
        return order.descending ? way > 0 : way < 0;
    });
    TableContent content;
    content.columns = columnsOf(order, zone);
    for (const HappeningRow* row : shown) {
        content.rows.push_back({.key = row->key, .cells = row->cells});
    }
    return content;
}

QString lengthText(const MeasuredBurst& burst, const Numbers& numbers)
{
    if (!burst.isWhole()) {
        return u"≥ "_s + numbers.duration(burst.least());
    }
    // Of one probe there is nothing but the time between its neighbours.
    return burst.burst.probes == 1 ? QString(u"≤ "_s + numbers.duration(burst.most()))
                                   : numbers.duration(burst.length());
}

QString lagText(milliseconds lag, const Numbers& numbers)
{
    return lag.count() < 0 ? Text::tr("%1 before its begin").arg(numbers.duration(-lag))
                           : Text::tr("%1 late").arg(numbers.duration(lag));
}

QString keyOf(const MeasuredBurst& burst)
{
    return u"burst/%1/%2"_s.arg(burst.subject).arg(toEpochMs(burst.firstSeen()));
}

QString keyOf(const ToldIncident& told)
{
    return u"post/%1"_s.arg(told.incident.id);
}

QString keyOf(const LimitChange& change)
{
    return u"limit/%1/%2/%3"_s.arg(change.account())
        .arg(int(change.kind))
        .arg(toEpochMs(change.firstNew));
}

QString keyOf(const Event& event)
{
    return u"told/%1/%2/%3"_s.arg(int(event.type)).arg(toEpochMs(event.at)).arg(event.title);
}

QString keyOf(const Gap& gap)
{
    return u"gap/%1/%2"_s.arg(int(gap.reason)).arg(toEpochMs(gap.range.from));
}

} // namespace plimsoll
