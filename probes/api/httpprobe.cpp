// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/httpprobe.h"

#include "probes/api/localnetwork.h"
#include "probes/api/onceonlybody.h"

#include <QSslError>
#include <QThread>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr qint64 maxPlainBytes = 65'536;
constexpr qint64 maxStreamBytes = 4'194'304;
constexpr qsizetype maxEvents = 10'000;
constexpr qsizetype keptOfStream = 4096;
constexpr std::chrono::milliseconds graceAfterEnd {1000};

QString hostAndPort(const QUrl& url)
{
    return u"%1 port %2"_s.arg(url.host()).arg(url.port(url.scheme() == u"https"_s ? 443 : 80));
}

bool isEventStream(const QNetworkReply& reply)
{
    return reply.rawHeader("content-type").trimmed().toLower().startsWith("text/event-stream");
}

} // namespace

HttpProbe::HttpProbe(HttpCall call, std::shared_ptr<const Clock> clock, QObject* parent)
    : QObject(parent)
    , m_call(std::move(call))
    , m_clock(std::move(clock))
{
    for (QTimer* timer : {&m_overall, &m_silence}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
    }
    connect(&m_overall, &QTimer::timeout, this, [this] { end(Failure::TimedOut); });
    connect(&m_silence, &QTimer::timeout, this, &HttpProbe::onSilence);
}

HttpProbe::~HttpProbe()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
}

void HttpProbe::start(QNetworkAccessManager& network)
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_exchange.lateness = m_call.lateness;
    m_exchange.host = hostAndPort(m_call.request.url());
    m_exchange.connection.reused = true; // until a connection is seen being made
    auto* body = new OnceOnlyBody(m_call.body); // goes to the reply below
    m_exchange.at = m_clock->now();
    m_started = now();
    m_reply = m_call.body.isEmpty() ? network.sendCustomRequest(m_call.request, "GET", body)
                                    : network.post(m_call.request, body);
    body->setParent(m_reply);
    m_reply->setParent(this);
    follow();
    m_overall.start(m_call.timeout);
}

void HttpProbe::follow()
{
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] {
        m_connecting = now();
        m_exchange.connection.reused = false;
    });
    connect(m_reply, &QNetworkReply::encrypted, this, [this] { m_exchange.phase = Phase::Send; });
    connect(m_reply, &QNetworkReply::requestSent, this, &HttpProbe::onSent);
    // A request without a body is not announced as sent, but the progress of its empty body is.
    if (m_call.body.isEmpty()) {
        connect(m_reply, &QNetworkReply::uploadProgress, this, &HttpProbe::onSent);
    }
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpProbe::onHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpProbe::onData);
    connect(m_reply, &QNetworkReply::sslErrors, this, &HttpProbe::onSslErrors);
    connect(m_reply, &QNetworkReply::finished, this, &HttpProbe::onFinished);
}

void HttpProbe::onSent()
{
    if (m_sent) {
        return;
    }
    m_sent = now();
    m_exchange.phase = Phase::FirstByte;
    if (m_connecting) {
        m_exchange.timing.connect = *m_sent - *m_connecting;
    }
}

void HttpProbe::onHeaders()
{
    if (m_exchange.status != 0) {
        return;
    }
    m_exchange.timing.firstByte = sinceSent();
    m_exchange.answeredAt = m_clock->now();
    m_exchange.phase = Phase::Stream;
    m_exchange.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto& [name, value] : m_reply->rawHeaderPairs()) {
        m_exchange.headers.emplace_back(name, value);
    }
    m_exchange.redirectHost = m_call.request.url()
                                  .resolved(QUrl::fromEncoded(m_reply->rawHeader("location")))
                                  .host()
                                  .toLatin1();
    if (m_call.expectStream && m_exchange.status == 200 && isEventStream(*m_reply)) {
        m_exchange.stream.emplace();
    }
    m_silence.start(m_call.stallTimeout);
}

void HttpProbe::onData()
{
    const QByteArray bytes = m_reply->readAll();
    if (m_ended || bytes.isEmpty()) {
        return;
    }
    m_received += bytes.size();
    m_exchange.body.append(bytes);
    if (m_exchange.stream) {
        m_exchange.body = m_exchange.body.right(keptOfStream);
        readStream(bytes);
    } else if (m_received > maxPlainBytes) {
        m_exchange.body.truncate(maxPlainBytes);
        end(Failure::Endless);
    }
    if (!m_ended && !m_complete) {
        m_silence.start(m_call.stallTimeout);
    }
}

void HttpProbe::readStream(const QByteArray& bytes)
{
    const Micros at = sinceSent();
    for (const StreamEvent& event : m_reader.feed(bytes)) {
        m_exchange.stream->take(event, at);
    }
    if (m_exchange.stream->isComplete()) {
        if (!m_complete) {
            m_complete = now();
            m_silence.start(graceAfterEnd);
        }
    } else if (m_reader.isOverflowed() || m_received > maxStreamBytes
               || m_exchange.stream->events() > maxEvents) {
        end(Failure::Endless);
    }
}

void HttpProbe::onSslErrors(const QList<QSslError>& errors)
{
    QStringList sentences;
    for (const QSslError& error : errors) {
        sentences << error.errorString();
    }
    sentences.removeDuplicates();
    m_sslErrors = sentences.join(u"; "_s);
}

void HttpProbe::onSilence()
{
    end(m_complete ? Failure::None : Failure::Silent);
}

void HttpProbe::onFinished()
{
    if (m_exchange.status == 0
        && m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid()) {
        onHeaders();
    }
    if (m_reply->isOpen()) {
        onData();
    }
    const QNetworkReply::NetworkError error = m_reply->error();
    const bool answered = m_exchange.status != 0
        && (error == QNetworkReply::NoError || error >= QNetworkReply::ContentAccessDenied)
        && error != QNetworkReply::ContentReSendError && error != QNetworkReply::ProtocolFailure;
    if (answered) {
        end(Failure::None);
    } else {
        end(failureOf(error), m_sslErrors.isEmpty() ? m_reply->errorString() : m_sslErrors);
    }
}

Failure HttpProbe::failureOf(QNetworkReply::NetworkError error) const
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return Failure::NameNotFound;
    case QNetworkReply::ConnectionRefusedError:
        return Failure::Refused;
    case QNetworkReply::SslHandshakeFailedError:
        return Failure::Tls;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return Failure::Proxy;
    case QNetworkReply::ContentReSendError: // see OnceOnlyBody: the connection was closed
    case QNetworkReply::RemoteHostClosedError:
        return Failure::Closed;
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return Failure::NotHttp;
    default:
        return m_sent ? Failure::Closed : Failure::Unreachable;
    }
}

void HttpProbe::end(Failure failure, const QString& text)
{
    if (m_ended) {
        return;
    }
    m_ended = true;
    m_overall.stop();
    m_silence.stop();
    m_exchange.timing.total = m_complete.value_or(now()) - m_started;
    m_exchange.failure = failure;
    m_exchange.failureText = text;
    if (failure == Failure::Tls) {
        m_exchange.phase = Phase::Tls;
    }
    if (failure == Failure::NameNotFound || failure == Failure::Unreachable) {
        m_exchange.localNetworkDown = !hasLocalNetwork();
    }
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
    emit finished(m_exchange);
}

Micros HttpProbe::now() const
{
    return std::chrono::duration_cast<Micros>(m_clock->monotonic());
}

Micros HttpProbe::sinceSent() const
{
    return now() - m_sent.value_or(m_started);
}

} // namespace plimsoll
