// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/incidentchanges.h"

#include "probes/watch/foreigntext.h"
#include "probes/watch/modelmention.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

QString wholeText(const Incident& incident)
{
    QStringList texts {incident.name};
    for (const IncidentUpdate& update : incident.updates) {
        texts << update.body;
    }
    return texts.join(u'\n');
}

QString componentsText(const Incident& incident)
{
    QStringList names;
    for (const StatusComponent& component : incident.components) {
        names << u"%1 [%2] %3"_s.arg(component.name, component.id, component.status);
    }
    return names.isEmpty() ? QString() : u"Components: %1"_s.arg(names.join(u", "_s));
}

bool endsIt(const IncidentUpdate& update)
{
    return update.status == u"resolved";
}

// Makes the events of one incident, all with the same models and source.
class Teller
{
public:
    Teller(const Incident& incident, const IncidentReading& reading, QStringList models)
        : m_incident(incident)
        , m_reading(reading)
        , m_models(std::move(models))
    {
    }

    Event opened() const
    {
        const QString first = m_incident.updates.empty() ? QString() : m_incident.updates[0].body;
        return event(m_incident.startedAt, u"opened"_s, u"opened"_s, first);
    }
    Event updated(const IncidentUpdate& update) const
    {
        return event(update.at, update.status, u"update:%1"_s.arg(update.id), update.body);
    }
    Event reopened() const
    {
        const QString last = m_incident.updates.empty() ? QString() : m_incident.updates.back().id;
        return event({}, u"reopened"_s, u"reopened:%1"_s.arg(last), {});
    }
    Event resolved() const
    {
        const auto last =
            std::find_if(m_incident.updates.rbegin(), m_incident.updates.rend(), endsIt);
        const bool told = last != m_incident.updates.rend();
        return event(m_incident.resolvedAt ? m_incident.resolvedAt
                                           : (told ? last->at : std::nullopt),
                     u"resolved"_s, told ? u"resolved:%1"_s.arg(last->id) : u"resolved"_s,
                     told ? last->body : QString());
    }

private:
    Event event(std::optional<TimePoint> at, const QString& what, const QString& identity,
                const QString& text) const
    {
        const QString components = componentsText(m_incident);
        QStringList detail {text, u"Impact: %1"_s.arg(m_incident.impact), components};
        detail.removeAll(QString());
        return {.at = at.value_or(m_reading.at),
                .type = EventType::StatusPosted,
                .title = u"Incident %1: %2"_s.arg(what, m_incident.name),
                .detail = detail.join(u'\n'),
                .source = m_reading.source,
                .identity = u"status:%1:%2"_s.arg(m_incident.id, identity),
                .models = m_models,
                .raw = m_incident.raw};
    }

    const Incident& m_incident;
    const IncidentReading& m_reading;
    QStringList m_models;
};

void addChanges(std::vector<Event>& events, KnownIncident& known, const Incident& incident,
                const Teller& teller)
{
    const bool isNew = known.name.isEmpty();
    if (isNew) {
        events.push_back(teller.opened());
    }
    if (known.over && !incident.isOver()) {
        events.push_back(teller.reopened());
        known.over = false;
    }
    for (std::size_t i = 0; i < incident.updates.size(); ++i) {
        const IncidentUpdate& update = incident.updates[i];
        const bool toldByOpening = isNew && i == 0;
        if (!known.updates.contains(update.id) && !toldByOpening && !endsIt(update)) {
            events.push_back(teller.updated(update));
        }
        known.updates.insert(update.id);
    }
    if (!known.over && incident.isOver()) {
        events.push_back(teller.resolved());
        known.over = true;
    }
    known.name = incident.name;
    known.gone = false;
}

Event goneEvent(const QString& id, const KnownIncident& incident, const IncidentReading& reading)
{
    return {.at = reading.at,
            .type = EventType::StatusPosted,
            .title = u"Incident no longer listed as open: %1"_s.arg(incident.name),
            .detail = u"The page left it out without telling its end."_s,
            .source = reading.source,
            .identity = u"status:%1:gone"_s.arg(id),
            .models = incident.models,
            .raw = {}};
}

} // namespace

IncidentChanges incidentChanges(const KnownIncidents& before, const IncidentReading& reading,
                                const Catalogue& catalogue)
{
    IncidentChanges changes;
    for (const Incident& incident : reading.incidents) {
        const auto last = before.find(incident.id);
        KnownIncident known = last == before.end() ? KnownIncident() : last->second;
        known.models = modelsMentioned(wholeText(incident), catalogue);
        addChanges(changes.events, known, incident, Teller(incident, reading, known.models));
        changes.known[incident.id] = known;
    }
    for (const auto& [id, incident] : before) {
        if (changes.known.contains(id)) {
            continue;
        }
        if (!incident.over && !incident.gone) {
            changes.events.push_back(goneEvent(id, incident, reading));
        }
        // What incidents.json drops is too old to come back; a summary lists open ones alone.
        if (!reading.withEnds) {
            changes.known[id] = incident;
            changes.known[id].gone = true;
        }
    }
    std::ranges::stable_sort(changes.events, {}, &Event::at);
    return changes;
}

QByteArray writeKnownIncidents(const KnownIncidents& known)
{
    QJsonObject object;
    for (const auto& [id, incident] : known) {
        QStringList updates(incident.updates.begin(), incident.updates.end());
        updates.sort();
        object[id] = QJsonObject {{u"name"_s, incident.name},
                                  {u"models"_s, QJsonArray::fromStringList(incident.models)},
                                  {u"updates"_s, QJsonArray::fromStringList(updates)},
                                  {u"over"_s, incident.over},
                                  {u"gone"_s, incident.gone}};
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

KnownIncidents readKnownIncidents(const QByteArray& text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    KnownIncidents known;
    for (auto it = object.begin(); it != object.end(); ++it) {
        KnownIncident incident;
        incident.name = it.value()[u"name"].toString();
        incident.over = it.value()[u"over"].toBool();
        incident.gone = it.value()[u"gone"].toBool();
        for (const QJsonValue& model : it.value()[u"models"].toArray()) {
            incident.models << model.toString();
        }
        for (const QJsonValue& update : it.value()[u"updates"].toArray()) {
            incident.updates.insert(update.toString());
        }
        known[it.key()] = incident;
    }
    return known;
}

} // namespace plimsoll
