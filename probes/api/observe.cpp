// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/observe.h"

#include "probes/api/classify.h"
#include "probes/domain/redact.h"
#include "probes/domain/retirement.h"

namespace plimsoll {

namespace {

constexpr qsizetype maxDetail = 500;
constexpr qsizetype maxExcerpt = 2048;

// One line for a person. What a stranger sends may hold control characters, which a terminal would
// obey; they go first, lest a secret hide behind them.
QString bounded(const QString& text, const Secrets& secrets)
{
    QString line = text.simplified();
    line.removeIf([](QChar c) { return !c.isPrint() && !c.isSurrogate(); });
    line = secrets.removedFrom(line);
    return line.size() <= maxDetail ? line : line.first(maxDetail - 1) + QChar(0x2026);
}

// A secret may be cut in two by the edge of an excerpt, so it is removed before.
QByteArray excerpt(const Exchange& exchange, const Secrets& secrets)
{
    const QByteArray clean = secrets.removedFrom(exchange.body);
    return exchange.stream ? clean.right(maxExcerpt) : clean.left(maxExcerpt);
}

// That a model is gone is only half of what a person needs.
QString detailOf(const TargetId& target, const Judgement& judgement, const ModelInfo* model,
                 TimePoint at)
{
    if (judgement.outcome != Outcome::ModelGone || target.model.isEmpty()) {
        return judgement.detail;
    }
    return QStringLiteral("%1 (%2)").arg(goneNotice(target.model, model, at), judgement.detail);
}

Usage usageOf(const Exchange& exchange)
{
    if (exchange.stream) {
        return exchange.stream->usage();
    }
    Usage usage;
    readUsage(readBody(exchange.body).object[QStringLiteral("usage")].toObject(), usage);
    return usage;
}

void addTiming(Observation& observation, const Exchange& exchange, const HeaderFacts& facts)
{
    observation.timing = exchange.timing;
    observation.timing.origin = facts.origin;
    if (exchange.stream) {
        observation.timing.firstToken = exchange.stream->firstToken();
        observation.timing.tokenGaps = exchange.stream->tokenGaps();
    }
}

HeaderList cleaned(HeaderList headers, const Secrets& secrets)
{
    for (auto& [name, value] : headers) {
        name = secrets.removedFrom(name);
        value = secrets.removedFrom(value);
    }
    return storable(std::move(headers));
}

} // namespace

QByteArray Secrets::removedFrom(const QByteArray& text) const
{
    return withoutSecrets(text, values);
}

QString Secrets::removedFrom(const QString& text) const
{
    return withoutSecrets(text, values);
}

Observation observe(const TargetId& target, const Exchange& exchange, const Catalogue& catalogue,
                    const Secrets& secrets)
{
    const HeaderFacts facts = readHeaders(exchange.headers, exchange.answeredAt);
    const Judgement judgement = classify(target.kind, exchange, facts);

    Observation observation;
    observation.at = exchange.at;
    observation.lateness = exchange.lateness;
    observation.target = target;
    observation.outcome = judgement.outcome;
    observation.failedIn = judgement.failedIn;
    observation.detail =
        bounded(detailOf(target, judgement, catalogue.find(target.model), exchange.at), secrets);
    observation.httpStatus = exchange.status;
    observation.errorType = bounded(judgement.errorType, secrets).left(64);
    observation.errorCode = bounded(judgement.errorCode, secrets).left(64);
    addTiming(observation, exchange, facts);
    if (isPaid(target.kind)) {
        observation.usage = usageOf(exchange);
        observation.costNanoUsd =
            catalogue.costNanoUsd(target.model, observation.usage, exchange.at);
    } else {
        observation.costNanoUsd = 0;
    }
    observation.limits = facts.limits;
    observation.retryAfter = facts.retryAfter;
    observation.clockSkew = facts.clockSkew;
    observation.requestId =
        bounded(facts.requestId.isEmpty() ? judgement.requestId : facts.requestId, secrets)
            .left(128);
    observation.edge = bounded(facts.edge, secrets);
    observation.connection = exchange.connection;
    observation.headers = cleaned(exchange.headers, secrets);
    if (judgement.outcome != Outcome::Ok) {
        observation.bodyExcerpt = excerpt(exchange, secrets);
    }
    return observation;
}

} // namespace plimsoll
