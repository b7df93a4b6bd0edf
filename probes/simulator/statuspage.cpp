// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/statuspage.h"

#include "probes/simulator/random.h"
#include "probes/simulator/timetext.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace plimsoll::simulator {

using namespace Qt::StringLiterals;

namespace {

struct Component
{
    const char* id;
    const char* name;
    bool isApi = false; // shows the incidents of models
};
constexpr std::array components {
    Component {"rwppv331jlwc", "claude.ai", false},
    Component {"k8w3r06qmzrp", "Claude API (api.anthropic.com)", true},
    Component {"yyzkbfz2thpt", "Claude Code", true},
    Component {"0scnb50nvy53", "Claude for Government", false},
};

// What one grade of trouble is called in the four places that tell it.
struct Grade
{
    const char* impact;
    const char* component;
    const char* description;
};
constexpr std::array grades {
    Grade {"none", "operational", "All Systems Operational"},
    Grade {"minor", "degraded_performance", "Partially Degraded Service"},
    Grade {"major", "partial_outage", "Partial System Outage"},
    Grade {"critical", "major_outage", "Major System Outage"},
};

const Grade& gradeOf(double severity)
{
    return grades[severity >= 0.8 ? 3 : severity >= 0.4 ? 2 : severity > 0 ? 1 : 0];
}

QString idOf(quint64 key)
{
    return QString::fromLatin1(Random(key).letters(12).toLower());
}

// Writes the page as of one moment.
class Page
{
public:
    Page(const World& world, const PageMoment& moment)
        : m_world(world)
        , m_moment(moment)
        , m_incidents(incidentsAt(world, moment.at))
    {
    }

    QJsonObject head() const;
    QJsonObject status() const;
    QJsonArray allComponents() const;
    QJsonArray incidents(bool openOnly) const;

private:
    bool isOpen(const Incident& incident) const { return m_moment.at < incident.resolvedAt; }
    double worst() const;
    QString text(TimePoint t) const { return QString::fromLatin1(rfc3339(t + m_moment.shift)); }
    QJsonObject component(const Component& component, double severity) const;
    QString title(const Incident& incident) const;
    QJsonObject incident(const Incident& incident) const;
    QJsonArray updates(const Incident& incident) const;

    const World& m_world;
    PageMoment m_moment;
    std::vector<Incident> m_incidents;
};

double Page::worst() const
{
    double severity = 0;
    for (const Incident& incident : m_incidents) {
        severity = isOpen(incident) ? std::max(severity, incident.severity) : severity;
    }
    return severity;
}

QJsonObject Page::head() const
{
    return {{u"id"_s, u"tymt9n04zgry"_s},
            {u"name"_s, u"Claude"_s},
            {u"url"_s, u"https://status.claude.com"_s},
            {u"time_zone"_s, u"Etc/UTC"_s},
            {u"updated_at"_s,
             text(m_incidents.empty() ? m_world.scenario().history.from
                                      : std::min(m_moment.at, m_incidents.front().resolvedAt))}};
}

QJsonObject Page::status() const
{
    const Grade& grade = gradeOf(worst());
    return {{u"indicator"_s, QLatin1String(grade.impact)},
            {u"description"_s, QLatin1String(grade.description)}};
}

QJsonObject Page::component(const Component& component, double severity) const
{
    const Grade& grade = gradeOf(component.isApi ? severity : 0);
    return {{u"id"_s, QLatin1String(component.id)},
            {u"name"_s, QLatin1String(component.name)},
            {u"status"_s, QLatin1String(grade.component)},
            {u"created_at"_s, u"2023-07-11T17:31:01Z"_s},
            {u"updated_at"_s, head()[u"updated_at"]},
            {u"position"_s, int(&component - components.data()) + 1},
            {u"description"_s, QJsonValue()},
            {u"showcase"_s, true},
            {u"start_date"_s, u"2023-07-11"_s},
            {u"group_id"_s, QJsonValue()},
            {u"page_id"_s, u"tymt9n04zgry"_s},
            {u"group"_s, false},
            {u"only_show_if_degraded"_s, false}};
}

QJsonArray Page::allComponents() const
{
    QJsonArray all;
    for (const Component& each : components) {
        all.append(component(each, worst()));
    }
    return all;
}

QString Page::title(const Incident& incident) const
{
    QStringList names;
    for (const QString& model : incident.models) {
        names << QString("Claude "_L1 + m_world.catalogue().displayName(model));
    }
    const QString last = names.takeLast();
    return names.isEmpty() ? QString("Elevated errors on "_L1 + last)
                           : u"Elevated errors on %1 and %2"_s.arg(names.join(u", "_s), last);
}

QJsonArray Page::updates(const Incident& incident) const
{
    struct Step
    {
        const char* status;
        double share; // of the time from opened to resolved
        const char* body;
    };
    static constexpr std::array steps {
        Step {"investigating", 0, "We are looking into elevated errors."},
        Step {"identified", 0.3, "The cause is known and a fix is on its way."},
        Step {"monitoring", 0.7, "A fix is in place. <b>We are watching the results.</b>"},
        Step {"resolved", 1, "This incident is over."},
    };
    QJsonArray updates; // newest first
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto length = incident.resolvedAt - incident.openedAt;
        const TimePoint at = incident.openedAt
            + std::chrono::milliseconds(qint64(double(length.count()) * steps[i].share));
        if (at > m_moment.at) {
            break;
        }
        updates.prepend(QJsonObject {{u"id"_s, idOf(combined(incident.key, i + 1))},
                                     {u"incident_id"_s, idOf(incident.key)},
                                     {u"status"_s, QLatin1String(steps[i].status)},
                                     {u"body"_s, QLatin1String(steps[i].body)},
                                     {u"created_at"_s, text(at)},
                                     {u"updated_at"_s, text(at)},
                                     {u"display_at"_s, text(at)},
                                     {u"affected_components"_s, QJsonValue()}});
    }
    return updates;
}

QJsonObject Page::incident(const Incident& incident) const
{
    const QJsonArray told = updates(incident);
    const QString id = idOf(incident.key);
    const auto since = [&told](QLatin1String status) {
        for (const QJsonValue update : told) {
            if (update[u"status"].toString() == status) {
                return update[u"created_at"];
            }
        }
        return QJsonValue();
    };
    QJsonArray affected;
    for (const Component& each : components) {
        if (each.isApi) {
            affected.append(component(each, isOpen(incident) ? incident.severity : 0));
        }
    }
    return {{u"id"_s, id},
            {u"name"_s, title(incident)},
            {u"status"_s, told.first()[u"status"]},
            {u"impact"_s, QLatin1String(gradeOf(incident.severity).impact)},
            {u"created_at"_s, text(incident.openedAt)},
            {u"started_at"_s, text(incident.openedAt)},
            {u"updated_at"_s, told.first()[u"updated_at"]},
            {u"monitoring_at"_s, since("monitoring"_L1)},
            {u"resolved_at"_s, since("resolved"_L1)},
            {u"shortlink"_s, QString(u"https://stspg.io/"_s + id)},
            {u"page_id"_s, u"tymt9n04zgry"_s},
            {u"incident_updates"_s, told},
            {u"components"_s, affected}};
}

QJsonArray Page::incidents(bool openOnly) const
{
    QJsonArray list;
    for (const Incident& each : m_incidents) {
        if (!openOnly || isOpen(each)) {
            list.append(incident(each));
        }
    }
    return list;
}

// Absent for an address that the page does not have.
std::optional<QJsonObject> documentOf(const Page& page, QStringView name)
{
    QJsonObject document {{u"page"_s, page.head()}};
    if (name == "summary.json"_L1) {
        document[u"components"_s] = page.allComponents();
        document[u"incidents"_s] = page.incidents(true);
        document[u"scheduled_maintenances"_s] = QJsonArray();
        document[u"status"_s] = page.status();
    } else if (name == "status.json"_L1) {
        document[u"status"_s] = page.status();
    } else if (name == "components.json"_L1) {
        document[u"components"_s] = page.allComponents();
    } else if (name == "incidents.json"_L1) {
        document[u"incidents"_s] = page.incidents(false);
    } else if (name == "incidents/unresolved.json"_L1) {
        document[u"incidents"_s] = page.incidents(true);
    } else if (name == "scheduled-maintenances.json"_L1) {
        document[u"scheduled_maintenances"_s] = QJsonArray();
    } else {
        return std::nullopt;
    }
    return document;
}

Reply pageReply(int status, const QByteArray& type, const QByteArray& body,
                const HeaderList& more = {})
{
    HeaderList headers {{"content-type", type},
                        {"content-length", QByteArray::number(body.size())}};
    headers.insert(headers.end(), more.begin(), more.end());
    return jsonReply(status, headers, body);
}

} // namespace

QJsonObject summaryJson(const World& world, const PageMoment& moment)
{
    return *documentOf(Page(world, moment), u"summary.json");
}

QJsonObject incidentsJson(const World& world, const PageMoment& moment)
{
    return *documentOf(Page(world, moment), u"incidents.json");
}

Reply statusPageReply(const World& world, const HttpRequest& http, const PageMoment& moment)
{
    switch (world.scenario().statusPage) {
    case StatusPageMode::Challenge:
        return pageReply(405, "text/html",
                         "<!DOCTYPE html><html><head><title>Human Verification</title></head>"
                         "<body><script src=\"challenge.js\"></script></body></html>",
                         {{"server", "CloudFront"}, {"x-amzn-waf-action", "captcha"}});
    case StatusPageMode::Down:
        return pageReply(503, "text/html", "<html><body>Service Unavailable</body></html>");
    case StatusPageMode::Open:
        break;
    }
    const auto document = documentOf(Page(world, moment), QStringView(http.path).mid(8));
    if (!document) {
        return pageReply(404, "text/html", "<html><body>Not found</body></html>");
    }
    const QByteArray body = QJsonDocument(*document).toJson(QJsonDocument::Compact);
    const QByteArray tag =
        "W/\"" + QCryptographicHash::hash(body, QCryptographicHash::Md5).toHex() + '"';
    if (http.header("if-none-match") == tag) {
        return jsonReply(304, {{"etag", tag}}, {});
    }
    return pageReply(200, "application/json; charset=utf-8", body, {{"etag", tag}});
}

} // namespace plimsoll::simulator
