// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/apirequest.h"

#include "probes/api/cacheprefix.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr quint64 nonces = 1'000'000; // at most six digits

QString textFor(ProbeKind kind, quint64 nonce)
{
    const QString number = QString::number(nonce % nonces);
    return kind == ProbeKind::Generation ? u"Count up from %1."_s.arg(number)
                                         : u". %1"_s.arg(number);
}

QJsonArray messages(ProbeKind kind, quint64 nonce)
{
    return {QJsonObject {{u"role"_s, u"user"_s}, {u"content"_s, textFor(kind, nonce)}}};
}

// The thinking.type that keeps a model from thinking before it answers us; absent where it does
// not think anyway, cannot be kept from it, or nobody told which type it takes. Never one that
// would switch thinking on.
std::optional<QString> quietThinking(const ModelInfo& model)
{
    if (!model.thinksByDefault.value_or(true)) {
        return std::nullopt;
    }
    const Support disabled = thinkingSupport(model, u"disabled");
    if (disabled == Support::Yes) {
        return u"disabled"_s;
    }
    // Taken in place of `disabled` by models that refuse it; without tools there is no between.
    const bool instead =
        disabled == Support::No && thinkingSupport(model, u"between_tools") == Support::Yes;
    return instead ? std::optional(u"between_tools"_s) : std::nullopt;
}

int allowed(int wanted, const ModelInfo* model)
{
    return model && model->maxOutputTokens && *model->maxOutputTokens > 0
        ? int(std::min<qint64>(wanted, *model->maxOutputTokens))
        : wanted;
}

} // namespace

int maxTokens(ProbeKind kind, const ModelInfo* model)
{
    switch (kind) {
    case ProbeKind::Prefill:
        return model && !model->acceptsZeroTokens ? 1 : 0;
    case ProbeKind::Generation:
        return allowed(32, model);
    default:
        return 1;
    }
}

ApiRequest apiRequest(const TargetId& target, const ModelInfo* model, quint64 nonce)
{
    ApiRequest request;
    if (target.kind == ProbeKind::Control && target.model.isEmpty()) {
        request.path = u"/v1/models"_s;
        request.query = u"limit=1"_s;
        return request;
    }
    QJsonObject body {{u"model"_s, target.model}, {u"messages"_s, messages(target.kind, nonce)}};
    if (target.kind == ProbeKind::Control) {
        request.path = u"/v1/messages/count_tokens"_s;
    } else {
        request.path = u"/v1/messages"_s;
        body[u"max_tokens"_s] = maxTokens(target.kind, model);
        if (isStreamed(target.kind)) {
            body[u"stream"_s] = true;
            if (const auto type = model ? quietThinking(*model) : std::nullopt) {
                body[u"thinking"_s] = QJsonObject {{u"type"_s, *type}};
            }
        }
        if (isCachePair(target.kind)) {
            body[u"system"_s] = cachedSystem(model, nonce);
        }
    }
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return request;
}

Usage expectedUsage(ProbeKind kind, const ModelInfo* model)
{
    if (!isPaid(kind)) {
        return {0, 0, {}, {}};
    }
    // "." alone counts 8 with its frame, so the frame 7, and up to 30 % more with newer tokenizers.
    constexpr qint64 frame = 10;
    const qint64 text = textFor(kind, nonces - 1).toUtf8().size(); // a token is a byte or more
    Usage usage {frame + text, maxTokens(kind, model), {}, {}};
    if (isCachePair(kind)) {
        usage.cacheWrite = cachePrefixUsage(model).cacheWrite;
    }
    return usage;
}

} // namespace plimsoll
