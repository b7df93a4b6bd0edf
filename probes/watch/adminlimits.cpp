// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/adminlimits.h"

#include "probes/watch/foreigntext.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr qsizetype maxGroups = 1000;

std::optional<qint64> wholeNumber(const QJsonValue& value)
{
    constexpr double exact = 9'007'199'254'740'992; // 2^53
    const double number = value.toDouble(-1);
    const bool whole = number >= 0 && number <= exact && std::floor(number) == number;
    return whole ? std::optional(qint64(number)) : std::nullopt;
}

std::optional<LimitGroup> readGroup(const QJsonObject& object)
{
    LimitGroup group;
    const QJsonObject named = object[u"group"].toObject();
    group.type =
        plainTitle(named.isEmpty() ? object[u"group_type"].toString() : named[u"type"].toString());
    group.name = plainTitle(named[u"display_name"].toString());
    const QJsonArray models = object[u"models"].toArray();
    for (const QJsonValue& model : models) {
        group.models << plainTitle(model.toString());
    }
    const QJsonArray limits = object[u"limits"].toArray();
    for (const QJsonValue& limit : limits) {
        const QString type = plainTitle(limit[u"type"].toString());
        const auto value = wholeNumber(limit[u"value"]);
        if (!type.isEmpty() && value) {
            group.limits[type] = *value;
        }
    }
    return group.type.isEmpty() ? std::nullopt : std::optional(std::move(group));
}

QString subjectOf(const LimitGroup& group, const Catalogue& catalogue)
{
    for (const QString& model : group.models) {
        if (const ModelInfo* known = catalogue.find(model)) {
            return known->pool;
        }
    }
    if (!group.name.isEmpty()) {
        return group.name;
    }
    return group.models.isEmpty() ? group.type : group.models.first();
}

QString whose(const AdminReading& reading)
{
    return reading.organization.isEmpty() ? QString() : u" (%1)"_s.arg(reading.organization);
}

Event limitEvent(const QString& title, const QString& what, const QString& values,
                 const AdminReading& reading)
{
    return {.at = reading.at,
            .type = EventType::LimitChanged,
            .title = title + whose(reading),
            .detail = u"%1: %2. Told by the Admin API."_s.arg(what, values),
            .source = reading.source,
            .identity = u"admin:%1:%2:%3:%4"_s.arg(reading.organization, what, values)
                            .arg(toEpochMs(reading.at)),
            .models = {},
            .raw = reading.raw};
}

} // namespace

Result<LimitPage> readLimitPage(const QByteArray& body)
{
    const auto object = readJsonObject(body, u"the Admin API's answer"_s);
    if (!object) {
        return object.error();
    }
    const QJsonValue data = (*object)[u"data"];
    if (!data.isArray() || data.toArray().size() > maxGroups) {
        return Error {Error::Code::BadData, u"the Admin API's answer holds no list of limits"_s};
    }
    LimitPage page;
    const QJsonArray rows = data.toArray();
    for (const QJsonValue& row : rows) {
        if (auto group = readGroup(row.toObject())) {
            page.groups.push_back(std::move(*group));
        }
    }
    if (page.groups.empty() && !rows.isEmpty()) {
        return Error {Error::Code::BadData, u"the Admin API's limits are of another shape"_s};
    }
    page.nextPage = (*object)[u"next_page"].toString();
    return page;
}

AdminLimits adminLimits(const std::vector<LimitGroup>& groups, const Catalogue& catalogue)
{
    AdminLimits limits;
    for (const LimitGroup& group : groups) {
        const QString subject = subjectOf(group, catalogue);
        for (const auto& [limiter, value] : group.limits) {
            limits[QString(subject + u' ' + limiter)] = value;
        }
    }
    return limits;
}

std::vector<Event> limitChanges(const AdminLimits& before, const AdminLimits& after,
                                const AdminReading& reading)
{
    std::vector<Event> events;
    for (const auto& [what, value] : after) {
        const auto old = before.find(what);
        if (old == before.end()) {
            events.push_back(limitEvent(u"New limit: %1 %2"_s.arg(what).arg(value), what,
                                        u"none -> %1"_s.arg(value), reading));
        } else if (old->second != value) {
            events.push_back(
                limitEvent(u"Limit changed: %1 %2 -> %3"_s.arg(what).arg(old->second).arg(value),
                           what, u"%1 -> %2"_s.arg(old->second).arg(value), reading));
        }
    }
    for (const auto& [what, value] : before) {
        if (!after.contains(what)) {
            events.push_back(limitEvent(u"Limit no longer listed: %1"_s.arg(what), what,
                                        u"%1 -> none"_s.arg(value), reading));
        }
    }
    return events;
}

QByteArray writeAdminLimits(const AdminLimits& limits)
{
    QJsonObject object;
    for (const auto& [what, value] : limits) {
        object[what] = value;
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

AdminLimits readAdminLimits(const QByteArray& text)
{
    AdminLimits limits;
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (const auto value = wholeNumber(it.value())) {
            limits[it.key()] = *value;
        }
    }
    return limits;
}

} // namespace plimsoll
