// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/target.h"

#include <QByteArray>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <map>
#include <optional>
#include <vector>

namespace plimsoll {

// [api]
struct ApiSettings
{
    QUrl baseUrl {QStringLiteral("https://api.anthropic.com")};
    QByteArray version {"2023-06-01"}; // anthropic-version
    QByteArray key; // the secret itself; lives in memory only, sent as x-api-key
    QByteArray adminKey; // likewise, of the Admin API; empty: none

    QStringList validate() const; // one sentence per mistake, empty when fine
};

// [budget]
struct BudgetSettings
{
    // UTC day and UTC month, both checked before sending; absent: no ceiling.
    std::optional<double> usdPerDay {0.5};
    std::optional<double> usdPerMonth {15.0};
    int requestsPerMinute = 60;

    QStringList validate() const;
};

// [line]
struct LineSettings
{
    // "host" or "host:port" of the user's choice, reached by TCP alone when a failure might be the
    // line's; "" contacts nobody but the service.
    QString checkHost;

    QStringList validate() const;
};

struct ProbeSettings
{
    ApiSettings api; // of targets that name no organization
    std::map<QString, ApiSettings> organizations; // [organization.NAME], further keys and addresses
    BudgetSettings budget; // over all of them together
    LineSettings line;
    std::vector<Target> targets;
    quint64 seed = 0; // of jitter and nonces
    int maxInFlight = 8;
    std::chrono::milliseconds stallTimeout {
        20'000}; // silence inside an answer that makes it Stalled

    // Null when no organization has this name.
    const ApiSettings* apiOf(const QString& organization) const;
    QStringList validate() const;
};

} // namespace plimsoll
