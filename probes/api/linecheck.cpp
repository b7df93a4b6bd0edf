// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/linecheck.h"

#include "probes/api/localnetwork.h"
#include "probes/api/reachability.h"

namespace plimsoll {

namespace {

constexpr quint16 usualPort = 443;

DialPlan planOf(const QString& checkHost, const std::optional<Proxy>& proxy)
{
    const QUrl url(QStringLiteral("tcp://") + checkHost);
    DialPlan plan;
    plan.host = url.host();
    plan.port = quint16(url.port(usualPort));
    plan.secure = false;
    plan.proxy = proxy;
    plan.timeout = LineCheck::patience;
    return plan;
}

bool needsName(const QString& host)
{
    return QHostAddress(host).isNull() && host.contains(QLatin1Char('.'));
}

} // namespace

LineSenses LineSenses::real()
{
    return {&hasLocalNetwork, &askReachability};
}

LineCheck::LineCheck(const QUrl& service, const LineSettings& settings, std::optional<Proxy> proxy,
                     std::shared_ptr<const Clock> clock, LineSenses senses, QObject* parent)
    : QObject(parent)
    , m_service(service)
    , m_proxy(std::move(proxy))
    , m_senses(std::move(senses))
    , m_dns(this)
    , m_limit(this)
{
    m_evidence.service = service.host();
    m_evidence.checkHostName = settings.checkHost;
    if (!settings.checkHost.isEmpty()) {
        m_checkHost.emplace(planOf(settings.checkHost, m_proxy), std::move(clock));
    }
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &LineCheck::end);
    connect(&m_dns, &QDnsLookup::finished, this, &LineCheck::onNameServerAnswer);
}

LineCheck::~LineCheck()
{
    if (m_lookup >= 0) {
        QHostInfo::abortHostLookup(m_lookup);
    }
}

void LineCheck::start()
{
    m_evidence.serviceIsHere = isThisMachine(m_service.host());
    m_evidence.interfaceUp = m_evidence.serviceIsHere || m_senses.hasInterface();
    if (m_evidence.serviceIsHere || !m_evidence.interfaceUp) {
        m_limit.start(0);
        return;
    }
    m_limit.start(patience);
    m_asksSystem = true;
    m_senses.askSystem(this, [this](LineEvidence::System system) {
        m_evidence.system = system;
        settle(m_asksSystem);
    });
    if (!m_proxy && needsName(m_service.host())) {
        askNameServer();
    }
    if (m_checkHost) {
        reachCheckHost();
    }
}

// Silent until it answers, as the other host is.
void LineCheck::askNameServer()
{
    m_asksNameServer = true;
    m_evidence.nameServer = LineEvidence::NameServer::Silent;
    m_dns.setType(QDnsLookup::A);
    m_dns.setName(m_service.host());
    m_dns.lookup();
    // By name: QHostInfo never frees a slot object whose look-up was given up.
    m_lookup = QHostInfo::lookupHost(m_service.host(), this, SLOT(onSystemAnswer(QHostInfo)));
}

void LineCheck::onSystemAnswer(const QHostInfo& info)
{
    m_lookup = -1;
    m_systemKnowsName = info.error() == QHostInfo::NoError && !info.addresses().isEmpty();
}

void LineCheck::onNameServerAnswer()
{
    const bool found =
        m_dns.error() == QDnsLookup::NoError && !m_dns.hostAddressRecords().isEmpty();
    const bool answered = m_dns.error() == QDnsLookup::NoError
        || m_dns.error() == QDnsLookup::NotFoundError
        || m_dns.error() == QDnsLookup::ServerFailureError
        || m_dns.error() == QDnsLookup::ServerRefusedError;
    m_evidence.nameServer = found ? LineEvidence::NameServer::Found
        : answered                ? LineEvidence::NameServer::Denied
                                  : LineEvidence::NameServer::Silent;
    settle(m_asksNameServer);
}

void LineCheck::reachCheckHost()
{
    m_asksCheckHost = true;
    m_evidence.checkHost = LineEvidence::CheckHost::Silent;
    connect(&*m_checkHost, &Dial::connected, this, [this] {
        m_evidence.checkHost = LineEvidence::CheckHost::Reached;
        settle(m_asksCheckHost);
    });
    connect(&*m_checkHost, &Dial::failed, this, &LineCheck::onCheckHostFailed);
    m_checkHost->start();
}

void LineCheck::onCheckHostFailed(Failure failure)
{
    using Host = LineEvidence::CheckHost;
    m_evidence.checkHost = failure == Failure::Refused ? Host::Reached
        : failure == Failure::NameNotFound             ? Host::UnknownName
                                                       : Host::Silent;
    settle(m_asksCheckHost);
}

// A host whose name alone hangs has not been tried.
void LineCheck::noteHowFar()
{
    Exchange attempt;
    m_checkHost->report(attempt);
    if (attempt.phase == Phase::Resolve) {
        m_evidence.checkHost = LineEvidence::CheckHost::UnknownName;
    }
}

void LineCheck::settle(bool& asked)
{
    asked = false;
    if (!m_asksNameServer && !m_asksCheckHost && !m_asksSystem) {
        end();
    }
}

void LineCheck::end()
{
    using Server = LineEvidence::NameServer;
    if (!m_ended) {
        m_ended = true;
        m_limit.stop();
        if (m_systemKnowsName && m_evidence.nameServer == Server::Silent) {
            m_evidence.nameServer = Server::Needless;
        }
        if (m_asksCheckHost) {
            noteHowFar();
        }
        emit finished(judgeLine(m_evidence));
    }
}

} // namespace plimsoll
