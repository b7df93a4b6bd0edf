// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/dashboard.h"
#include "ui/format/format.h"
#include "ui/viewmodels/modeltile.h"

namespace plimsoll {

// What stands on top of a page: a state, one sentence, and the figure behind it.
struct Headline
{
    Condition condition = Condition::Unknown;
    QString sentence;
    QString detail;

    bool operator==(const Headline&) const = default;
};

// The objective that overload rates are held against.
inline constexpr double overloadObjective = 0.01;

Headline overviewHeadline(const Dashboard& dashboard, const Freshness& freshness,
                          const Format& format);
Headline overloadHeadline(const Dashboard& dashboard, const QString& model, const Format& format);
Headline limitsHeadline(const Dashboard& dashboard, TimePoint now, const Format& format);
Headline trendsHeadline(const Dashboard& dashboard, const QString& model, const Format& format);

// The model that one-model charts show: the chosen one while it is there, else the first; "" when
// there is none.
// Why there is nothing to show yet.
enum class Waiting { Reading, FillingDemo, NothingMeasured, NoStore };
Headline waitingHeadline(Waiting why, const QString& detail = {});

QString focusedModel(const Dashboard& dashboard, const QString& chosen);

// The newest probe of any model.
std::optional<TimePoint> newestProbe(const Dashboard& dashboard);

} // namespace plimsoll
