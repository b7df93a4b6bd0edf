// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/statuswatcher.h"

#include "probes/watch/foreigntext.h"
#include "probes/watch/modelmention.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr QLatin1String incidentMemoryName("watch/status/incidents");
constexpr int roundsToTell = 2;

QUrl below(const QUrl& base, const QString& path)
{
    QUrl url = base;
    QString stem = base.path();
    while (stem.endsWith(u'/')) {
        stem.chop(1);
    }
    url.setPath(stem + path);
    return url;
}

template<typename T>
T remembered(const MemoryMap& memories, const QString& name, T (*read)(const Memory&))
{
    const auto found = memories.find(name);
    return found == memories.end() ? T() : read(found->second);
}

std::optional<StatusReport> readReport(const Memory& memory)
{
    auto report = statusReportIn(memory);
    const bool usable = report && report->state != StatusReport::State::Unknown;
    return usable ? std::optional(std::move(*report)) : std::nullopt;
}

QByteArray valueOf(const Memory& memory)
{
    return memory.value;
}

} // namespace

StatusWatcher::StatusWatcher(std::vector<QUrl> bases, Catalogue catalogue,
                             std::chrono::milliseconds freshFor, const MemoryMap& memories)
    : m_bases(std::move(bases))
    , m_catalogue(std::move(catalogue))
    , m_freshFor(freshFor)
    , m_report(remembered(memories, QLatin1String(statusMemoryName), readReport))
{
    Q_ASSERT(!m_bases.empty());
    readIncidentMemory(remembered(memories, incidentMemoryName, valueOf));
}

QString StatusWatcher::name() const
{
    return u"status"_s;
}

WatchAsk StatusWatcher::begin(TimePoint /*now*/)
{
    m_base = 0;
    m_part = Part::Summary;
    m_summary.reset();
    m_incidents.reset();
    m_unchanged = false;
    m_noNews = false;
    m_refusals.clear();
    return ask(Part::Summary);
}

WatchAsk StatusWatcher::ask(Part part) const
{
    const QUrl& base = m_bases[m_base];
    WatchAsk ask;
    if (part == Part::Summary) {
        ask.url = below(base, u"/api/v2/summary.json"_s);
        // Another address' answer, or none, is not what "unchanged" would speak of.
        ask.conditional = m_report && m_report->source == base.toString();
    } else {
        ask.url = below(base, u"/api/v2/incidents.json"_s);
        ask.conditional = m_hasKnown;
    }
    return ask;
}

WatchStep StatusWatcher::take(const WatchAnswer& answer)
{
    return m_part == Part::Summary ? takeSummary(answer) : takeIncidents(answer);
}

WatchStep StatusWatcher::takeSummary(const WatchAnswer& answer)
{
    QString refusal;
    if (answer.isUnchanged() && m_report) {
        m_unchanged = true;
    } else if (refusal = refusalOf(answer); refusal.isEmpty()) {
        auto summary = readStatusSummary(answer.body);
        if (summary) {
            m_summary = std::move(*summary);
        } else {
            refusal = summary.error().message;
        }
    }
    if (refusal.isEmpty()) {
        m_part = Part::Incidents;
        return {.accepted = true, .next = ask(Part::Incidents)};
    }
    m_refusals << u"%1: %2"_s.arg(m_bases[m_base].host(), refusal);
    ++m_base;
    return {.accepted = false,
            .next = m_base < m_bases.size() ? std::optional(ask(Part::Summary)) : std::nullopt};
}

WatchStep StatusWatcher::takeIncidents(const WatchAnswer& answer)
{
    if (answer.isUnchanged() && m_hasKnown) {
        m_noNews = true;
        return {.accepted = true, .next = {}};
    }
    if (!refusalOf(answer).isEmpty()) {
        return {};
    }
    auto incidents = readIncidents(answer.body);
    if (!incidents) {
        return {};
    }
    m_incidents = std::move(*incidents);
    return {.accepted = true, .next = {}};
}

WatchFindings StatusWatcher::finish(TimePoint now)
{
    WatchFindings findings;
    const StatusReport report = reportOf(now);
    const std::optional<std::vector<Incident>> listed = m_incidents
        ? m_incidents
        : (m_summary ? std::optional(m_summary->incidents) : std::nullopt);
    if (listed && !m_noNews) {
        std::vector<Incident> incidents = *listed;
        if (m_incidents && m_summary) {
            for (const Incident& open : m_summary->incidents) {
                if (std::ranges::find(incidents, open.id, &Incident::id) == incidents.end()) {
                    incidents.push_back(open);
                }
            }
        }
        const IncidentReading reading {.incidents = incidents,
                                       .withEnds = m_incidents.has_value(),
                                       .at = now,
                                       .source = report.source};
        IncidentChanges changes = incidentChanges(m_known, reading, m_catalogue);
        findings.events = std::move(changes.events);
        m_known = std::move(changes.known);
        // Until the ends are known too, an "unchanged" would hide them.
        m_hasKnown = m_hasKnown || m_incidents.has_value();
    }
    if (auto turned = turn(now)) {
        findings.events.push_back(std::move(*turned));
    }
    if (report.state != StatusReport::State::Unknown) {
        m_report = report;
    } else {
        m_report.reset(); // its memory is replaced, so the next summary must be whole
        findings.trouble = report.description;
    }
    findings.memories = {
        memoryOf(report),
        {.name = incidentMemoryName, .at = now, .value = incidentMemory()},
    };
    return findings;
}

StatusReport StatusWatcher::reportOf(TimePoint now) const
{
    StatusReport report;
    if (m_unchanged) {
        report = *m_report;
    } else if (m_summary) {
        report.state = stateOf(*m_summary);
        report.indicator = m_summary->indicator;
        report.description = m_summary->description;
        report.components = m_summary->components;
        report.source = m_bases[m_base].toString();
        for (const Incident& incident : m_summary->incidents) {
            report.incidents.push_back({incident.id, incident.name, incident.status,
                                        incident.impact,
                                        modelsMentioned(incident.name, m_catalogue)});
        }
    } else {
        report.description = m_refusals.join(u"; "_s);
    }
    report.checkedAt = now;
    report.freshUntil = now + m_freshFor;
    return report;
}

// Two rounds in a row, because a single one that fails says more of the way than of the page.
std::optional<Event> StatusWatcher::turn(TimePoint now)
{
    const bool read = m_unchanged || m_summary;
    m_contrary = read == m_readable ? 0 : m_contrary + 1;
    if (m_contrary < roundsToTell) {
        return std::nullopt;
    }
    m_contrary = 0;
    m_readable = read;
    return Event {
        .at = now,
        .type = EventType::StatusPosted,
        .title = read ? u"Status page can be read again"_s
                      : u"Status page cannot be read: its state is unknown"_s,
        .detail = read ? QString() : m_refusals.join(u'\n'),
        .source = m_bases[std::min(m_base, m_bases.size() - 1)].toString(),
        .identity =
            u"status:%1:%2"_s.arg(read ? u"readable"_s : u"unreadable"_s).arg(toEpochMs(now)),
        .models = {},
        .raw = {}};
}

void StatusWatcher::readIncidentMemory(const QByteArray& text)
{
    if (text.isEmpty()) {
        return;
    }
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    m_readable = object[u"readable"].toBool(true);
    m_contrary = object[u"contrary"].toInt();
    m_hasKnown = object[u"with_ends"].toBool();
    m_known = readKnownIncidents(
        QJsonDocument(object[u"known"].toObject()).toJson(QJsonDocument::Compact));
}

QByteArray StatusWatcher::incidentMemory() const
{
    const QJsonObject object {
        {u"readable"_s, m_readable},
        {u"contrary"_s, m_contrary},
        {u"with_ends"_s, m_hasKnown},
        {u"known"_s, QJsonDocument::fromJson(writeKnownIncidents(m_known)).object()}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace plimsoll
