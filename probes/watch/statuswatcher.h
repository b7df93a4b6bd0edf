// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/watch/incidentchanges.h"
#include "probes/watch/statusreport.h"
#include "probes/watch/watcher.h"

namespace plimsoll {

// A status page of the Statuspage v2 kind at the first of several addresses that answers: the
// summary for the report, the incidents for the events. That it cannot be read becomes an event
// when two rounds in a row could not, and its return likewise.
class StatusWatcher final : public Watcher
{
public:
    // bases: "https://status.claude.com", asked in this order. freshFor: how long a report holds.
    StatusWatcher(std::vector<QUrl> bases, Catalogue catalogue, std::chrono::milliseconds freshFor,
                  const MemoryMap& memories);

    QString name() const override;
    WatchAsk begin(TimePoint now) override;
    WatchStep take(const WatchAnswer& answer) override;
    WatchFindings finish(TimePoint now) override;

private:
    enum class Part { Summary, Incidents };

    WatchAsk ask(Part part) const;
    WatchStep takeSummary(const WatchAnswer& answer);
    WatchStep takeIncidents(const WatchAnswer& answer);
    StatusReport reportOf(TimePoint now) const;
    std::optional<Event> turn(TimePoint now);
    void readIncidentMemory(const QByteArray& text);
    QByteArray incidentMemory() const;

    std::vector<QUrl> m_bases;
    Catalogue m_catalogue;
    std::chrono::milliseconds m_freshFor;

    std::optional<StatusReport> m_report; // the last that was read
    KnownIncidents m_known;
    bool m_hasKnown = false;
    bool m_readable = true; // as told by the last event
    int m_contrary = 0; // rounds in a row that were otherwise

    // Of the round in progress.
    std::size_t m_base = 0;
    Part m_part = Part::Summary;
    std::optional<StatusSummary> m_summary;
    std::optional<std::vector<Incident>> m_incidents;
    bool m_unchanged = false; // the summary is still the last report's
    bool m_noNews = false; // incidents.json is still what was told
    QStringList m_refusals; // one for each address that was asked in vain
};

} // namespace plimsoll
