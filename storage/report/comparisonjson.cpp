// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/comparisonjson.h"

#include "storage/report/answersreport.h"
#include "storage/report/cells.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr double microsPerMilli = 1000;

QJsonValue null()
{
    return QJsonValue(QJsonValue::Null);
}

QJsonObject sideJson(const stats::Side& side)
{
    return {{u"n"_s, qint64(side.n)},
            {u"overloaded"_s, qint64(side.hits)},
            {u"blocks"_s, qint64(side.blocks)}};
}

void insertInterval(QJsonObject& object, const std::optional<stats::Range>& interval)
{
    object.insert(u"low"_s, interval ? QJsonValue(interval->low) : null());
    object.insert(u"high"_s, interval ? QJsonValue(interval->high) : null());
}

QJsonObject quantileSideJson(const stats::QuantileSide& side)
{
    return {{u"n"_s, qint64(side.n)},
            {u"ms"_s, side.quantile / microsPerMilli},
            {u"blocks"_s, qint64(side.blocks)}};
}

QJsonObject latencyJson(const LatencyAnswer& answer)
{
    QJsonObject object {{u"figure"_s, name(answer.figure)},
                        {u"verdict"_s, name(answer.verdict)},
                        {u"n_needed"_s, qint64(stats::valuesNeeded(quantileOf(answer.figure)))}};
    if (!answer.shift) {
        return object;
    }
    object.insert(u"a"_s, quantileSideJson(answer.shift->a));
    object.insert(u"b"_s, quantileSideJson(answer.shift->b));
    object.insert(u"ratio"_s, answer.shift->ratio);
    insertInterval(object, answer.shift->interval);
    object.insert(u"p"_s, answer.shift->p);
    object.insert(u"p_adjusted"_s, answer.p);
    return object;
}

QJsonObject eventJson(const EventAnswer& event)
{
    QJsonArray crossed;
    for (const TimePoint other : event.crossed) {
        crossed.append(cells::time(other));
    }
    QJsonObject rate = comparisonJson(event.verdict, event.comparison, event.p);
    rate.insert(u"enough_at"_s, event.enoughAt ? QJsonValue(cells::time(*event.enoughAt)) : null());
    return {{u"at"_s, cells::time(event.at)},
            {u"title"_s, event.title},
            {u"before"_s, rangeJson(event.before)},
            {u"after"_s, rangeJson(event.after)},
            {u"crossed"_s, crossed},
            {u"overload_rate"_s, rate},
            {u"latencies"_s, latenciesJson(event.latencies)}};
}

} // namespace

QJsonObject rangeJson(TimeRange range)
{
    return {{u"from"_s, cells::time(range.from)}, {u"to"_s, cells::time(range.to)}};
}

QJsonObject comparisonJson(stats::Verdict verdict, const std::optional<stats::Comparison>& found,
                           double adjustedP)
{
    QJsonObject object {{u"verdict"_s, name(verdict)}};
    if (!found) {
        return object;
    }
    object.insert(u"a"_s, sideJson(found->a));
    object.insert(u"b"_s, sideJson(found->b));
    object.insert(u"difference"_s, found->difference);
    insertInterval(object, found->interval);
    object.insert(u"ratio"_s, found->ratio ? QJsonValue(*found->ratio) : null());
    object.insert(u"p"_s, found->p);
    object.insert(u"p_adjusted"_s, adjustedP);
    return object;
}

QJsonArray latenciesJson(const std::vector<LatencyAnswer>& answers)
{
    QJsonArray array;
    for (const LatencyAnswer& answer : answers) {
        array.append(latencyJson(answer));
    }
    return array;
}

QJsonArray eventsJson(const std::vector<EventAnswer>& events)
{
    QJsonArray array;
    for (const EventAnswer& event : events) {
        array.append(eventJson(event));
    }
    return array;
}

} // namespace plimsoll
