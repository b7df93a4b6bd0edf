// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/statuslagreport.h"

#include "storage/query/verdict.h"
#include "storage/report/cells.h"

#include <QJsonArray>

#include <algorithm>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

QString lagText(milliseconds lag)
{
    return lag.count() < 0 ? u"-"_s + approximateAge(-lag) : approximateAge(lag);
}

QString medianText(const StatusLag& lag)
{
    if (!lag.median) {
        return {};
    }
    const stats::DurationQuantile& median = *lag.median;
    QString text = u"; median lag %1 ("_s.arg(lagText(median.value));
    text += median.low && median.high
        ? u"%1 to %2"_s.arg(lagText(*median.low), lagText(*median.high))
        : u"too few for an interval"_s;
    return text + u", n = %1)"_s.arg(lag.medianOf);
}

QJsonValue null()
{
    return QJsonValue(QJsonValue::Null);
}

double seconds(milliseconds duration)
{
    return double(duration.count()) / 1000;
}

QJsonValue secondsOrNull(const std::optional<milliseconds>& duration)
{
    return duration ? QJsonValue(seconds(*duration)) : null();
}

QString moment(milliseconds sinceEpoch)
{
    return cells::time(TimePoint(sinceEpoch));
}

void insertStart(QJsonObject& object, const stats::Bracket& start, bool known)
{
    object.insert(u"last_ok"_s, known ? QJsonValue(moment(start.after)) : null());
    object.insert(u"first_overloaded"_s, moment(start.upTo));
}

QJsonArray postedJson(const StatusLag& lag)
{
    QJsonArray array;
    for (const StatusLag::Posted& posted : lag.posted) {
        QJsonObject object {
            {u"title"_s, posted.title},
            {u"posted"_s, cells::time(posted.posted)},
            {u"lag_s"_s, posted.startKnown ? QJsonValue(seconds(posted.lag())) : null()}};
        insertStart(object, posted.start, posted.startKnown);
        array.append(object);
    }
    return array;
}

QJsonArray unpostedJson(const StatusLag& lag)
{
    QJsonArray array;
    for (const StatusLag::Unposted& unposted : lag.unposted) {
        const stats::Burst& burst = unposted.burst;
        QJsonObject object {{u"last_overloaded"_s, moment(burst.end.after)},
                            {u"probes"_s, qint64(burst.probes)},
                            {u"overloaded"_s, qint64(burst.overloaded)},
                            {u"incident_without_model_open"_s, unposted.unnamed}};
        insertStart(object, burst.start, burst.startKnown);
        array.append(object);
    }
    return array;
}

QJsonArray unmatchedJson(const StatusLag& lag)
{
    QJsonArray array;
    for (const StatusLag::Unmatched& incident : lag.unmatched) {
        array.append(QJsonObject {{u"title"_s, incident.title},
                                  {u"from"_s, cells::time(incident.open.from)},
                                  {u"to"_s, cells::time(incident.open.to)},
                                  {u"n"_s, qint64(incident.probes)},
                                  {u"overloaded"_s, qint64(incident.overloaded)},
                                  {u"measured"_s, incident.measured}});
    }
    return array;
}

} // namespace

QString statusLagText(const StatusLag& lag)
{
    if (!lag.since) {
        return u"no incident of a status page is known"_s;
    }
    const auto measured = std::ranges::count_if(lag.unmatched, &StatusLag::Unmatched::measured);
    const auto unnamed = std::ranges::count_if(lag.unposted, &StatusLag::Unposted::unnamed);
    const quint64 told = lag.posted.size() + lag.further;
    QString text =
        u"%1 of %2 overloads of 10 min and more were posted"_s.arg(told).arg(lag.overloads());
    if (lag.overloads() == 0) {
        text = u"no overload of 10 min and more"_s;
    }
    text += medianText(lag);
    if (unnamed > 0) {
        text +=
            u"; during %1 of the others an incident that names no model was open"_s.arg(unnamed);
    }
    return text
        + u"; incidents without one: %1, and %2 not measured"_s.arg(measured).arg(
            qint64(lag.unmatched.size()) - measured);
}

QJsonObject statusLagJson(const StatusLag& lag)
{
    const auto& median = lag.median;
    return {{u"since"_s, lag.since ? QJsonValue(cells::time(*lag.since)) : null()},
            {u"overloads"_s, qint64(lag.overloads())},
            {u"covered_by_an_earlier_posting"_s, qint64(lag.further)},
            {u"median_lag_s"_s, median ? QJsonValue(seconds(median->value)) : null()},
            {u"median_low_s"_s, median ? secondsOrNull(median->low) : null()},
            {u"median_high_s"_s, median ? secondsOrNull(median->high) : null()},
            {u"median_n"_s, qint64(lag.medianOf)},
            {u"posted"_s, postedJson(lag)},
            {u"not_posted"_s, unpostedJson(lag)},
            {u"without_overload"_s, unmatchedJson(lag)}};
}

} // namespace plimsoll
