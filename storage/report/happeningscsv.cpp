// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/redact.h"
#include "storage/report/cells.h"
#include "storage/report/csv.h"

#include <map>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;

QStringList columns()
{
    return {u"record"_s,
            u"from"_s,
            u"from_epoch_ms"_s,
            u"to"_s,
            u"to_epoch_ms"_s,
            u"models"_s,
            u"last_ok_before"_s,
            u"first_ok_after"_s,
            u"whole"_s,
            u"probes"_s,
            u"overloaded"_s,
            u"overloaded_http"_s,
            u"overloaded_in_stream"_s,
            u"told"_s,
            u"posted"_s,
            u"posted_epoch_ms"_s,
            u"lag_s"_s,
            u"title"_s,
            u"detail"_s,
            u"source"_s};
}

// The cells of one row, by column; those not named are empty.
using Cells = std::map<QString, QString>;

void write(CsvWriter& csv, const Cells& cells)
{
    QStringList row;
    for (const QString& column : columns()) {
        const auto cell = cells.find(column);
        row << (cell == cells.end() ? QString() : cell->second);
    }
    csv.row(row);
}

void setSpan(Cells& cells, TimePoint from, std::optional<TimePoint> to)
{
    cells[u"from"_s] = cells::time(from);
    cells[u"from_epoch_ms"_s] = cells::epochMs(from);
    cells[u"to"_s] = cells::time(to);
    cells[u"to_epoch_ms"_s] = cells::epochMs(to);
}

QString toldName(MeasuredBurst::Told told)
{
    switch (told) {
    case MeasuredBurst::Told::NotJudged:
        return u"not_judged"_s;
    case MeasuredBurst::Told::TooShort:
        return u"too_short"_s;
    case MeasuredBurst::Told::NotPosted:
        return u"not_posted"_s;
    case MeasuredBurst::Told::Posted:
        return u"posted"_s;
    case MeasuredBurst::Told::Further:
        break;
    }
    return u"further"_s;
}

QString behindName(ToldIncident::Behind behind)
{
    switch (behind) {
    case ToldIncident::Behind::NotJudged:
        return u"not_judged"_s;
    case ToldIncident::Behind::NotMeasured:
        return u"not_measured"_s;
    case ToldIncident::Behind::NoBurst:
        return u"no_burst"_s;
    case ToldIncident::Behind::Burst:
        break;
    }
    return u"burst"_s;
}

Cells burstCells(const MeasuredBurst& burst)
{
    Cells cells {{u"record"_s, u"burst"_s},
                 {u"models"_s, burst.subject},
                 {u"whole"_s, cells::flag(burst.isWhole())},
                 {u"probes"_s, cells::count(burst.burst.probes)},
                 {u"overloaded"_s, cells::count(burst.burst.overloaded)},
                 {u"overloaded_http"_s, cells::count(burst.http)},
                 {u"overloaded_in_stream"_s, cells::count(burst.inStream())},
                 {u"told"_s, toldName(burst.told)},
                 {u"posted"_s, cells::time(burst.posted)},
                 {u"posted_epoch_ms"_s, cells::epochMs(burst.posted)},
                 {u"title"_s, redacted(burst.incidentTitle)}};
    setSpan(cells, burst.firstSeen(), burst.lastSeen());
    if (burst.burst.startKnown) {
        cells[u"last_ok_before"_s] = cells::time(TimePoint(burst.burst.start.after));
    }
    if (!burst.burst.censored) {
        cells[u"first_ok_after"_s] = cells::time(TimePoint(burst.burst.end.upTo));
    }
    if (burst.lag) {
        cells[u"lag_s"_s] = QString::number(double(burst.lag->count()) / 1000, 'f', 3);
    }
    return cells;
}

Cells eventCells(const QString& record, const Event& event)
{
    Cells cells {{u"record"_s, record},
                 {u"models"_s, redacted(event.models.join(u' '))},
                 {u"title"_s, redacted(event.title)},
                 {u"detail"_s, redacted(event.detail)},
                 {u"source"_s, redacted(event.source)}};
    setSpan(cells, event.at, std::nullopt);
    return cells;
}

Cells incidentCells(const ToldIncident& told)
{
    const PostedIncident& incident = told.incident;
    Cells cells {{u"record"_s, u"incident"_s},
                 {u"models"_s, redacted(incident.models.join(u' '))},
                 {u"told"_s, behindName(told.behind)},
                 {u"posted"_s, cells::time(incident.posted)},
                 {u"posted_epoch_ms"_s, cells::epochMs(incident.posted)},
                 {u"title"_s, redacted(incident.title)}};
    setSpan(cells, incident.posted, incident.over);
    return cells;
}

Cells limitCells(const LimitChange& change)
{
    Cells cells {
        {u"record"_s, u"limit"_s},
        {u"models"_s, change.account()},
        {u"title"_s,
         u"%1: %2 to %3"_s.arg(QString(name(change.kind))).arg(change.from).arg(change.to)},
        {u"detail"_s, redacted(change.matchedEvent)}};
    setSpan(cells, change.lastOld, change.firstNew);
    return cells;
}

Cells gapCells(const Gap& gap)
{
    Cells cells {{u"record"_s, u"gap"_s}, {u"title"_s, QString(name(gap.reason))}};
    setSpan(cells, gap.range.from, gap.range.to);
    return cells;
}

} // namespace

Result<void> writeHappeningsCsv(QIODevice& device, const Happenings& happenings)
{
    CsvWriter csv(device);
    csv.row(columns());
    for (const MeasuredBurst& burst : happenings.bursts) {
        write(csv, burstCells(burst));
    }
    for (const ToldIncident& told : happenings.incidents) {
        write(csv, incidentCells(told));
        for (const Event& post : told.posts) {
            write(csv, eventCells(u"post"_s, post));
        }
    }
    for (const LimitChange& change : happenings.limits) {
        write(csv, limitCells(change));
    }
    for (const Event& event : happenings.events) {
        write(csv, eventCells(QString(name(event.type)), event));
    }
    for (const Gap& gap : happenings.gaps) {
        write(csv, gapCells(gap));
    }
    return csv.finish();
}

} // namespace plimsoll
