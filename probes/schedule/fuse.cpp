// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/fuse.h"

#include "probes/api/apirequest.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr qint64 addedByTheService = 500;
constexpr qint64 dearerThanReserved = 10;

qint64 inputOf(const Usage& usage)
{
    return usage.input.value_or(0) + usage.cacheWrite.value_or(0) + usage.cacheRead.value_or(0);
}

QString excess(const Asked& asked, const Observation& observation)
{
    const qint64 output = observation.usage.output.value_or(0);
    const qint64 input = inputOf(observation.usage);
    const qint64 cost = observation.costNanoUsd.value_or(0);
    if (output > asked.outputTokens) {
        return u"%1 output tokens were billed where at most %2 were asked for"_s.arg(output).arg(
            asked.outputTokens);
    }
    if (input > asked.inputTokens) {
        return u"%1 input tokens were billed for a request that cannot hold more than %2"_s
            .arg(input)
            .arg(asked.inputTokens);
    }
    if (cost > dearerThanReserved * asked.nanoUsd) {
        return u"%1 USD were billed where %2 USD were reserved"_s.arg(
            QString::number(double(cost) * 1e-9, 'f', 6),
            QString::number(double(asked.nanoUsd) * 1e-9, 'f', 6));
    }
    return {};
}

} // namespace

Asked askedOf(const TargetId& target, const ModelInfo* model, qint64 reservedNanoUsd)
{
    const ApiRequest request = apiRequest(target, model, 999'999); // the longest nonce
    return {request.body.size() + addedByTheService, maxTokens(target.kind, model),
            reservedNanoUsd};
}

std::optional<FuseTrip> overcharge(const Asked& asked, const Observation& observation)
{
    if (!isPaid(observation.target.kind)) {
        return std::nullopt;
    }
    const QString reason = excess(asked, observation);
    if (reason.isEmpty()) {
        return std::nullopt;
    }
    return FuseTrip {.at = observation.at,
                     .target = observation.target,
                     .reason = reason,
                     .asked = asked,
                     .billed = observation.usage,
                     .costNanoUsd = observation.costNanoUsd,
                     .requestId = observation.requestId};
}

QString sentence(const FuseTrip& trip)
{
    const QString at = QDateTime::fromMSecsSinceEpoch(toEpochMs(trip.at), Qt::UTC)
                           .toString(u"yyyy-MM-dd HH:mm:ss"_s);
    return u"The fuse tripped at %1 UTC: %2 (%3, %4%5). Nothing that costs money is sent until it "
           u"is "
           "reset with \"plimsollctl fuse reset\"."_s.arg(
               at, trip.reason, trip.target.model, name(trip.target.kind),
               trip.requestId.isEmpty() ? QString() : QString(u", "_s + trip.requestId));
}

} // namespace plimsoll
