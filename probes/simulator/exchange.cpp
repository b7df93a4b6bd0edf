// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/exchange.h"

#include "probes/simulator/random.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace plimsoll::simulator {

namespace {

using std::chrono::seconds;

constexpr quint64 rayKey = 0x726179ULL;
constexpr quint64 idKey = 0x6964ULL;
constexpr quint64 limitsKey = 0x6c696d697473ULL;

// How often real answers deviated, and seldom enough that a short run is not made of oddities.
constexpr double noLimitsAtAll = 0.01;
constexpr double noRequestsGroup = 0.02;
constexpr double noTokenGroups = 0.03;
constexpr double resetBeforeDate = 0.15;
constexpr double retryAfterOnSuccess = 0.005;

// A short prompt is part of what a scenario calls the time of the first token.
constexpr qint64 shortPrompt = 500;
constexpr Micros perPromptToken {20};
constexpr qint64 runawayTokens = 4'000;

bool fromEdge(Shape shape)
{
    return expectedOutcome(shape) == Outcome::EdgeError || shape == Shape::StallHeaders;
}

LimitReading reading(qint64 limit, double level, double other, qint64 unit)
{
    const double left = std::clamp(level - double(limit) * other, 0.0, double(limit));
    const double units = left / double(unit);
    LimitReading reading;
    reading.limit = limit;
    // Tokens are rounded to the nearest thousand; requests are whole ones that are left.
    reading.remaining = std::min(limit, qint64(unit > 1 ? std::round(units) : units) * unit);
    return reading;
}

void setReset(LimitReading& reading, TimePoint date, Random& random)
{
    const double used = 1 - double(*reading.remaining) / double(*reading.limit);
    const TimePoint second = std::chrono::floor<seconds>(date);
    const bool early = random.chance(resetBeforeDate);
    const auto wait = early ? -qint64(random.between(1, 4)) : qint64(std::ceil(used * 60));
    reading.reset = second + seconds(wait);
}

RateLimits readingsOf(const World& world, const QString& pool, const Moment& moment, Random& random)
{
    const PoolLimitsFrom now = world.limits(pool, moment.scenarioTime);
    const auto other = [&](LimitKind kind) {
        return world.otherTraffic(pool, kind, moment.scenarioTime);
    };
    RateLimits limits;
    LimitReading& requests = limits[LimitKind::Requests];
    LimitReading& input = limits[LimitKind::InputTokens];
    LimitReading& output = limits[LimitKind::OutputTokens];
    LimitReading& tokens = limits[LimitKind::Tokens];
    requests = reading(now.requests, moment.levels.requests, other(LimitKind::Requests), 1);
    input =
        reading(now.inputTokens, moment.levels.inputTokens, other(LimitKind::InputTokens), 1000);
    output =
        reading(now.outputTokens, moment.levels.outputTokens, other(LimitKind::OutputTokens), 1000);
    tokens.limit = *input.limit + *output.limit;
    tokens.remaining = *input.remaining + *output.remaining;
    for (LimitReading& each : limits.readings) {
        setReset(each, moment.date, random);
    }
    return limits;
}

void leaveOutSome(RateLimits& limits, Random& random)
{
    if (random.chance(noLimitsAtAll)) {
        limits = {};
    }
    if (random.chance(noRequestsGroup)) {
        limits[LimitKind::Requests] = {};
    }
    if (random.chance(noTokenGroups)) {
        limits[LimitKind::InputTokens] = {};
        limits[LimitKind::OutputTokens] = {};
    }
}

// The bucket that was hit is empty; it is full again a minute later at the latest, and admits much
// earlier.
void setRefused(Exchange& exchange, const Moment& moment, Random& random)
{
    constexpr std::array kinds {LimitKind::Requests, LimitKind::InputTokens,
                                LimitKind::OutputTokens};
    exchange.limitHit = moment.refusal ? moment.refusal->limit : kinds[random.next() % 3];
    exchange.retryAfter =
        moment.refusal ? moment.refusal->retryAfter : seconds(qint64(random.between(3, 30)));
    LimitReading& hit = exchange.limits[exchange.limitHit];
    LimitReading& tokens = exchange.limits[LimitKind::Tokens];
    if (exchange.limitHit != LimitKind::Requests) {
        tokens.remaining = *tokens.remaining - *hit.remaining;
    }
    exchange.limitValue = *hit.limit;
    hit.remaining = 0;
    hit.reset = std::chrono::floor<seconds>(moment.date) + seconds(60);
}

void setLimits(Exchange& exchange, const World& world, const Moment& moment, Random& random)
{
    const Shape shape = exchange.shape();
    const bool limited = shape == Shape::RateLimited || shape == Shape::RampLimited;
    if (!limited && httpStatus(shape) != 200) {
        return;
    }
    const QString pool = world.catalogue().pool(exchange.request.model);
    exchange.limits = readingsOf(world, pool, moment, random);
    if (shape == Shape::RateLimited) {
        setRefused(exchange, moment, random);
    } else if (shape == Shape::RampLimited) {
        exchange.retryAfter = seconds(qint64(random.between(5, 20)));
    } else {
        leaveOutSome(exchange.limits, random);
        if (random.chance(retryAfterOnSuccess)) {
            exchange.retryAfter = seconds(qint64(random.between(3, 61)));
        }
    }
}

} // namespace

Micros Exchange::wholeDelay() const
{
    if (status() != 200 || request.maxTokens == 0) {
        return answer.firstByte;
    }
    Micros delay = answer.firstToken;
    for (int token = 1; token < request.maxTokens; ++token) {
        delay += answer.tokenGap(token - 1);
    }
    return delay;
}

qint64 Exchange::billedOutput() const
{
    return request.maxTokens + (shape() == Shape::RunawayUsage ? runawayTokens : 0);
}

void addReading(Answer& answer, const MessageRequest& request)
{
    const qint64 tokens = request.inputTokens + request.cacheWritten - shortPrompt;
    const Micros reading = perPromptToken * std::max<qint64>(0, tokens);
    answer.firstByte += reading;
    answer.firstToken += reading;
}

Exchange exchangeOf(const World& world, const MessageRequest& request, const Answer& answer,
                    const Moment& moment)
{
    Exchange exchange;
    exchange.request = request;
    exchange.answer = answer;
    exchange.date = moment.date
        + std::chrono::floor<std::chrono::milliseconds>(
                        answer.firstByte); // of the answer, as servers do
    exchange.ray = rayOf(world.seed(), answer.key);
    if (!fromEdge(answer.shape)) {
        exchange.requestId = requestIdOf(answer.key);
    }
    Random random(combined(answer.key, limitsKey));
    setLimits(exchange, world, moment, random);
    return exchange;
}

bool thinksAlways(const ModelInfo& model)
{
    return std::ranges::count(model.rejectedThinking, QStringLiteral("disabled")) > 0;
}

QByteArray rayOf(quint64 seed, quint64 key)
{
    static constexpr std::array places {"FRA", "LHR", "CDG", "LAX", "IAD", "NRT"};
    // One place at a time, as one line sees it: seldom the neighbour.
    const std::size_t home = seed % places.size();
    Random random(combined(key, rayKey));
    const quint64 id = random.next();
    const std::size_t place = random.chance(0.02) ? (home + 1) % places.size() : home;
    return QByteArray::number(id | (quint64(8) << 60), 16) + '-' + places[place];
}

QByteArray requestIdOf(quint64 key)
{
    return QByteArrayLiteral("req_011C") + Random(combined(key, idKey)).letters(20);
}

QByteArray organizationOf(quint64 seed)
{
    Random random(combined(seed, idKey));
    const QByteArray hex = (QByteArray::number(random.next() | (quint64(1) << 63), 16)
                            + QByteArray::number(random.next() | (quint64(1) << 63), 16));
    return hex.mid(0, 8) + '-' + hex.mid(8, 4) + "-4" + hex.mid(13, 3) + "-a" + hex.mid(17, 3) + '-'
        + hex.mid(20, 12);
}

} // namespace plimsoll::simulator
