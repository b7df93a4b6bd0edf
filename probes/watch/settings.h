// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/settings.h"

#include <QMetaType>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>
#include <vector>

namespace plimsoll {

// [watch]
struct WatchSettings
{
    bool enabled = true;
    std::chrono::milliseconds every {std::chrono::minutes(15)}; // and no oftener
    // Absent: the public pages when the probes go to the real API, none otherwise.
    std::optional<std::vector<QUrl>> statusUrls; // asked in this order until one answers
    std::optional<std::vector<QUrl>> documents;
    bool models = true; // GET /v1/models of each organization

    QStringList validate() const;
    bool operator==(const WatchSettings&) const = default;
};

std::vector<QUrl> publicStatusUrls();
std::vector<QUrl> publicDocuments();

// What is really asked.
struct WatchPlan
{
    struct Account
    {
        QString organization; // "" for that of [api]
        ApiSettings api;
    };

    std::chrono::milliseconds every {std::chrono::minutes(15)};
    std::chrono::milliseconds firstAfter {5'000};
    std::chrono::milliseconds spread {20'000};
    std::vector<QUrl> statusUrls;
    std::vector<QUrl> documents;
    std::vector<Account> modelLists; // with a key
    std::vector<Account> admins; // with an admin key
    quint64 seed = 0;
};

WatchPlan watchPlan(const WatchSettings& settings, const ProbeSettings& probes);

} // namespace plimsoll

Q_DECLARE_METATYPE(plimsoll::WatchPlan)
