// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/httpprobe.h"
#include "probes/api/linecheck.h"
#include "probes/api/observe.h"
#include "probes/domain/catalogue.h"
#include "probes/settings.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <map>
#include <memory>

namespace plimsoll {

// Sends one probe of any kind, now, with the key of its organization, and hands over the
// observation: what the schedule does at each due time and what `plimsollctl probe` does once. A
// failure below HTTP is blamed on the service only after a look at our own line; failures at the
// same time share one look. Lives in one thread with an event loop, which should have nothing else
// to do, for times are taken there.
class Prober final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Prober)

public:
    using Done = std::function<void(const Observation&)>;

    // Of the settings: addresses, keys, line and stall timeout.
    Prober(ProbeSettings settings, Catalogue catalogue, std::shared_ptr<const Clock> clock,
           QObject* parent = nullptr);
    ~Prober() override;

    // Calls done once, later, unless abort() or the destructor comes first. The nonce makes the
    // request unlike others. A target of an organization that is not configured is skipped.
    void send(const Target& target, Micros lateness, quint64 nonce, const Done& done);
    void setCatalogue(const Catalogue& catalogue) { m_catalogue = catalogue; }
    int inFlight() const { return m_inFlight; }
    // Drops all requests in flight without an observation. May be called within a Done; the prober
    // must not be destroyed there.
    void abort();

private:
    struct Way
    {
        QUrl service;
        std::optional<Proxy> proxy;
    };

    void sendHttp(const Target& target, const ApiSettings& api, Micros lateness, quint64 nonce,
                  const Done& done);
    void sendLine(const Target& target, const ApiSettings& api, Micros lateness, const Done& done);
    void skip(const Target& target, Micros lateness, const Done& done);
    HttpCall callFor(const Target& target, const ApiSettings& api, quint64 nonce);
    std::optional<Proxy> proxyFor(const QUrl& url);
    void judge(const TargetId& target, const Way& way, const Exchange& exchange, const Done& done);
    LineCheck* lineCheck(const Way& way);
    void conclude(const TargetId& target, const Exchange& exchange, const Done& done);

    struct KnownProxy
    {
        std::chrono::nanoseconds until {0}; // monotonic
        std::optional<Proxy> proxy;
    };

    ProbeSettings m_settings;
    Catalogue m_catalogue;
    std::shared_ptr<const Clock> m_clock;
    Secrets m_secrets;
    std::map<QString, KnownProxy> m_proxies; // by host and port
    std::map<QString, QPointer<LineCheck>> m_checks; // running
    QObject* m_flights = nullptr; // child; parent of everything in flight
    int m_inFlight = 0;
    bool m_prompt = false;
};

} // namespace plimsoll
