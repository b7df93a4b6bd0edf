// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/claims/claimverdict.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array verdicts {ClaimVerdict::Supported, ClaimVerdict::Refuted,
                               ClaimVerdict::NotYetDecidable, ClaimVerdict::NotObservable};

constexpr double largestP = 0.05;

bool mayBeNoChangeAt(const Claim& claim, double value, const Measured& measured)
{
    const ClaimUnit unit = traitsOf(claim.metric).unit;
    const bool saysNoChange =
        (unit == ClaimUnit::Points && value == 0) || (unit == ClaimUnit::Ratio && value == 1);
    return saysNoChange && measured.p && *measured.p > largestP;
}

ClaimVerdict verdictAt(const Claim& claim, double value, const Measured& measured)
{
    if (measured.comparesUnlike) {
        return ClaimVerdict::Refuted;
    }
    if (claim.metric == ClaimMetric::None || measured.isOutOfReach) {
        return ClaimVerdict::NotObservable;
    }
    if (!measured.missing.isEmpty() || !measured.low || !measured.high) {
        return ClaimVerdict::NotYetDecidable;
    }
    if (mayBeNoChangeAt(claim, value, measured)) {
        return ClaimVerdict::NotYetDecidable;
    }
    const Side side = sideOf(claim.test, value, claim.tolerance, *measured.low, *measured.high);
    if (side == Side::Claim && claim.conclusive != Conclusive::RefuteOnly) {
        return ClaimVerdict::Supported;
    }
    if (side == Side::Other && claim.conclusive != Conclusive::SupportOnly) {
        return ClaimVerdict::Refuted;
    }
    return ClaimVerdict::NotYetDecidable;
}

} // namespace

Side sideOf(ClaimTest test, double value, std::optional<double> tolerance, double low, double high)
{
    const double margin = std::abs(value) * tolerance.value_or(0);
    bool isClaim = false;
    bool isOther = false;
    switch (test) {
    case ClaimTest::Below:
        isClaim = high < value;
        isOther = low >= value;
        break;
    case ClaimTest::AtLeast:
        isClaim = low >= value;
        isOther = high < value;
        break;
    case ClaimTest::About:
        isClaim = low >= value - margin && high <= value + margin;
        isOther = high < value - margin || low > value + margin;
        break;
    }
    return isClaim ? Side::Claim : isOther ? Side::Other : Side::Both;
}

ClaimVerdict verdictOf(const Claim& claim, const Measured& measured)
{
    return verdictAt(claim, claim.value, measured);
}

bool mayBeNoChange(const Claim& claim, const Measured& measured)
{
    return mayBeNoChangeAt(claim, claim.value, measured);
}

std::optional<ClaimVerdict> strictVerdictOf(const Claim& claim, const Measured& measured)
{
    return claim.strict ? std::optional(verdictAt(claim, *claim.strict, measured)) : std::nullopt;
}

QLatin1String name(ClaimVerdict verdict)
{
    switch (verdict) {
    case ClaimVerdict::Supported:
        return "supported"_L1;
    case ClaimVerdict::Refuted:
        return "refuted"_L1;
    case ClaimVerdict::NotYetDecidable:
        return "not_yet_decidable"_L1;
    case ClaimVerdict::NotObservable:
        break;
    }
    return "not_observable"_L1;
}

QString label(ClaimVerdict verdict)
{
    switch (verdict) {
    case ClaimVerdict::Supported:
        return u"supported"_s;
    case ClaimVerdict::Refuted:
        return u"refuted"_s;
    case ClaimVerdict::NotYetDecidable:
        return u"not yet decidable"_s;
    case ClaimVerdict::NotObservable:
        break;
    }
    return u"not observable from here"_s;
}

std::optional<ClaimVerdict> claimVerdictFromName(QStringView text)
{
    const auto it = std::ranges::find_if(
        verdicts, [text](ClaimVerdict verdict) { return name(verdict) == text; });
    return it == verdicts.end() ? std::nullopt : std::optional(*it);
}

} // namespace plimsoll
