// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/simulator/requestcheck.h"
#include "probes/simulator/usageledger.h"

#include <QJsonObject>

#include <variant>

namespace plimsoll::simulator {

// What an answer is made from.
struct AdminMoment
{
    const World& world;
    const UsageLedger& ledger;
    TimePoint scenarioTime; // of the limits
    TimePoint wall; // of the ledger
};

using AdminAnswer = std::variant<QJsonObject, CheckFailure>;

// GET below /v1/organizations: rate_limits in the shape of the asked version, usage_report/messages
// and cost_report. Only for a key that begins with "sk-ant-admin".
AdminAnswer adminAnswer(const HttpRequest& http, const AdminMoment& moment);

// The two parts of it.
AdminAnswer adminLimits(const HttpRequest& http, const AdminMoment& moment);
AdminAnswer adminUsage(const HttpRequest& http, const AdminMoment& moment);
AdminAnswer adminCost(const HttpRequest& http, const AdminMoment& moment);

} // namespace plimsoll::simulator
