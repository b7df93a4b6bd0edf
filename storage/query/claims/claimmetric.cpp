// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/claims/claimmetric.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr ClaimKeys windowed(ClaimKeys others = {})
{
    return others | ClaimKey::Window;
}

constexpr ClaimKeys modelAndEvent = ClaimKeys(ClaimKey::Model) | ClaimKey::Event;
constexpr ClaimKeys poolAndLimit = ClaimKeys(ClaimKey::Pool) | ClaimKey::Limit;
constexpr ClaimKeys twoModels = ClaimKeys(ClaimKey::Model) | ClaimKey::Other;

constexpr std::array allTraits {
    MetricTraits {ClaimMetric::OverloadRate, "overload_rate"_L1, ClaimUnit::Share, ClaimKey::Model,
                  windowed(ClaimKey::Strict)},
    MetricTraits {ClaimMetric::ServerErrorRate, "server_error_rate"_L1, ClaimUnit::Share,
                  ClaimKey::Model, windowed(ClaimKey::Strict)},
    MetricTraits {ClaimMetric::PeakContrast, "peak_contrast"_L1, ClaimUnit::Points, ClaimKey::Model,
                  windowed()},
    MetricTraits {ClaimMetric::ModelGap, "model_gap"_L1, ClaimUnit::Points, twoModels, windowed()},
    MetricTraits {
        ClaimMetric::OverloadChange, "overload_change"_L1, ClaimUnit::Points, modelAndEvent, {}},
    MetricTraits {ClaimMetric::FirstTokenChange,
                  "first_token_change"_L1,
                  ClaimUnit::Ratio,
                  modelAndEvent,
                  {}},
    MetricTraits {
        ClaimMetric::TokenGapChange, "token_gap_change"_L1, ClaimUnit::Ratio, modelAndEvent, {}},
    MetricTraits {
        ClaimMetric::TotalP99Change, "total_p99_change"_L1, ClaimUnit::Ratio, modelAndEvent, {}},
    MetricTraits {
        ClaimMetric::OverloadDelay, "overload_delay"_L1, ClaimUnit::Days, modelAndEvent, {}},
    MetricTraits {
        ClaimMetric::FirstTokenDelay, "first_token_delay"_L1, ClaimUnit::Days, modelAndEvent, {}},
    MetricTraits {ClaimMetric::LimitRatio, "limit_ratio"_L1, ClaimUnit::Ratio,
                  poolAndLimit | ClaimKey::Event, ClaimKey::Old},
    MetricTraits {ClaimMetric::LimitValue, "limit_value"_L1, ClaimUnit::PerMinute, poolAndLimit,
                  ClaimKeys(ClaimKey::Event) | ClaimKey::CountedAs},
    MetricTraits {ClaimMetric::OverWithin, "over_within"_L1, ClaimUnit::Share,
                  ClaimKeys(ClaimKey::Model) | ClaimKey::Wait, windowed()},
    MetricTraits {ClaimMetric::RetrySuccess, "retry_success"_L1, ClaimUnit::Share,
                  ClaimKeys(ClaimKey::Model) | ClaimKey::Client, windowed()},
    MetricTraits {ClaimMetric::OtherAnswers, "other_answers"_L1, ClaimUnit::Share, twoModels,
                  windowed()},
    MetricTraits {ClaimMetric::ResetKept, "reset_kept"_L1, ClaimUnit::Share, ClaimKey::Model,
                  windowed()},
    MetricTraits {ClaimMetric::CacheCost, "cache_cost"_L1, ClaimUnit::Share, ClaimKey::Model,
                  windowed()},
    MetricTraits {ClaimMetric::None, "none"_L1, ClaimUnit::Nothing, {}, {}}};

QString grouped(double value)
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::DefaultNumberOptions);
    return locale.toString(std::llround(value));
}

QString factor(double value)
{
    const bool smaller = value > 0 && value < 1;
    const double shown = smaller ? 1 / value : value;
    return (smaller ? u"÷ "_s : u"× "_s) + QString::number(shown, 'f', shown < 9.995 ? 2 : 1);
}

QString signedText(double value, int decimals)
{
    const QString text = QString::number(std::abs(value), 'f', decimals);
    const bool isZero = text.toDouble() == 0;
    return (isZero ? QString() : value < 0 ? u"-"_s : u"+"_s) + text;
}

} // namespace

const MetricTraits& traitsOf(ClaimMetric metric)
{
    return *std::ranges::find(allTraits, metric, &MetricTraits::metric);
}

std::optional<ClaimMetric> claimMetricFromName(QStringView name)
{
    const auto it = std::ranges::find_if(
        allTraits, [name](const MetricTraits& traits) { return traits.name == name; });
    return it == allTraits.end() ? std::nullopt : std::optional(it->metric);
}

QStringList claimMetricNames()
{
    QStringList names;
    for (const MetricTraits& traits : allTraits) {
        names << traits.name;
    }
    return names;
}

QString figureText(ClaimUnit unit, double value)
{
    switch (unit) {
    case ClaimUnit::Share:
        return QString::number(value * 100, 'f', value < 0.1 ? 2 : 1) + u" %"_s;
    case ClaimUnit::Points:
        return signedText(value * 100, 2) + u" points"_s;
    case ClaimUnit::Ratio:
        return factor(value);
    case ClaimUnit::Days:
        return QString::number(value, 'f', 0) + (value == 1 ? u" day"_s : u" days"_s);
    case ClaimUnit::PerMinute:
        return grouped(value) + u" a minute"_s;
    case ClaimUnit::Nothing:
        break;
    }
    return QString::number(value);
}

} // namespace plimsoll
