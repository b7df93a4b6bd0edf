// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/observe.h"

#include "probes/api/classify.h"
#include "probes/domain/redact.h"
#include "probes/domain/retirement.h"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr qsizetype maxDetail = 500;
constexpr qsizetype maxExcerpt = 2048;

// One line for a person. What a stranger sends may hold control characters, which a terminal would
// obey.
QString bounded(const QString& text)
{
    QString line = text.simplified();
    line.removeIf([](QChar c) { return !c.isPrint() && !c.isSurrogate(); });
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

HeaderList withoutSecrets(HeaderList headers, const Secrets& secrets)
{
    for (auto& header : headers) {
        header.second = secrets.removedFrom(header.second);
    }
    return storable(std::move(headers));
}

} // namespace

QByteArray Secrets::removedFrom(const QByteArray& text) const
{
    // The longest first: one may be the beginning of another.
    QByteArrayList longestFirst = values;
    std::ranges::sort(longestFirst, std::ranges::greater(), &QByteArray::size);
    QByteArray clean = text;
    for (const QByteArray& value : longestFirst) {
        if (!value.isEmpty()) {
            clean.replace(value, "[redacted]");
        }
    }
    return redacted(clean);
}

QString Secrets::removedFrom(const QString& text) const
{
    return QString::fromUtf8(removedFrom(text.toUtf8()));
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
    observation.detail = bounded(secrets.removedFrom(
        detailOf(target, judgement, catalogue.find(target.model), exchange.at)));
    observation.httpStatus = exchange.status;
    observation.errorType = bounded(secrets.removedFrom(judgement.errorType)).left(64);
    observation.errorCode = bounded(secrets.removedFrom(judgement.errorCode)).left(64);
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
    observation.requestId = secrets.removedFrom(
        facts.requestId.isEmpty() ? judgement.requestId.left(128) : facts.requestId);
    observation.edge = secrets.removedFrom(facts.edge);
    observation.connection = exchange.connection;
    observation.headers = withoutSecrets(exchange.headers, secrets);
    if (judgement.outcome != Outcome::Ok) {
        observation.bodyExcerpt = excerpt(exchange, secrets);
    }
    return observation;
}

} // namespace plimsoll
