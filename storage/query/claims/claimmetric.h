// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QLatin1String>
#include <QString>
#include <QStringList>
#include <QStringView>

#include <optional>

namespace plimsoll {

// What can be measured of a claim.
enum class ClaimMetric : quint8 {
    OverloadRate, // by the accounting rules
    ServerErrorRate, // 5xx and edge errors, over the same denominator
    PeakContrast, // overload rate of weekday mornings minus that of the other hours of these days
    ModelGap, // overload rate of the model minus that of the other, by hour of the same days
    OverloadChange, // overload rate after an event minus that before it
    FirstTokenChange, // median after an event by that before it
    TokenGapChange, // the same of the time per token
    TotalP99Change, // 99th percentile of the whole answer, likewise
    OverloadDelay, // from the day of an event to the first lower level of the overload rate
    FirstTokenDelay, // the same of the daily median of the first token
    LimitRatio, // limit after an event by that before it
    LimitValue, // limit after an event, or now
    OverWithin, // chance that an overload is over within a wait from when it is first met
    RetrySuccess, // share of calls that meet an overload and that a client's retries bring through
    OtherAnswers, // chance that another model is not overloaded while this one is
    ResetKept, // share of 429s after which the next probe, sent later than told to wait, is not one
    CacheCost, // cost of a prompt read from the cache by that of the same one uncached
    None // not to be measured from here
};

enum class ClaimUnit : quint8 { Nothing, Share, Points, Ratio, Days, PerMinute };

// What a row of that metric says besides its test.
enum class ClaimKey : quint16 {
    Model = 1,
    Other = 2,
    Pool = 4,
    Limit = 8,
    Event = 16,
    Window = 32,
    Wait = 64,
    Client = 128,
    Old = 256,
    CountedAs = 512,
    Strict = 1024
};
Q_DECLARE_FLAGS(ClaimKeys, ClaimKey)
Q_DECLARE_OPERATORS_FOR_FLAGS(ClaimKeys)

struct MetricTraits
{
    ClaimMetric metric = ClaimMetric::None;
    QLatin1String name; // "overload_rate"
    ClaimUnit unit = ClaimUnit::Nothing;
    ClaimKeys needs;
    ClaimKeys takes; // besides
};

const MetricTraits& traitsOf(ClaimMetric metric);
std::optional<ClaimMetric> claimMetricFromName(QStringView name);
QStringList claimMetricNames();

// A measured or claimed value for a person: "0.42 %", "+0.11 points", "× 16.7", "÷ 2.80", "3 days",
// "30,000 a minute". Shares and points come as 0.0042.
QString figureText(ClaimUnit unit, double value);

} // namespace plimsoll
