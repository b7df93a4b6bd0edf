// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/target.h"

#include <QByteArray>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>
#include <vector>

namespace plimsoll {

// [api]
struct ApiSettings
{
    QUrl baseUrl {QStringLiteral("https://api.anthropic.com")};
    QByteArray version {"2023-06-01"}; // anthropic-version
    QByteArray key; // the secret itself; lives in memory only, sent as x-api-key

    QStringList validate() const; // one sentence per mistake, empty when fine
};

// [budget]
struct BudgetSettings
{
    std::optional<double> usdPerDay {0.5}; // UTC day, checked before sending
    int requestsPerMinute = 60;

    QStringList validate() const;
};

struct ProbeSettings
{
    ApiSettings api;
    BudgetSettings budget;
    std::vector<Target> targets;
    quint64 seed = 0; // of jitter and nonces
    int maxInFlight = 8;
    std::chrono::milliseconds stallTimeout {
        20'000}; // silence inside an answer that makes it Stalled

    QStringList validate() const;
};

} // namespace plimsoll
