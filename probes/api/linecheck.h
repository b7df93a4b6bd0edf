// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/dial.h"
#include "probes/api/lineverdict.h"
#include "probes/settings.h"

#include <functional>

namespace plimsoll {

// How the machine tells of itself; replaced in tests.
struct LineSenses
{
    std::function<bool()> hasInterface;
    std::function<void(QObject* context, std::function<void(LineEvidence::System)> then)> askSystem;

    static LineSenses real();
};

// Looks once, for at most three seconds, whether a failure may be our own line's: its interfaces,
// what the operating system reports, whether a name server answers for the service's name, and
// whether the host of the user's choice can be reached, by TCP alone. Contacts nothing else, and
// nothing at all where the service is on this machine.
class LineCheck final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LineCheck)

public:
    static constexpr std::chrono::milliseconds patience {3000};

    // What went through a proxy is looked for through it.
    LineCheck(const QUrl& service, const LineSettings& settings, std::optional<Proxy> proxy,
              std::shared_ptr<const Clock> clock, LineSenses senses = LineSenses::real(),
              QObject* parent = nullptr);
    ~LineCheck() override;

    void start();

signals:
    // Once, after start(), later.
    void finished(const plimsoll::LineVerdict& verdict);

private slots:
    void onSystemAnswer(const QHostInfo& info);

private:
    void askNameServer();
    void onNameServerAnswer();
    void reachCheckHost();
    void onCheckHostFailed(Failure failure);
    void noteHowFar();
    void settle(bool& asked);
    void end();

    QUrl m_service;
    std::optional<Proxy> m_proxy;
    LineSenses m_senses;
    LineEvidence m_evidence;
    QDnsLookup m_dns;
    std::optional<Dial> m_checkHost;
    QTimer m_limit;
    int m_lookup = -1;
    bool m_systemKnowsName = false;
    bool m_asksNameServer = false; // the answer is outstanding
    bool m_asksCheckHost = false;
    bool m_asksSystem = false;
    bool m_ended = false;
};

} // namespace plimsoll
