// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/api.h"

#include "probes/simulator/answertext.h"
#include "probes/simulator/modellist.h"
#include "probes/simulator/random.h"

#include <QJsonDocument>
#include <QJsonObject>

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
    return refusal({Shape::ModelGone, "Not found"}, request, arrival);
}

Reply Api::messages(const HttpRequest& http, const Arrival& arrival)
{
    const CheckedRequest checked = checkMessages(http, m_world, arrival.scenarioTime, Counting::No);
    return counted(checked.failure ? refusedExchange(checked, arrival)
                                   : admittedExchange(checked.request, arrival),
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

Exchange Api::admittedExchange(const MessageRequest& request, const Arrival& arrival)
{
    const QString pool = m_world.catalogue().pool(request.model);
    TokenBuckets& buckets = m_pools[pool];
    const auto refused = buckets.take(m_world.limits(pool, arrival.scenarioTime),
                                      request.inputTokens, arrival.monotonic);
    Answer answer = m_world.answer(
        {request.model, arrival.scenarioTime, m_numbers[request.model]++, request.stream});
    if (refused) {
        answer.shape = Shape::RateLimited;
        answer.firstByte = refusedDelay;
    } else if (httpStatus(answer.shape) == 200) {
        buckets.produced(request.maxTokens);
    }
    return exchangeOf(m_world, request, answer,
                      {arrival.scenarioTime, arrival.wall, buckets.levels(), refused});
}

Reply Api::counted(const Exchange& exchange, const HttpRequest& http, const Arrival& arrival)
{
    const QString& model = exchange.request.model;
    ++m_served[model][expectedOutcome(exchange.shape())];
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
    return freeAnswer("{\"input_tokens\":" + QByteArray::number(checked.request.inputTokens) + '}',
                      http, arrival);
}

Reply Api::models(const HttpRequest& http, const Arrival& arrival)
{
    if (const auto failure = checkAccess(http)) {
        return refusal(*failure, http, arrival);
    }
    const auto json = [](const QJsonObject& object) {
        return QJsonDocument(object).toJson(QJsonDocument::Compact);
    };
    if (http.path.startsWith("/v1/models/"_L1)) {
        const QString id = http.path.mid(11);
        const ModelInfo* model = m_world.catalogue().find(id);
        if (!model || model->released > arrival.scenarioTime) {
            return refusal({Shape::ModelGone, "model: " + id.left(100).toUtf8()}, http, arrival);
        }
        return freeAnswer(json(modelJson(*model, arrival.scenarioTime)), http, arrival);
    }
    const auto page = modelPage(m_world, arrival.scenarioTime, http.query);
    if (const auto* mistake = std::get_if<QByteArray>(&page)) {
        return refusal({Shape::BadRequest, *mistake}, http, arrival);
    }
    return freeAnswer(json(std::get<QJsonObject>(page)), http, arrival);
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
    const Exchange exchange = refusedExchange({{}, failure}, arrival);
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
    const QByteArray body =
        QJsonDocument(QJsonObject {{u"models"_s, models}}).toJson(QJsonDocument::Compact);
    return jsonReply(
        200,
        {{"content-type", "application/json"}, {"content-length", QByteArray::number(body.size())}},
        body);
}

} // namespace plimsoll::simulator
