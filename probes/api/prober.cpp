// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/prober.h"

#include "probes/api/apirequest.h"
#include "probes/api/lineprobe.h"
#include "probes/api/promptthread.h"

#include <QNetworkProxy>
#include <QThread>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr std::chrono::milliseconds locateTimeoutWithin {3000};

void setSecretly(QNetworkRequest& request, const ApiSettings& api)
{
    if (!api.key.isEmpty()) {
        request.setRawHeader("x-api-key", api.key);
    }
}

QUrl endpoint(const QUrl& base, const ApiRequest& request)
{
    QUrl url = base;
    QString path = base.path();
    while (path.endsWith(u'/')) {
        path.chop(1);
    }
    url.setPath(path + request.path);
    url.setQuery(request.query);
    return url;
}

// Everything QNetworkAccessManager would do by itself is switched off: an observation is of one
// plain HTTP/1.1 request on a connection of its own. A connection that was kept alive may be dead
// without our knowing, and that must not be blamed on the service.
void makePlain(QNetworkRequest& request)
{
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setRawHeader("connection", "close");
    request.setRawHeader("accept-encoding", "identity");
    request.setRawHeader("user-agent", "Plimsoll/" PLIMSOLL_VERSION);
}

bool usesProxy(const QUrl& url)
{
    const auto proxies = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url));
    return std::ranges::any_of(proxies, [](const QNetworkProxy& proxy) {
        return proxy.type() != QNetworkProxy::NoProxy
            && proxy.type() != QNetworkProxy::DefaultProxy;
    });
}

} // namespace

Prober::Prober(ApiSettings api, Catalogue catalogue, std::shared_ptr<const Clock> clock,
               std::chrono::milliseconds stallTimeout, QObject* parent)
    : QObject(parent)
    , m_api(std::move(api))
    , m_catalogue(std::move(catalogue))
    , m_clock(std::move(clock))
    , m_stallTimeout(stallTimeout)
{
    qRegisterMetaType<plimsoll::Observation>();
}

// Requests go before the managers they belong to.
Prober::~Prober()
{
    abort();
    qDeleteAll(QObjectList(children()));
}

void Prober::send(const Target& target, Micros lateness, quint64 nonce, const Done& done)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (!m_flights) {
        m_flights = new QObject(this);
    }
    ++m_inFlight;
    if (target.id.kind == ProbeKind::Line) {
        sendLine(target, lateness, done);
    } else {
        sendHttp(target, lateness, nonce, done);
    }
}

void Prober::abort()
{
    if (m_flights) {
        for (QObject* probe : m_flights->children()) {
            probe->disconnect(this);
        }
        m_flights->deleteLater();
        m_flights = nullptr;
    }
    m_inFlight = 0;
}

HttpCall Prober::callFor(const Target& target, Micros lateness, quint64 nonce) const
{
    const ApiRequest api = apiRequest(target.id, m_catalogue.find(target.id.model), nonce);
    HttpCall call;
    call.request.setUrl(endpoint(m_api.baseUrl, api));
    makePlain(call.request);
    setSecretly(call.request, m_api);
    call.request.setRawHeader("anthropic-version", m_api.version);
    call.request.setRawHeader(
        "accept", isStreamed(target.id.kind) ? "text/event-stream" : "application/json");
    if (!api.body.isEmpty()) {
        call.request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    }
    call.request.setHeader(QNetworkRequest::ContentLengthHeader, api.body.size());
    call.body = api.body;
    call.expectStream = isStreamed(target.id.kind);
    call.lateness = lateness;
    call.timeout = target.timeout;
    call.stallTimeout = m_stallTimeout;
    return call;
}

void Prober::sendHttp(const Target& target, Micros lateness, quint64 nonce, const Done& done)
{
    if (!m_prompt) {
        becomePrompt(); // before a manager starts its thread, which inherits it
        m_prompt = true;
    }
    auto* probe = new HttpProbe(callFor(target, lateness, nonce), m_clock, m_flights);
    // A manager for each request: one that is shared may put a request on a connection that the
    // other side is just closing, or let it wait for one of its six. After the probe among the
    // children, so that it outlives the reply.
    auto* network = new QNetworkAccessManager(m_flights);
    connect(probe, &HttpProbe::finished, this,
            [this, probe, network, id = target.id, done](const Exchange& exchange) {
                probe->deleteLater();
                network->deleteLater();
                locateTimeout(exchange, [this, id, done](const Exchange& located) {
                    conclude(id, located, done);
                });
            });
    probe->start(*network);
}

void Prober::sendLine(const Target& target, Micros lateness, const Done& done)
{
    auto* probe = new LineProbe(m_api.baseUrl, target.timeout, m_clock, m_flights);
    connect(probe, &LineProbe::finished, this,
            [this, probe, lateness, id = target.id, done](Exchange exchange) {
                probe->deleteLater();
                exchange.lateness = lateness;
                conclude(id, exchange, done);
            });
    probe->start();
}

// QNetworkAccessManager does not tell whether a connection that was never made hung in the name, in
// TCP or in TLS. The line is tried by hand to find out; the time measured stays that of the
// request.
void Prober::locateTimeout(const Exchange& exchange,
                           const std::function<void(const Exchange&)>& then)
{
    const bool unknown = exchange.failure == Failure::TimedOut && exchange.phase == Phase::Connect;
    if (!unknown || usesProxy(m_api.baseUrl)) {
        then(exchange);
        return;
    }
    auto* line = new LineProbe(m_api.baseUrl, locateTimeoutWithin, m_clock, m_flights);
    connect(line, &LineProbe::finished, this, [line, exchange, then](const Exchange& found) {
        line->deleteLater();
        Exchange located = exchange;
        if (!LineProbe::succeeded(found)) {
            located.failure = found.failure;
            located.phase = found.phase;
            located.failureText = found.failureText;
            located.localNetworkDown = found.localNetworkDown;
        }
        then(located);
    });
    line->start();
}

void Prober::conclude(const TargetId& target, const Exchange& exchange, const Done& done)
{
    --m_inFlight;
    done(observe(target, exchange, m_catalogue, Secret {m_api.key}));
}

} // namespace plimsoll
