// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/httpprobe.h"
#include "probes/api/observe.h"
#include "probes/domain/catalogue.h"
#include "probes/settings.h"

#include <QObject>

#include <functional>
#include <memory>

namespace plimsoll {

// Sends one probe of any kind, now, and hands over the observation: what the schedule does at each
// due time and what `plimsollctl probe` does once. Lives in one thread with an event loop, which
// should have nothing else to do, for times are taken there.
class Prober final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Prober)

public:
    using Done = std::function<void(const Observation&)>;

    Prober(ApiSettings api, Catalogue catalogue, std::shared_ptr<const Clock> clock,
           std::chrono::milliseconds stallTimeout = std::chrono::seconds(20),
           QObject* parent = nullptr);
    ~Prober() override;

    // Calls done once, later, unless abort() or the destructor comes first. The nonce makes the
    // request unlike others.
    void send(const Target& target, Micros lateness, quint64 nonce, const Done& done);
    void setCatalogue(const Catalogue& catalogue) { m_catalogue = catalogue; }
    int inFlight() const { return m_inFlight; }
    // Drops all requests in flight without an observation. May be called within a Done; the prober
    // must not be destroyed there.
    void abort();

private:
    void sendHttp(const Target& target, Micros lateness, quint64 nonce, const Done& done);
    void sendLine(const Target& target, Micros lateness, const Done& done);
    HttpCall callFor(const Target& target, Micros lateness, quint64 nonce) const;
    void locateTimeout(const Exchange& exchange, const std::function<void(const Exchange&)>& then);
    void conclude(const TargetId& target, const Exchange& exchange, const Done& done);

    ApiSettings m_api;
    Catalogue m_catalogue;
    std::shared_ptr<const Clock> m_clock;
    std::chrono::milliseconds m_stallTimeout;
    QObject* m_flights = nullptr; // child; parent of everything in flight
    int m_inFlight = 0;
    bool m_prompt = false;
};

} // namespace plimsoll
