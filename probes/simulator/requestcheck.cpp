// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/requestcheck.h"

#include "probes/simulator/modelrules.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>

namespace plimsoll::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView newVersion = "2026-10-21";

using Failure = std::optional<CheckFailure>;

Failure refused(const QByteArray& message)
{
    return CheckFailure {Shape::BadRequest, message};
}

Failure checkTurns(const QJsonObject& body, const ModelInfo& model)
{
    const QJsonArray messages = body[u"messages"].toArray();
    if (messages.isEmpty()) {
        return refused("messages: at least one message is required");
    }
    for (const QJsonValue message : messages) {
        const QString role = message[u"role"].toString();
        if (role != "user"_L1 && role != "assistant"_L1 && role != "system"_L1) {
            return refused("messages: roles must be user or assistant");
        }
        if (role == "user"_L1 && textOf(message[u"content"]).trimmed().isEmpty()) {
            return refused("messages: text content blocks must contain non-whitespace text");
        }
    }
    if (messages.last()[u"role"].toString() == "assistant"_L1 && refusesPrefill(model)) {
        return refused("This model does not support assistant message prefill. The conversation "
                       "must end with a user message.");
    }
    return std::nullopt;
}

Failure checkSampling(const QJsonObject& body, const ModelInfo& model, QByteArrayView version)
{
    for (const auto key : {"temperature"_L1, "top_p"_L1, "top_k"_L1}) {
        if (body.contains(key) && (version == newVersion || refusesSampling(model))) {
            return refused(QByteArray(key.data(), key.size())
                           + ": this parameter is not supported");
        }
    }
    return std::nullopt;
}

// The API takes no field that it does not know.
Failure checkFields(const QJsonObject& body)
{
    static const QStringList known {
        u"model"_s,       u"messages"_s,      u"max_tokens"_s,     u"metadata"_s,
        u"stream"_s,      u"system"_s,        u"stop_sequences"_s, u"temperature"_s,
        u"thinking"_s,    u"tool_choice"_s,   u"tools"_s,          u"top_k"_s,
        u"top_p"_s,       u"service_tier"_s,  u"container"_s,      u"context_management"_s,
        u"mcp_servers"_s, u"output_config"_s, u"cache_control"_s,  u"inference_geo"_s,
        u"speed"_s};
    for (const QString& key : body.keys()) {
        if (!known.contains(key)) {
            return refused(key.left(100).toUtf8() + ": Extra inputs are not permitted");
        }
    }
    if (body.contains(u"stream") && !body[u"stream"].isBool()) {
        return refused("stream: Input should be a valid boolean");
    }
    return std::nullopt;
}

// A model of the catalogue takes what is known to be taken; of others nothing is known.
bool refusesThinking(const ModelInfo& model, const QString& type)
{
    return !model.id.isEmpty() && thinkingSupport(model, type) != Support::Yes;
}

Failure checkThinking(const QJsonObject& body, const ModelInfo& model)
{
    if (!body.contains(u"thinking")) {
        return std::nullopt;
    }
    const QString type = body[u"thinking"][u"type"].toString();
    static const std::array known {u"adaptive"_s, u"between_tools"_s, u"disabled"_s, u"enabled"_s};
    if (std::ranges::find(known, type) == known.end()) {
        return refused("thinking: Input tag '" + type.left(40).toUtf8()
                       + "' found using 'type' does not match any of the expected tags: "
                         "'adaptive', 'between_tools', 'disabled', 'enabled'");
    }
    if (refusesThinking(model, type)) {
        return type == "adaptive"_L1
            ? refused("adaptive thinking is not supported on this model")
            : refused("\"thinking.type." + type.toUtf8()
                      + "\" is not supported for this model. Leave thinking out or use a type that "
                        "its capabilities name.");
    }
    const QString effort = body[u"output_config"][u"effort"].toString();
    if (!acceptsEffort(model, type, effort)) {
        return refused("\"thinking.type.disabled\" is not supported together with "
                       "output_config.effort "
                       + effort.toUtf8() + '.');
    }
    const double budget = body[u"thinking"][u"budget_tokens"].toDouble(0);
    if (type == "enabled"_L1 && budget < 1024) {
        return refused("thinking.enabled.budget_tokens: Input should be greater than or equal to "
                       "1024");
    }
    if (type == "enabled"_L1 && budget >= body[u"max_tokens"].toDouble(budget + 1)) {
        return refused("`max_tokens` must be greater than `thinking.budget_tokens`.");
    }
    return std::nullopt;
}

Failure checkMaxTokens(const QJsonObject& body, const ModelInfo& model)
{
    const QJsonValue value = body[u"max_tokens"];
    const double tokens = value.toDouble(-1);
    const qint64 most = model.maxOutputTokens.value_or(mostTokens);
    if (!value.isDouble() || tokens < 0 || tokens != std::floor(tokens)) {
        return refused("max_tokens: a whole number from 0 is required");
    }
    if (tokens > double(most)) {
        return refused("max_tokens: " + QByteArray::number(tokens, 'f', 0) + " > "
                       + QByteArray::number(most)
                       + ", which is the maximum allowed number of output tokens for "
                       + body[u"model"].toString().left(100).toUtf8());
    }
    if (tokens > 0) {
        return std::nullopt;
    }
    if (!model.acceptsZeroTokens) {
        return refused("max_tokens: must be at least 1 for this model");
    }
    const QString choice = body[u"tool_choice"][u"type"].toString();
    if (body[u"stream"].toBool() || body[u"thinking"][u"type"].toString() == "enabled"_L1
        || body[u"output_config"].toObject().contains(u"format") || choice == "any"_L1
        || choice == "tool"_L1) {
        return refused("max_tokens: 0 is not allowed together with stream, enabled thinking, an "
                       "output format or a forced tool");
    }
    return std::nullopt;
}

Failure checkFields(const QJsonObject& body)
{
    static const QStringList known {
        u"cache_control"_s, u"container"_s,      u"context_management"_s,
        u"fallbacks"_s,     u"inference_geo"_s,  u"max_tokens"_s,
        u"mcp_servers"_s,   u"messages"_s,       u"metadata"_s,
        u"model"_s,         u"output_config"_s,  u"service_tier"_s,
        u"speed"_s,         u"stop_sequences"_s, u"stream"_s,
        u"system"_s,        u"temperature"_s,    u"thinking"_s,
        u"tool_choice"_s,   u"tools"_s,          u"top_k"_s,
        u"top_p"_s};
    for (auto it = body.begin(); it != body.end(); ++it) {
        if (!known.contains(it.key())) {
            return refused(it.key().left(60).toUtf8() + ": Extra inputs are not permitted");
        }
    }
    return std::nullopt;
}

Failure checkModel(const QString& model, const World& world, TimePoint scenarioTime)
{
    if (model.isEmpty()) {
        return refused("model: Field required");
    }
    if (!world.exists(model, scenarioTime)) {
        return CheckFailure {Shape::ModelGone, "model: " + model.left(100).toUtf8()};
    }
    return std::nullopt;
}

Failure checkBody(const QJsonObject& body, const ModelInfo& model, QByteArrayView version,
                  Counting counting)
{
    if (auto failure = checkFields(body)) {
        return failure;
    }
    if (auto failure = checkTurns(body, model)) {
        return failure;
    }
    if (const auto mistake = cacheMistake(body)) {
        return refused(*mistake);
    }
    if (auto failure = checkSampling(body, model, version)) {
        return failure;
    }
    if (auto failure = checkThinking(body, model)) {
        return failure;
    }
    return counting == Counting::Yes ? std::nullopt : checkMaxTokens(body, model);
}

} // namespace

QByteArray keyOf(const HttpRequest& request)
{
    const QByteArray key = request.header("x-api-key").value_or(QByteArray());
    const QByteArray bearer = request.header("authorization").value_or(QByteArray());
    if (key.isEmpty() && bearer.size() > 7 && bearer.left(7).toLower() == "bearer ") {
        return bearer.mid(7).trimmed();
    }
    return key;
}

ModelInfo infoOf(const World& world, const QString& model)
{
    const ModelInfo* known = world.catalogue().find(model);
    ModelInfo info = known ? *known : ModelInfo {};
    if (!known) {
        info.id = model;
    }
    return info;
}

std::optional<CheckFailure> checkAccess(const HttpRequest& request)
{
    const QByteArray key = keyOf(request);
    if (key.isEmpty()) {
        return CheckFailure {Shape::AuthFailed, "x-api-key header is required"};
    }
    if (!key.startsWith("sk-ant-") || key.contains("wrong")) {
        return CheckFailure {Shape::AuthFailed, "invalid x-api-key"};
    }
    const auto version = request.header("anthropic-version");
    if (!version) {
        return refused("anthropic-version: header is required");
    }
    if (*version != "2023-06-01" && *version != newVersion) {
        return refused("anthropic-version: not a known version");
    }
    return std::nullopt;
}

CheckedRequest checkMessages(const HttpRequest& http, const World& world, TimePoint scenarioTime,
                             Counting counting)
{
    CheckedRequest checked;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(http.body, &error);
    const QJsonObject body = document.object();
    MessageRequest& request = checked.request;
    request.model = body[u"model"].toString();
    request.stream = body[u"stream"].toBool();
    request.maxTokens = body[u"max_tokens"].toInt();
    const Prompt prompt = readPrompt(body, keyOf(http) + '\0' + request.model.toUtf8());
    request.inputTokens = prompt.tokens;
    checked.cachePoints = prompt.points;

    checked.failure = checkAccess(http);
    if (!checked.failure && !document.isObject()) {
        checked.failure = CheckFailure {Shape::BadRequest, "The request body is not valid JSON."};
    }
    if (!checked.failure) {
        checked.failure = checkModel(request.model, world, scenarioTime);
    }
    if (checked.failure) {
        return checked;
    }
    const ModelInfo model = infoOf(world, request.model);
    const QByteArray version = http.header("anthropic-version").value_or(QByteArray());
    request.thinks = thinksAlways(model);
    checked.failure = checkBody(body, model, version, counting);
    return checked;
}

} // namespace plimsoll::simulator
