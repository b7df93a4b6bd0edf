// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "storage/query/estimates.h"
#include "storage/query/overview.h"

#include <QTimeZone>

#include <array>

namespace plimsoll {

// One row of the week-over-week table of one model.
struct TrendRow
{
    enum class Metric { OverloadRate, FirstTokenP50, FirstTokenP95, TokenGapP50, LimitedShare };

    Metric metric = Metric::OverloadRate;
    // Shares 0..1 for OverloadRate and LimitedShare, milliseconds for the rest. Absent: no data.
    std::optional<double> lastWeek;
    std::optional<double> thisWeek;
    quint64 nLast = 0;
    quint64 nThis = 0;
    // Difference this - last: in share for shares, relative (0.1 = +10 %) for times, with its 95 %
    // interval.
    std::optional<double> difference;
    std::optional<double> low;
    std::optional<double> high;
    Verdict verdict; // "Lower, beyond chance", "Not decided: could be no change", "Too few to tell"
};

// This week so far against the same hours of last week. Hours are hours of the local week, Monday
// first.
struct ModelTrend
{
    QString model; // id
    QString organization {};
    QString displayName; // with the organization
    int series = 0;
    std::array<Summary, 168> thisWeek; // by hour of week, empty where there is no data
    std::array<Summary, 168> lastWeek; // whole last week
    std::vector<TrendRow> rows; // over whole hours that have data in both weeks, per metric

    QString subject() const { return subjectText(model, organization); }
};

// Weekly totals, newest last, for the table of weeks.
struct WeekTotal
{
    QString model;
    QString organization {};
    TimePoint monday; // UTC week
    Summary summary;
    bool complete = false; // false: the week under way

    QString subject() const { return subjectText(model, organization); }
};

struct Trends
{
    TimePoint thisMonday; // start of this week in the selected zone
    TimePoint comparedUntil; // start of the hour under way, which is not compared yet
    std::vector<ModelTrend> models;
    std::vector<WeekTotal> weeks; // by model, then oldest first
};

QString label(TrendRow::Metric metric); // "First token, p50"
QLatin1String name(TrendRow::Metric metric); // "first_token_p50"
bool isShare(TrendRow::Metric metric);

// The week of asOf in the zone (UTC when invalid) against the week before it, and every UTC week of
// the store. `models` empty: all.
Result<Trends> trends(const StoreReader& reader, const Catalogue& catalogue,
                      const QStringList& models, TimePoint asOf, const QTimeZone& zone);

} // namespace plimsoll
