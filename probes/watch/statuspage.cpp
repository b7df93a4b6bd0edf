// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/statuspage.h"

#include "probes/watch/foreigntext.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// Far above what a page shows (50 incidents): more is not such a page.
constexpr qsizetype maxElements = 1000;

bool isId(const QString& text)
{
    static const QRegularExpression shape(u"^[A-Za-z0-9_-]{1,64}\\z"_s);
    return shape.match(text).hasMatch();
}

// "degraded_performance": a word of the page's own vocabulary, whichever it is.
bool isWord(const QString& text)
{
    static const QRegularExpression shape(u"^[a-z_]{1,40}\\z"_s);
    return shape.match(text).hasMatch();
}

Error foreign(const QString& why)
{
    return Error {Error::Code::BadData, u"the status page's answer is of another shape: "_s + why};
}

Result<QJsonArray> arrayIn(const QJsonObject& object, const QString& key)
{
    const QJsonValue value = object[key];
    if (!value.isArray()) {
        return foreign(u"no list \"%1\""_s.arg(key));
    }
    if (value.toArray().size() > maxElements) {
        return foreign(u"too many \"%1\""_s.arg(key));
    }
    return value.toArray();
}

Result<QJsonObject> pageObject(const QByteArray& body)
{
    auto object = readJsonObject(body, u"the status page's answer"_s);
    if (!object) {
        return object.error();
    }
    static const QRegularExpression pageId(u"^[a-z0-9]{6,32}\\z"_s);
    if (!pageId.match((*object)[u"page"][u"id"].toString()).hasMatch()) {
        return foreign(u"no page id"_s);
    }
    return object;
}

Result<std::vector<StatusComponent>> readComponents(const QJsonArray& array)
{
    std::vector<StatusComponent> components;
    for (const QJsonValue& value : array) {
        StatusComponent component {value[u"id"].toString(), plainTitle(value[u"name"].toString()),
                                   value[u"status"].toString()};
        if (!isId(component.id) || !isWord(component.status)) {
            return foreign(u"a component without id or status"_s);
        }
        components.push_back(std::move(component));
    }
    return components;
}

Result<std::vector<IncidentUpdate>> readUpdates(const QJsonArray& array)
{
    std::vector<IncidentUpdate> updates;
    for (const QJsonValue& value : array) {
        IncidentUpdate update {value[u"id"].toString(), value[u"status"].toString(),
                               plainText(value[u"body"].toString()),
                               momentIn(value[u"display_at"])};
        if (!isId(update.id) || !isWord(update.status)) {
            return foreign(u"an update without id or status"_s);
        }
        if (!update.at) {
            update.at = momentIn(value[u"created_at"]);
        }
        updates.push_back(std::move(update));
    }
    std::ranges::reverse(updates); // the page lists the newest first
    std::ranges::stable_sort(updates, {}, &IncidentUpdate::at);
    return updates;
}

Result<Incident> readIncident(const QJsonObject& object)
{
    Incident incident;
    incident.id = object[u"id"].toString();
    incident.name = plainTitle(object[u"name"].toString());
    incident.status = object[u"status"].toString();
    incident.impact = object[u"impact"].toString();
    incident.link = plainTitle(object[u"shortlink"].toString());
    if (!isId(incident.id) || incident.name.isEmpty() || !isWord(incident.status)) {
        return foreign(u"an incident without id, name or status"_s);
    }
    if (!isWord(incident.impact)) {
        incident.impact = u"none"_s;
    }
    incident.startedAt = momentIn(object[u"started_at"]);
    if (!incident.startedAt) {
        incident.startedAt = momentIn(object[u"created_at"]);
    }
    incident.resolvedAt = momentIn(object[u"resolved_at"]);
    const auto listed = arrayIn(object, u"incident_updates"_s);
    auto updates =
        listed ? readUpdates(*listed) : Result<std::vector<IncidentUpdate>>(listed.error());
    if (!updates) {
        return updates.error();
    }
    incident.updates = std::move(*updates);
    auto components = readComponents(object[u"components"].toArray());
    if (!components) {
        return components.error();
    }
    incident.components = std::move(*components);
    incident.raw = evidence(QJsonDocument(object).toJson(QJsonDocument::Compact));
    return incident;
}

Result<std::vector<Incident>> incidentsIn(const QJsonObject& object)
{
    const auto listed = arrayIn(object, u"incidents"_s);
    if (!listed) {
        return listed.error();
    }
    std::vector<Incident> incidents;
    for (const QJsonValue& value : *listed) {
        auto incident = readIncident(value.toObject());
        if (!incident) {
            return incident.error();
        }
        incidents.push_back(std::move(*incident));
    }
    return incidents;
}

} // namespace

bool Incident::isOver() const
{
    return resolvedAt || status == u"resolved" || status == u"postmortem";
}

Result<StatusSummary> readStatusSummary(const QByteArray& body)
{
    const auto object = pageObject(body);
    if (!object) {
        return object.error();
    }
    StatusSummary summary;
    summary.pageId = (*object)[u"page"][u"id"].toString();
    summary.indicator = (*object)[u"status"][u"indicator"].toString();
    summary.description = plainTitle((*object)[u"status"][u"description"].toString());
    if (!isWord(summary.indicator)) {
        return foreign(u"no indicator"_s);
    }
    const auto listed = arrayIn(*object, u"components"_s);
    auto components =
        listed ? readComponents(*listed) : Result<std::vector<StatusComponent>>(listed.error());
    if (!components) {
        return components.error();
    }
    auto incidents = incidentsIn(*object);
    if (!incidents) {
        return incidents.error();
    }
    summary.components = std::move(*components);
    summary.incidents = std::move(*incidents);
    return summary;
}

Result<std::vector<Incident>> readIncidents(const QByteArray& body)
{
    const auto object = pageObject(body);
    return object ? incidentsIn(*object) : Result<std::vector<Incident>>(object.error());
}

} // namespace plimsoll
