// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/statusreport.h"

#include "probes/watch/foreigntext.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr std::array stateNames {"unknown", "ok", "degraded"};

QJsonArray componentsJson(const std::vector<StatusComponent>& components)
{
    QJsonArray array;
    for (const StatusComponent& component : components) {
        array.append(QJsonObject {
            {u"id"_s, component.id}, {u"name"_s, component.name}, {u"status"_s, component.status}});
    }
    return array;
}

QJsonArray incidentsJson(const std::vector<StatusReport::OpenIncident>& incidents)
{
    QJsonArray array;
    for (const auto& incident : incidents) {
        array.append(QJsonObject {{u"id"_s, incident.id},
                                  {u"name"_s, incident.name},
                                  {u"status"_s, incident.status},
                                  {u"impact"_s, incident.impact},
                                  {u"models"_s, QJsonArray::fromStringList(incident.models)}});
    }
    return array;
}

QStringList stringsIn(const QJsonArray& array)
{
    QStringList strings;
    for (const QJsonValue& value : array) {
        strings << value.toString();
    }
    return strings;
}

} // namespace

QLatin1String name(StatusReport::State state)
{
    return QLatin1String(stateNames[std::size_t(state)]);
}

StatusReport::State stateOf(const StatusSummary& summary)
{
    const bool operational =
        std::ranges::all_of(summary.components, [](const StatusComponent& component) {
            return component.status == u"operational";
        });
    const bool open = std::ranges::any_of(
        summary.incidents, [](const Incident& incident) { return !incident.isOver(); });
    return summary.indicator == u"none" && operational && !open ? StatusReport::State::Ok
                                                                : StatusReport::State::Degraded;
}

StatusReport asOf(StatusReport report, TimePoint now)
{
    if (report.state != StatusReport::State::Unknown && now >= report.freshUntil) {
        report.state = StatusReport::State::Unknown;
        report.description = u"last read too long ago, then: %1"_s.arg(report.description);
    }
    return report;
}

QString statusPageText(const StatusReport& report)
{
    if (report.state == StatusReport::State::Unknown) {
        return report.description.isEmpty() ? u"unknown"_s
                                            : u"unknown, %1"_s.arg(report.description);
    }
    QStringList incidents;
    for (const auto& incident : report.incidents) {
        incidents << u"%1 (%2)"_s.arg(incident.name, incident.impact);
    }
    QString text = report.description.isEmpty() ? QString(name(report.state)) : report.description;
    if (!incidents.isEmpty()) {
        text += u": "_s + incidents.join(u"; "_s);
    }
    return text;
}

Memory memoryOf(const StatusReport& report)
{
    const QJsonObject object {{u"state"_s, name(report.state)},
                              {u"indicator"_s, report.indicator},
                              {u"description"_s, report.description},
                              {u"components"_s, componentsJson(report.components)},
                              {u"incidents"_s, incidentsJson(report.incidents)},
                              {u"source"_s, report.source},
                              {u"checked_at"_s, momentText(report.checkedAt)},
                              {u"fresh_until"_s, momentText(report.freshUntil)}};
    return {.name = QLatin1String(statusMemoryName),
            .at = report.checkedAt,
            .value = QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

Result<StatusReport> statusReportIn(const Memory& memory)
{
    const auto object = readJsonObject(memory.value, u"the remembered status"_s);
    if (!object) {
        return object.error();
    }
    const auto state = std::ranges::find(stateNames, (*object)[u"state"].toString(),
                                         [](const char* n) { return QLatin1String(n); });
    const auto checkedAt = momentIn((*object)[u"checked_at"]);
    const auto freshUntil = momentIn((*object)[u"fresh_until"]);
    if (state == stateNames.end() || !checkedAt || !freshUntil) {
        return Error {Error::Code::BadData, u"the remembered status is of another shape"_s};
    }
    StatusReport report;
    report.state = StatusReport::State(state - stateNames.begin());
    report.indicator = (*object)[u"indicator"].toString();
    report.description = (*object)[u"description"].toString();
    for (const QJsonValue& value : (*object)[u"components"].toArray()) {
        report.components.push_back(
            {value[u"id"].toString(), value[u"name"].toString(), value[u"status"].toString()});
    }
    for (const QJsonValue& value : (*object)[u"incidents"].toArray()) {
        report.incidents.push_back({value[u"id"].toString(), value[u"name"].toString(),
                                    value[u"status"].toString(), value[u"impact"].toString(),
                                    stringsIn(value[u"models"].toArray())});
    }
    report.source = (*object)[u"source"].toString();
    report.checkedAt = *checkedAt;
    report.freshUntil = *freshUntil;
    return report;
}

} // namespace plimsoll
