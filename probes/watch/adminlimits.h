// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/event.h"
#include "probes/domain/result.h"

#include <QByteArray>
#include <QStringList>

#include <map>
#include <vector>

namespace plimsoll {

// The limits of one group of an organization, as GET /v1/organizations/rate_limits tells them.
struct LimitGroup
{
    QString type; // "model_group", "batch", "token_count", ...
    QString name; // "Claude Opus 4.x"; "" in the shape without names
    QStringList models; // ids; empty where the group is not about models
    std::map<QString, qint64> limits; // by limiter: "requests_per_minute" -> 4000
};

struct LimitPage
{
    std::vector<LimitGroup> groups;
    QString nextPage; // "" when this is the last
};

// Reads both shapes: `group_type` of version 2023-06-01 and `group{id, type, display_name}` of
// 2026-10-21. Limiters without a whole number are left out; unknown ones are kept.
Result<LimitPage> readLimitPage(const QByteArray& body);

// Every limit by what it belongs to: "Opus 4.x requests_per_minute". Groups of models go by the
// catalogue's pool, so that both shapes give the same names.
using AdminLimits = std::map<QString, qint64>;
AdminLimits adminLimits(const std::vector<LimitGroup>& groups, const Catalogue& catalogue);

// One look at the limits of an organization.
struct AdminReading
{
    QString organization; // "" for that of [api]
    TimePoint at;
    QString source;
    QByteArray raw;
};

// One event for each limit that changed, came or went.
std::vector<Event> limitChanges(const AdminLimits& before, const AdminLimits& after,
                                const AdminReading& reading);

QByteArray writeAdminLimits(const AdminLimits& limits);
AdminLimits readAdminLimits(const QByteArray& text);

} // namespace plimsoll
