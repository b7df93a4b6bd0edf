// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/httpprobe.h"

#include <QThread>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr qint64 maxPlainBytes = 65'536;
constexpr qint64 maxStreamBytes = 4'194'304;
constexpr qsizetype maxEvents = 10'000;
constexpr qsizetype keptOfStream = 4096;
constexpr std::chrono::milliseconds graceAfterEnd {1000};

DialPlan planOf(const HttpCall& call)
{
    DialPlan plan = planFor(call.url, call.timeout);
    plan.proxy = call.proxy;
    return plan;
}

bool saysEventStream(const HeaderList& headers)
{
    return headerValue(headers, "content-type")
        .value_or(QByteArray())
        .trimmed()
        .toLower()
        .startsWith("text/event-stream");
}

// Gateways forward a stream under another content type, or none. What begins like this is neither
// JSON nor a page.
bool looksLikeEvents(const QByteArray& body)
{
    return body.startsWith("event:") || body.startsWith("data:");
}

} // namespace

HttpProbe::HttpProbe(HttpCall call, std::shared_ptr<const Clock> clock, QObject* parent)
    : QObject(parent)
    , m_call(std::move(call))
    , m_clock(std::move(clock))
    , m_dial(planOf(m_call), m_clock, this)
    , m_overall(this)
    , m_silence(this)
{
    for (QTimer* timer : {&m_overall, &m_silence}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
    }
    connect(&m_overall, &QTimer::timeout, this, [this] {
        m_dial.giveUp(); // ends it, if there is no connection yet
        end(Failure::TimedOut);
    });
    connect(&m_silence, &QTimer::timeout, this, &HttpProbe::onSilence);
    connect(&m_dial, &Dial::connected, this, &HttpProbe::send);
    connect(&m_dial, &Dial::failed, this, [this](Failure failure, const QString& text) {
        m_dial.report(m_exchange);
        end(failure, text);
    });
}

void HttpProbe::start()
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_exchange.lateness = m_call.lateness;
    m_exchange.host = hostAndPort(m_call.url);
    m_exchange.at = m_clock->now();
    m_started = now();
    m_overall.start(m_call.timeout);
    m_dial.start();
}

void HttpProbe::send()
{
    m_dial.report(m_exchange);
    m_exchange.phase = Phase::Send;
    QSslSocket& socket = m_dial.socket();
    connect(&socket, &QSslSocket::bytesWritten, this, &HttpProbe::onWritten);
    connect(&socket, &QSslSocket::encryptedBytesWritten, this, &HttpProbe::onWritten);
    connect(&socket, &QSslSocket::readyRead, this, &HttpProbe::onReadable);
    connect(&socket, &QSslSocket::errorOccurred, this, &HttpProbe::onClosed);
    connect(&socket, &QSslSocket::disconnected, this, &HttpProbe::onClosed);
    m_sending = now();
    socket.write(requestBytes(m_call));
    socket.flush();
    onWritten();
}

void HttpProbe::onWritten()
{
    const QSslSocket& socket = m_dial.socket();
    if (m_sent || m_ended || socket.bytesToWrite() > 0 || socket.encryptedBytesToWrite() > 0) {
        return;
    }
    m_sent = now();
    m_exchange.timing.send = *m_sent - m_sending;
    if (m_exchange.phase == Phase::Send) {
        m_exchange.phase = Phase::FirstByte;
    }
}

void HttpProbe::onReadable()
{
    const Micros at = now();
    take(m_dial.socket().readAll(), at);
}

void HttpProbe::take(const QByteArray& bytes, Micros at)
{
    if (m_ended || bytes.isEmpty()) {
        return;
    }
    if (!m_answered) {
        m_answered = at;
        m_answeredAt = m_clock->now();
    }
    const int interims = m_http.interims();
    const HttpReader::State state = m_http.feed(bytes);
    if (m_http.interims() > interims) {
        m_answered = m_http.hasBegun() ? std::optional(at) : std::nullopt;
    }
    if (m_exchange.status == 0 && m_http.status() != 0) {
        takeHead();
    }
    if (const QByteArray body = m_http.takeBody(); !body.isEmpty()) {
        takeBody(body, at);
    }
    if (state == HttpReader::State::Complete) {
        end(Failure::None);
    } else if (state == HttpReader::State::Bad) {
        end(Failure::NotHttp, m_http.problem());
    } else if (m_exchange.status != 0 && !m_complete && !m_ended) {
        m_silence.start(m_call.stallTimeout);
    }
}

void HttpProbe::takeHead()
{
    if (m_sent) {
        m_exchange.timing.firstByte = *m_answered - *m_sent;
    }
    m_exchange.answeredAt = m_answeredAt;
    m_exchange.phase = Phase::Stream;
    m_exchange.status = m_http.status();
    m_exchange.connection.httpVersion = m_http.version();
    m_exchange.headers = m_http.headers();
    const QByteArray location = headerValue(m_exchange.headers, "location").value_or(QByteArray());
    m_exchange.redirectHost = m_call.url.resolved(QUrl::fromEncoded(location)).host().toLatin1();
    if (m_call.expectStream && m_exchange.status == 200 && saysEventStream(m_exchange.headers)) {
        m_exchange.stream.emplace();
    }
}

void HttpProbe::takeBody(const QByteArray& bytes, Micros at)
{
    m_received += bytes.size();
    m_exchange.body.append(bytes);
    if (m_exchange.stream) {
        readStream(bytes, at);
    } else if (m_call.expectStream && m_exchange.status == 200
               && looksLikeEvents(m_exchange.body)) {
        m_exchange.stream.emplace();
        readStream(QByteArray(m_exchange.body), at);
    } else if (m_received > maxPlainBytes) {
        m_exchange.body.truncate(maxPlainBytes);
        end(Failure::Endless);
    }
}

void HttpProbe::readStream(const QByteArray& bytes, Micros at)
{
    m_exchange.body = m_exchange.body.right(keptOfStream);
    for (const StreamEvent& event : m_events.feed(bytes)) {
        m_exchange.stream->take(event, sinceSent(at));
    }
    if (m_exchange.stream->isComplete()) {
        if (!m_complete) {
            m_complete = at;
            m_silence.start(graceAfterEnd);
        }
    } else if (m_events.isOverflowed() || m_received > maxStreamBytes
               || m_exchange.stream->events() > maxEvents) {
        end(Failure::Endless);
    }
}

// Whether it hung up in good order or not, what it sent before counts.
void HttpProbe::onClosed()
{
    if (m_ended) {
        return;
    }
    const QString why = m_dial.socket().errorString();
    onReadable();
    if (!m_ended) {
        end(m_http.finish() == HttpReader::State::Complete ? Failure::None : Failure::Closed, why);
    }
}

void HttpProbe::onSilence()
{
    end(Failure::Silent);
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
    // After the last event nothing that happens to the connection is of interest.
    m_exchange.failure = m_complete ? Failure::None : failure;
    m_exchange.failureText = text;
    emit finished(m_exchange);
}

Micros HttpProbe::now() const
{
    return std::chrono::duration_cast<Micros>(m_clock->monotonic());
}

Micros HttpProbe::sinceSent(Micros at) const
{
    return at - m_sent.value_or(m_sending);
}

} // namespace plimsoll
