// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/settings.h"
#include "probes/watch/adminlimits.h"
#include "probes/watch/adminusage.h"
#include "probes/watch/watcher.h"

namespace plimsoll {

// What an admin key adds, where there is one: the limits of every group of an organization, and
// what each day that is over was billed. Individual accounts have no Admin API: that is said once
// and asked again only the next day.
class AdminWatcher final : public Watcher
{
public:
    AdminWatcher(QString organization, ApiSettings api, Catalogue catalogue,
                 const MemoryMap& memories);

    QString name() const override;
    WatchAsk begin(TimePoint now) override;
    WatchStep take(const WatchAnswer& answer) override;
    WatchFindings finish(TimePoint now) override;

private:
    enum class Part { Limits, Usage, Cost };

    WatchAsk ask(const QString& page) const;
    WatchStep takeLimits(const QByteArray& body);
    WatchStep takeReport(const QByteArray& body);
    WatchStep nextPage(const QString& page);
    WatchStep nextPart();
    void refuse(const WatchAnswer& answer, const QString& why);
    void addLimits(WatchFindings& findings, TimePoint now);
    void addDays(WatchFindings& findings, TimePoint now);
    QUrl endpoint() const;
    QString memoryName() const;
    QByteArray memory() const;

    QString m_organization;
    ApiSettings m_api;
    Catalogue m_catalogue;

    std::optional<AdminLimits> m_limits; // absent: never read
    QByteArray m_limitsVersion; // of the API, whose names they bear
    std::optional<std::chrono::sys_days> m_reported; // the last day with an event

    // Of the round in progress.
    Part m_part = Part::Limits;
    std::chrono::sys_days m_today;
    int m_pages = 0; // of the part
    std::vector<LimitGroup> m_groups;
    QByteArray m_rawLimits;
    bool m_limitsWhole = false;
    BilledDays m_usage;
    BilledDays m_cost;
    bool m_usageWhole = false;
    bool m_costWhole = false;
    bool m_refused = false; // no Admin API for this account
    QStringList m_troubles;
};

} // namespace plimsoll
