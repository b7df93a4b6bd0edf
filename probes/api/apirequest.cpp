// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/apirequest.h"

#include "probes/api/cacheprefix.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

QJsonArray messages(ProbeKind kind, quint64 nonce)
{
    const QString number = QString::number(nonce % 1'000'000);
    const QString text =
        kind == ProbeKind::Generation ? u"Count up from %1."_s.arg(number) : u". %1"_s.arg(number);
    return {QJsonObject {{u"role"_s, u"user"_s}, {u"content"_s, text}}};
}

} // namespace

int maxTokens(ProbeKind kind, const ModelInfo* model)
{
    switch (kind) {
    case ProbeKind::Prefill:
        return model && !model->acceptsZeroTokens ? 1 : 0;
    case ProbeKind::Generation:
        return 32;
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
    constexpr qint64 shortestMessage = 11; // 8 and 30 %
    constexpr qint64 number = 3;
    constexpr qint64 instruction = 6; // "Count up from"
    const qint64 input =
        shortestMessage + number + (kind == ProbeKind::Generation ? instruction : 0);
    Usage usage {input, maxTokens(kind, model), {}, {}};
    if (isCachePair(kind)) {
        usage.cacheWrite = cachePrefixUsage(model).cacheWrite;
    }
    return usage;
}

} // namespace plimsoll
