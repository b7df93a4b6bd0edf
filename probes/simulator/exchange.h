// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/simulator/tokenbuckets.h"
#include "probes/simulator/world.h"

#include <QByteArray>

#include <optional>

namespace plimsoll::simulator {

// A Messages request that passed every check.
struct MessageRequest
{
    QString model;
    bool stream = false;
    bool thinks = false; // its first output is a thinking block
    int maxTokens = 1;
    qint64 inputTokens = 8; // neither written to the cache nor read from it
    qint64 cacheWritten = 0;
    qint64 cacheRead = 0;
};

// One request, what it meets, and everything its answer says. The server writes it to a socket, the
// history into an observation.
struct Exchange
{
    MessageRequest request;
    Answer answer;
    TimePoint date; // of the Date header
    RateLimits limits; // as the headers tell; empty when the answer carries none
    LimitKind limitHit = LimitKind::Requests; // of a rate limit
    qint64 limitValue = 0;
    std::optional<std::chrono::seconds> retryAfter;
    QByteArray requestId; // "" when the answer does not come from the API
    QByteArray ray; // "8f2514c42e4c7bb0-FRA"
    QByteArray messageText; // of a refused request; "" uses the usual words of the shape

    Shape shape() const { return answer.shape; }
    int status() const { return httpStatus(answer.shape); }
    // Until the first byte of an answer without stream, which comes when all of it is made.
    Micros wholeDelay() const;
    // As usage tells it: what was produced, and far more where the fault is a wrong bill.
    qint64 billedOutput() const;
};

// When the exchange happens, in the scenario and on the clock of the answer, and what was left of
// the pool's limits.
struct Moment
{
    TimePoint scenarioTime;
    TimePoint date;
    Levels levels;
    std::optional<Refusal> refusal;
};

Exchange exchangeOf(const World& world, const MessageRequest& request, const Answer& answer,
                    const Moment& moment);
// A long prompt is read before the first token; what comes from the cache is not read again.
void addReading(Answer& answer, const MessageRequest& request);
// Which models begin with a thinking block, whatever is asked.
bool thinksAlways(const ModelInfo& model);
// cf-ray and the like, for answers outside the Messages path too.
QByteArray rayOf(quint64 seed, quint64 key);
QByteArray requestIdOf(quint64 key);
QByteArray organizationOf(quint64 seed);

} // namespace plimsoll::simulator
