// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/simulator/httprequest.h"
#include "probes/simulator/promptcache.h"
#include "probes/simulator/reply.h"
#include "probes/simulator/requestcheck.h"
#include "probes/simulator/tokenbuckets.h"
#include "probes/simulator/usageledger.h"
#include "probes/simulator/world.h"

#include <map>

namespace plimsoll::simulator {

// When a request came: in the scenario, on the wall (what Date and the resets say) and on the
// monotonic clock (what refills the buckets).
struct Arrival
{
    TimePoint scenarioTime;
    TimePoint wall;
    std::chrono::nanoseconds monotonic {0};
};

// The endpoints without their sockets: a request goes in, the reply comes out.
class Api
{
public:
    Api(Scenario scenario, quint64 seed, Catalogue catalogue);

    Reply handle(const HttpRequest& request, const Arrival& arrival);
    // Messages requests so far, by the outcome a correct client must see.
    const std::map<QString, OutcomeCounts>& served() const { return m_served; }

private:
    Reply messages(const HttpRequest& http, const Arrival& arrival);
    Exchange refusedExchange(const CheckedRequest& checked, const Arrival& arrival);
    Exchange admittedExchange(const CheckedRequest& checked, const Arrival& arrival);
    std::optional<Refusal> admit(const QString& pool, TokenBuckets& buckets, qint64 inputTokens,
                                 const Arrival& arrival);
    Reply countTokens(const HttpRequest& http, const Arrival& arrival);
    Reply models(const HttpRequest& http, const Arrival& arrival);
    Reply admin(const HttpRequest& http, const Arrival& arrival);
    Reply countingRefusal(const Refusal& refused, qint64 perMinute, const HttpRequest& http,
                          const Arrival& arrival);
    Reply log() const;
    Reply freeAnswer(const QByteArray& json, const HttpRequest& http, const Arrival& arrival);
    Reply refusal(const CheckFailure& failure, const HttpRequest& http, const Arrival& arrival);
    Reply counted(const Exchange& exchange, const HttpRequest& http, const Arrival& arrival);

    World m_world;
    QByteArray m_organization;
    std::map<QString, TokenBuckets> m_pools;
    TokenBuckets m_counting; // of count_tokens
    PromptCache m_cache;
    UsageLedger m_ledger;
    std::map<QString, quint64> m_numbers; // requests of each model that met the world
    std::map<QString, OutcomeCounts> m_served;
    quint64 m_freeNumber = 0; // of answers without a draw, for their ids
};

} // namespace plimsoll::simulator
