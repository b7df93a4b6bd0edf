// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/recorded.h"

#include "probes/simulator/answertext.h"
#include "probes/simulator/messagebody.h"
#include "probes/simulator/random.h"

namespace plimsoll::simulator {

using namespace Qt::StringLiterals;

namespace {

using std::chrono::milliseconds;

constexpr qsizetype longestExcerpt = 2048;
constexpr Micros stallTimeout {20'000'000}; // of the probe client
constexpr double newConnection = 0.02;

QString edgeDetail(const Exchange& exchange)
{
    const QString status = u"api.anthropic.com answered HTTP %1"_s.arg(exchange.status());
    switch (exchange.shape()) {
    case Shape::Edge520Html:
        return status
            + u" with a web page: api.anthropic.com | 520: Web server is "
              "returning an unknown error"_s;
    case Shape::Challenge403:
        return status + u" with a web page: Just a moment..."_s;
    case Shape::Edge520Empty:
        return status + u" with no body"_s;
    case Shape::Edge522Json:
        return status + u" with JSON that is not the API's"_s;
    default:
        return status + u": "_s + QString::fromUtf8(errorBody(exchange));
    }
}

QString detailOf(const Exchange& exchange)
{
    switch (expectedOutcome(exchange.shape())) {
    case Outcome::Ok:
        return {};
    case Outcome::EdgeError:
        return edgeDetail(exchange);
    case Outcome::TimedOut:
        return u"api.anthropic.com took the request and sent no answer in time"_s;
    case Outcome::Stalled:
        return u"api.anthropic.com began to answer and then fell silent"_s;
    case Outcome::Cut:
        return u"api.anthropic.com closed the connection in the middle of its answer"_s;
    default:
        return QString::fromUtf8(errorOf(exchange).message);
    }
}

Phase failedIn(Shape shape)
{
    if (expectedOutcome(shape) == Outcome::Ok) {
        return Phase::None;
    }
    return httpStatus(shape) == 200 ? Phase::Stream : Phase::FirstByte;
}

void setUsage(Observation& observation, const Exchange& exchange, qint64 output)
{
    const MessageRequest& request = exchange.request;
    observation.usage.input = request.inputTokens;
    observation.usage.output = output;
    if (request.cacheWritten > 0 || request.cacheRead > 0) {
        observation.usage.cacheWrite = request.cacheWritten;
        observation.usage.cacheRead = request.cacheRead;
    }
}

// The quick path: the times of a complete stream without writing it.
void recordCompleteStream(Observation& observation, const Exchange& exchange, Micros network)
{
    const Answer& answer = exchange.answer;
    Timing& timing = observation.timing;
    timing.firstByte = answer.firstByte + network;
    timing.firstToken = answer.firstToken + network;
    Micros last = *timing.firstToken;
    for (int token = 1; token < exchange.request.maxTokens; ++token) {
        timing.tokenGaps.push_back(answer.tokenGap(token - 1));
        last += timing.tokenGaps.back();
    }
    timing.total = last + streamTail;
    setUsage(observation, exchange, exchange.billedOutput());
}

void recordBrokenStream(Observation& observation, const Exchange& exchange, Micros network)
{
    const MessageStream stream = messageStream(exchange);
    Timing& timing = observation.timing;
    timing.firstByte = stream.events.front().at + network;
    timing.total = stream.events.back().at + network
        + (stream.end == StreamEnd::Silent ? stallTimeout : Micros(0));
    std::optional<Micros> last;
    for (const TimedEvent& event : stream.events) {
        observation.bodyExcerpt += event.text;
        if (!event.isToken) {
            continue;
        }
        if (last) {
            timing.tokenGaps.push_back(event.at - *last);
        } else {
            timing.firstToken = event.at + network;
        }
        last = event.at;
    }
    observation.bodyExcerpt = observation.bodyExcerpt.right(longestExcerpt);
    // message_start told the input and the one token it had by then.
    if (exchange.shape() != Shape::OverloadedFirst) {
        setUsage(observation, exchange, 1);
    }
}

void recordWhole(Observation& observation, const Exchange& exchange, Micros network)
{
    observation.timing.firstByte = exchange.wholeDelay() + network;
    observation.timing.total = *observation.timing.firstByte + Micros(300);
    const Shape shape = exchange.shape();
    if (exchange.status() != 200) {
        observation.bodyExcerpt = errorBody(exchange).left(longestExcerpt);
    } else if (shape == Shape::StallStream || shape == Shape::CutStream) {
        const QByteArray body = messageJson(exchange);
        observation.bodyExcerpt = body.left(body.size() / 2);
        observation.timing.total = *observation.timing.firstByte
            + (shape == Shape::StallStream ? stallTimeout : Micros(300));
    } else {
        setUsage(observation, exchange, exchange.billedOutput());
    }
}

void recordBody(Observation& observation, const Exchange& exchange, const Target& target,
                Micros network)
{
    if (exchange.shape() == Shape::StallHeaders) {
        observation.timing.total = std::chrono::duration_cast<Micros>(target.timeout);
    } else if (exchange.status() != 200 || !exchange.request.stream) {
        recordWhole(observation, exchange, network);
    } else if (expectedOutcome(exchange.shape()) == Outcome::Ok) {
        recordCompleteStream(observation, exchange, network);
    } else {
        recordBrokenStream(observation, exchange, network);
    }
}

std::optional<qsizetype> contentLength(const Exchange& exchange)
{
    if (exchange.status() != 200) {
        return errorBody(exchange).size();
    }
    return exchange.request.stream ? std::nullopt : std::optional(messageJson(exchange).size());
}

std::optional<Micros> originOf(const HeaderList& headers)
{
    const auto timing = headerValue(headers, "server-timing");
    const qsizetype at = timing ? timing->indexOf("dur=") : -1;
    return at < 0 ? std::nullopt : std::optional(Micros(timing->mid(at + 4).toLongLong() * 1000));
}

void recordHeaders(Observation& observation, const Exchange& exchange,
                   const QByteArray& organization)
{
    observation.headers = headersOf(exchange, organization, contentLength(exchange));
    observation.timing.origin = originOf(observation.headers);
    observation.limits = exchange.limits;
    observation.retryAfter = exchange.retryAfter;
    observation.requestId =
        QString::fromLatin1(exchange.requestId.isEmpty() ? exchange.ray : exchange.requestId);
    observation.edge = QString::fromLatin1(exchange.ray.right(3));
    observation.clockSkew = std::chrono::floor<std::chrono::seconds>(exchange.date) - exchange.date;
}

} // namespace

LineDelays lineDelays(quint64 key)
{
    Random random(combined(key, 0x6c696e65ULL));
    LineDelays line;
    line.network = Micros(qint64(random.logNormal(18'000, 0.2)));
    if (random.chance(newConnection)) {
        line.connect = Micros(qint64(random.logNormal(46'000, 0.25)));
    }
    return line;
}

Observation recorded(const Exchange& exchange, const Target& target, const LineDelays& line,
                     const QByteArray& organization)
{
    const Shape shape = exchange.shape();
    Observation observation;
    observation.target = target.id;
    observation.outcome = expectedOutcome(shape);
    observation.failedIn = failedIn(shape);
    observation.detail = detailOf(exchange).simplified();
    observation.httpStatus = exchange.status();
    if (observation.outcome != Outcome::EdgeError) {
        const ErrorText error = errorOf(exchange);
        observation.errorType = QString::fromLatin1(error.type);
        observation.errorCode = QString::fromLatin1(error.code);
    }
    recordBody(observation, exchange, target, line.network);
    if (shape != Shape::StallHeaders) {
        recordHeaders(observation, exchange, organization);
    }
    observation.timing.connect = line.connect;
    observation.connection.reused = !line.connect;
    observation.timing.total = *observation.timing.total + line.connect.value_or(Micros(0));
    return observation;
}

Observation recordedControl(const Target& target, TimePoint at, const LineDelays& line, quint64 key)
{
    Random random(combined(key, 0x636f6e74726f6cULL));
    Observation observation;
    observation.at = at;
    observation.target = target.id;
    observation.httpStatus = 200;
    observation.costNanoUsd = 0;
    observation.timing.connect = line.connect;
    observation.timing.firstByte = Micros(qint64(random.logNormal(32'000, 0.2))) + line.network;
    observation.timing.total =
        *observation.timing.firstByte + Micros(300) + line.connect.value_or(Micros(0));
    observation.connection.reused = !line.connect;
    const QByteArray requestId = requestIdOf(key);
    const QByteArray ray = rayOf(0, key);
    observation.headers = plainHeaders(requestId, ray, at, 21);
    observation.requestId = QString::fromLatin1(requestId);
    observation.edge = QString::fromLatin1(ray.right(3));
    return observation;
}

Observation recordedLine(const Target& target, TimePoint at, quint64 key)
{
    Random random(combined(key, 0x74637074ULL));
    Observation observation;
    observation.at = at;
    observation.target = target.id;
    observation.costNanoUsd = 0;
    Timing& timing = observation.timing;
    timing.resolve = Micros(qint64(random.logNormal(1'900, 0.4)));
    timing.connect = Micros(qint64(random.logNormal(11'000, 0.2)));
    timing.tls = Micros(qint64(random.logNormal(21'000, 0.2)));
    timing.total = *timing.resolve + *timing.connect + *timing.tls;
    return observation;
}

} // namespace plimsoll::simulator
