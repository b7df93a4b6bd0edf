// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/prober.h"

#include "probes/api/apirequest.h"
#include "probes/api/lineprobe.h"
#include "probes/api/promptthread.h"

#include <QThread>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr std::chrono::minutes proxyHolds {1}; // some systems think for seconds about it
constexpr qsizetype tellingPassword = 4; // a shorter one would blank out half a text

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

HeaderList headersOf(const ApiSettings& api, const ApiRequest& request, ProbeKind kind)
{
    HeaderList headers {
        {"Connection", "close"},
        {"Accept", isStreamed(kind) ? "text/event-stream" : "application/json"},
        {"Accept-Encoding", "identity"}, // a compressed stream comes late
        {"User-Agent", "Plimsoll/" PLIMSOLL_VERSION},
        {"anthropic-version", api.version},
    };
    if (!request.body.isEmpty()) {
        headers.emplace_back("Content-Type", "application/json");
    }
    if (!api.key.isEmpty()) {
        headers.emplace_back("x-api-key", api.key);
    }
    return headers;
}

// Nothing came of it, and nobody has said why.
bool mayBeOurLine(const Exchange& exchange)
{
    switch (exchange.failure) {
    case Failure::NameNotFound:
    case Failure::Refused:
    case Failure::Unreachable:
    case Failure::Closed:
    case Failure::TimedOut:
        return exchange.status == 0;
    default:
        return false;
    }
}

Exchange blaming(Exchange exchange, const LineVerdict& verdict)
{
    if (verdict.state == LineVerdict::State::Down) {
        exchange.lineDown = verdict.evidence;
    }
    return exchange;
}

} // namespace

Prober::Prober(ProbeSettings settings, Catalogue catalogue, std::shared_ptr<const Clock> clock,
               QObject* parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_catalogue(std::move(catalogue))
    , m_clock(std::move(clock))
{
    qRegisterMetaType<plimsoll::Observation>();
    m_secrets.values << m_settings.api.key;
    for (const auto& [name, api] : m_settings.organizations) {
        m_secrets.values << api.key;
    }
}

Prober::~Prober()
{
    abort();
}

void Prober::send(const Target& target, Micros lateness, quint64 nonce, const Done& done)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (!m_prompt) {
        becomePrompt();
        m_prompt = true;
    }
    if (!m_flights) {
        m_flights = new QObject(this);
    }
    ++m_inFlight;
    const ApiSettings* api = m_settings.apiOf(target.id.organization);
    if (!api) {
        skip(target, lateness, done);
    } else if (target.id.kind == ProbeKind::Line) {
        sendLine(target, *api, lateness, done);
    } else {
        sendHttp(target, *api, lateness, nonce, done);
    }
}

void Prober::abort()
{
    if (m_flights) {
        for (QObject* flight : m_flights->children()) {
            flight->disconnect(this);
        }
        m_flights->deleteLater();
        m_flights = nullptr;
    }
    m_checks.clear();
    m_inFlight = 0;
}

HttpCall Prober::callFor(const Target& target, const ApiSettings& api, quint64 nonce)
{
    const ApiRequest request = apiRequest(target.id, m_catalogue.find(target.id.model), nonce);
    HttpCall call;
    call.url = endpoint(api.baseUrl, request);
    call.headers = headersOf(api, request, target.id.kind);
    call.body = request.body;
    call.proxy = proxyFor(api.baseUrl);
    call.expectStream = isStreamed(target.id.kind);
    call.timeout = target.timeout;
    call.stallTimeout = m_settings.stallTimeout;
    return call;
}

std::optional<Proxy> Prober::proxyFor(const QUrl& url)
{
    KnownProxy& known = m_proxies[hostAndPort(url)];
    const auto now = m_clock->monotonic();
    if (now >= known.until) {
        known = {now + proxyHolds, systemProxyFor(url)};
        if (known.proxy && known.proxy->password.size() >= tellingPassword
            && !m_secrets.values.contains(known.proxy->password.toUtf8())) {
            m_secrets.values << known.proxy->password.toUtf8();
        }
    }
    return known.proxy;
}

void Prober::sendHttp(const Target& target, const ApiSettings& api, Micros lateness, quint64 nonce,
                      const Done& done)
{
    HttpCall call = callFor(target, api, nonce);
    call.lateness = lateness;
    const Way way {api.baseUrl, call.proxy};
    auto* probe = new HttpProbe(std::move(call), m_clock, m_flights);
    connect(probe, &HttpProbe::finished, this,
            [this, probe, way, id = target.id, done](const Exchange& exchange) {
                probe->deleteLater();
                judge(id, way, exchange, done);
            });
    probe->start();
}

void Prober::sendLine(const Target& target, const ApiSettings& api, Micros lateness,
                      const Done& done)
{
    auto* probe = new LineProbe(api.baseUrl, target.timeout, m_clock, m_flights);
    connect(probe, &LineProbe::finished, this,
            [this, probe, lateness, way = Way {api.baseUrl, {}}, id = target.id,
             done](Exchange exchange) {
                probe->deleteLater();
                exchange.lateness = lateness;
                judge(id, way, exchange, done);
            });
    probe->start();
}

void Prober::judge(const TargetId& target, const Way& way, const Exchange& exchange,
                   const Done& done)
{
    if (!mayBeOurLine(exchange)) {
        conclude(target, exchange, done);
        return;
    }
    connect(lineCheck(way), &LineCheck::finished, this,
            [this, target, exchange, done](const LineVerdict& verdict) {
                conclude(target, blaming(exchange, verdict), done);
            });
}

// The running check of this way, or a new one.
LineCheck* Prober::lineCheck(const Way& way)
{
    const QString name = hostAndPort(way.service) + (way.proxy ? u" by proxy"_s : QString());
    QPointer<LineCheck>& check = m_checks[name];
    if (!check) {
        check = new LineCheck(way.service, m_settings.line, way.proxy, m_clock, LineSenses::real(),
                              m_flights);
        connect(check, &LineCheck::finished, this, [this, name, ended = check.data()] {
            ended->deleteLater();
            m_checks.erase(name);
        });
        check->start();
    }
    return check;
}

void Prober::skip(const Target& target, Micros lateness, const Done& done)
{
    Observation observation;
    observation.at = m_clock->now();
    observation.lateness = lateness;
    observation.target = target.id;
    observation.outcome = Outcome::Skipped;
    observation.detail = u"no organization \"%1\" is configured"_s.arg(target.id.organization);
    auto* later = new QTimer(m_flights);
    connect(later, &QTimer::timeout, this, [this, later, observation, done] {
        later->deleteLater();
        --m_inFlight;
        done(observation);
    });
    later->setSingleShot(true);
    later->start(0);
}

void Prober::conclude(const TargetId& target, const Exchange& exchange, const Done& done)
{
    --m_inFlight;
    done(observe(target, exchange, m_catalogue, m_secrets));
}

} // namespace plimsoll
