// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/api.h"

#include "probes/simulator/adminapi.h"
#include "probes/simulator/answertext.h"
#include "probes/simulator/modellist.h"
#include "probes/simulator/modelrules.h"
#include "probes/simulator/random.h"
#include "probes/simulator/statuspage.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace plimsoll::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 freeKey = 0x66726565ULL;
constexpr Micros refusedDelay {2'000};

ServedRequest servedOf(Shape shape, const QString& model, const HttpRequest& http,
                       const Arrival& arrival)
{
    ServedRequest served;
    served.at = arrival.wall;
    served.model = model;
    served.path = http.path;
    served.shape = name(shape);
    served.expected = expectedOutcome(shape);
    return served;
}

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// Whether traffic that a scenario scripts leaves too little of the buckets for this request.
std::optional<Refusal> crowdedOut(double others, const PoolLimitsFrom& limits, const Levels& levels,
                                  qint64 inputTokens)
{
    const auto missing = [others](double needed, double level, qint64 limit) {
        return needed - (level - double(limit) * others);
    };
    const double requests = missing(1, levels.requests, limits.requests);
    const double input = missing(double(inputTokens), levels.inputTokens, limits.inputTokens);
    if (requests <= 0 && input <= 0) {
        return std::nullopt;
    }
    const LimitKind kind = requests > 0 ? LimitKind::Requests : LimitKind::InputTokens;
    const double minutes =
        requests > 0 ? requests / double(limits.requests) : input / double(limits.inputTokens);
    return Refusal {kind, std::chrono::seconds(std::max(1, int(std::ceil(minutes * 60))))};
}

} // namespace

Api::Api(Scenario scenario, quint64 seed, Catalogue catalogue)
    : m_world(std::move(scenario), seed, std::move(catalogue))
    , m_organization(organizationOf(seed))
{
}

Reply Api::handle(const HttpRequest& request, const Arrival& arrival)
{
    const bool get = request.method == "GET";
    const bool post = request.method == "POST";
    if (get && request.path == "/simulator/log"_L1) {
        return log();
    }
    if (post && request.path == "/v1/messages"_L1) {
        return messages(request, arrival);
    }
    if (post && request.path == "/v1/messages/count_tokens"_L1) {
        return countTokens(request, arrival);
    }
    if (get && (request.path == "/v1/models"_L1 || request.path.startsWith("/v1/models/"_L1))) {
        return models(request, arrival);
    }
    if (get && request.path.startsWith("/v1/organizations/"_L1)) {
        return admin(request, arrival);
    }
    if (get && request.path.startsWith("/api/v2/"_L1)) {
        return statusPageReply(m_world, request,
                               {arrival.scenarioTime, arrival.wall - arrival.scenarioTime});
    }
    return refusal({Shape::ModelGone, "Not found"}, request, arrival);
}

Reply Api::messages(const HttpRequest& http, const Arrival& arrival)
{
    const CheckedRequest checked = checkMessages(http, m_world, arrival.scenarioTime, Counting::No);
    return counted(checked.failure ? refusedExchange(checked, arrival)
                                   : admittedExchange(checked, arrival),
                   http, arrival);
}

// Refusals need no draw and must not disturb the sequence of the model.
Exchange Api::refusedExchange(const CheckedRequest& checked, const Arrival& arrival)
{
    Answer answer;
    answer.shape = checked.failure->shape;
    answer.firstByte = refusedDelay;
    answer.key = combined(m_world.seed() ^ freeKey, m_freeNumber++);
    Exchange exchange = exchangeOf(m_world, checked.request, answer,
                                   {arrival.scenarioTime, arrival.wall, {}, std::nullopt});
    exchange.messageText = checked.failure->message;
    return exchange;
}

Exchange Api::admittedExchange(const CheckedRequest& checked, const Arrival& arrival)
{
    MessageRequest request = checked.request;
    const QString pool = m_world.catalogue().pool(request.model);
    const qint64 minimum = cacheMinimum(infoOf(m_world, request.model));
    const qint64 counted =
        request.inputTokens - m_cache.readable(checked.cachePoints, minimum, arrival.monotonic);
    TokenBuckets& buckets = m_pools[pool];
    const auto refused = admit(pool, buckets, counted, arrival);
    Answer answer = m_world.answer(
        {request.model, arrival.scenarioTime, m_numbers[request.model]++, request.stream});
    if (refused) {
        answer.shape = Shape::RateLimited;
        answer.firstByte = refusedDelay;
    } else if (httpStatus(answer.shape) == 200) {
        const CacheUse use = m_cache.use(checked.cachePoints, minimum, arrival.monotonic,
                                         arrival.monotonic + answer.firstByte);
        request.cacheRead = use.read;
        request.cacheWritten = use.written;
        request.inputTokens -= use.read + use.written;
        addReading(answer, request);
        buckets.produced(request.maxTokens);
    }
    return exchangeOf(m_world, request, answer,
                      {arrival.scenarioTime, arrival.wall, buckets.levels(), refused});
}

std::optional<Refusal> Api::admit(const QString& pool, TokenBuckets& buckets, qint64 inputTokens,
                                  const Arrival& arrival)
{
    const PoolLimitsFrom limits = m_world.limits(pool, arrival.scenarioTime);
    if (const auto refused = buckets.take(limits, inputTokens, arrival.monotonic)) {
        return refused;
    }
    const auto others = m_world.scriptedTraffic(pool, arrival.scenarioTime);
    return others ? crowdedOut(*others, limits, buckets.levels(), inputTokens) : std::nullopt;
}

Reply Api::counted(const Exchange& exchange, const HttpRequest& http, const Arrival& arrival)
{
    const QString& model = exchange.request.model;
    ++m_served[model][expectedOutcome(exchange.shape())];
    if (expectedOutcome(exchange.shape()) == Outcome::Ok) {
        m_ledger.add(exchange, m_world.catalogue(), arrival.wall);
    }
    Reply reply = replyTo(exchange, m_organization);
    reply.served = servedOf(exchange.shape(), model, http, arrival);
    return reply;
}

Reply Api::countTokens(const HttpRequest& http, const Arrival& arrival)
{
    const CheckedRequest checked =
        checkMessages(http, m_world, arrival.scenarioTime, Counting::Yes);
    if (checked.failure) {
        return refusal(*checked.failure, http, arrival);
    }
    const PoolLimitsFrom limits = countingLimit(m_world.scenario());
    if (const auto refused = m_counting.take(limits, 0, arrival.monotonic)) {
        return countingRefusal(*refused, limits.requests, http, arrival);
    }
    return freeAnswer("{\"input_tokens\":" + QByteArray::number(checked.request.inputTokens) + '}',
                      http, arrival);
}

Reply Api::models(const HttpRequest& http, const Arrival& arrival)
{
    if (const auto failure = checkAccess(http)) {
        return refusal(*failure, http, arrival);
    }
    if (http.path.startsWith("/v1/models/"_L1)) {
        const QString id = http.path.mid(11);
        const auto model = oneModel(m_world, arrival.scenarioTime, id);
        return model
            ? freeAnswer(compact(*model), http, arrival)
            : refusal({Shape::ModelGone, "model: " + id.left(100).toUtf8()}, http, arrival);
    }
    const auto page = modelPage(m_world, arrival.scenarioTime, http.query);
    if (const auto* mistake = std::get_if<QByteArray>(&page)) {
        return refusal({Shape::BadRequest, *mistake}, http, arrival);
    }
    return freeAnswer(compact(std::get<QJsonObject>(page)), http, arrival);
}

Reply Api::admin(const HttpRequest& http, const Arrival& arrival)
{
    const AdminAnswer answer =
        adminAnswer(http, {m_world, m_ledger, arrival.scenarioTime, arrival.wall});
    if (const auto* failure = std::get_if<CheckFailure>(&answer)) {
        return refusal(*failure, http, arrival);
    }
    return freeAnswer(compact(std::get<QJsonObject>(answer)), http, arrival);
}

// Answers of count_tokens carry no limits, and so does their refusal but for the time to wait.
Reply Api::countingRefusal(const Refusal& refused, qint64 perMinute, const HttpRequest& http,
                           const Arrival& arrival)
{
    Exchange exchange = refusedExchange({{}, {}, CheckFailure {Shape::RateLimited, {}}}, arrival);
    exchange.limits = {};
    exchange.limitHit = refused.limit;
    exchange.limitValue = perMinute;
    exchange.retryAfter = refused.retryAfter;
    Reply reply = replyTo(exchange, m_organization);
    reply.served = servedOf(exchange.shape(), {}, http, arrival);
    return reply;
}

Reply Api::freeAnswer(const QByteArray& json, const HttpRequest& http, const Arrival& arrival)
{
    const quint64 key = combined(m_world.seed() ^ freeKey, m_freeNumber++);
    Reply reply = jsonReply(
        200, plainHeaders(requestIdOf(key), rayOf(m_world.seed(), key), arrival.wall, json.size()),
        json);
    reply.served = servedOf(Shape::Ok, {}, http, arrival);
    return reply;
}

Reply Api::refusal(const CheckFailure& failure, const HttpRequest& http, const Arrival& arrival)
{
    const Exchange exchange = refusedExchange({{}, {}, failure}, arrival);
    Reply reply = replyTo(exchange, m_organization);
    reply.served = servedOf(failure.shape, {}, http, arrival);
    return reply;
}

Reply Api::log() const
{
    QJsonObject models;
    for (const auto& [model, counts] : m_served) {
        QJsonObject outcomes;
        for (std::size_t i = 0; i < outcomeCount; ++i) {
            if (const quint64 count = counts[Outcome(i)]; count > 0) {
                outcomes[name(Outcome(i))] = qint64(count);
            }
        }
        models[model] = outcomes;
    }
    const QByteArray body = compact({{u"models"_s, models}});
    return jsonReply(
        200,
        {{"content-type", "application/json"}, {"content-length", QByteArray::number(body.size())}},
        body);
}

} // namespace plimsoll::simulator
