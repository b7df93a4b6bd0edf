// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/ratelimits.h"
#include "storage/query/claims/claimmetric.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace plimsoll {

enum class Observable : quint8 { Yes, Partly, No };

// What the claim says of the measured quantity. The first two leave nothing between them.
enum class ClaimTest : quint8 {
    Below, // less than the value
    AtLeast,
    About // within value * (1 - tolerance) and value * (1 + tolerance)
};

// Some tests show one side alone: what is seen may suffice for a claim without being all of it.
enum class Conclusive : quint8 { BothWays, SupportOnly, RefuteOnly };

// Something said of the service, as a row that can be tested. Values are in the unit of the metric;
// what a metric does not use is absent.
struct Claim
{
    QString id; // "C25"
    QString source {}; // who says so, in a word or two
    QString statement {}; // in our words
    QString figure {}; // as claimed, "+1,500 %"; "" when there is none
    Observable observable = Observable::Yes;
    QString why {}; // not, or only in part

    ClaimMetric metric = ClaimMetric::None;
    ClaimTest test = ClaimTest::Below;
    Conclusive conclusive = Conclusive::BothWays;
    double value = 0;
    std::optional<double> tolerance {}; // of the value, above 0 and below 1
    std::optional<double> strict {}; // a second reading of the same claim, told beside the first

    QString model {}; // an id, or a line such as "opus"
    QString other {}; // the same, that it is compared with
    QString pool {}; // "Opus 4.x"
    std::optional<LimitKind> limit {};
    std::optional<LimitKind> countedAs {}; // what the claimed number counts, where it is another
    std::optional<double> old {}; // the limit before, without which the claim is of another account
    std::optional<TimePoint> event {}; // one at 00:00 UTC is known by its day alone
    std::optional<TimePoint> from {}; // of the evidence
    std::optional<TimePoint> until {};
    std::optional<std::chrono::milliseconds> wait {};
    QString client {}; // of knownRetryPolicies()
};

// Claims that cannot all be true, or not in the same sense.
struct Contradiction
{
    QString id; // "K1"
    QStringList claims;
    QString conflict;
    QString decidedBy; // what tells which of them holds
};

struct ClaimBook
{
    std::vector<Claim> claims;
    std::vector<Contradiction> contradictions;

    const Claim* find(const QString& id) const;
};

QLatin1String name(Observable observable); // "partly"
QLatin1String name(ClaimTest test); // "at_least"
QLatin1String name(Conclusive conclusive); // "both", "support", "refute"
std::optional<Observable> observableFromName(QStringView text);
std::optional<ClaimTest> claimTestFromName(QStringView text);
std::optional<Conclusive> conclusiveFromName(QStringView text);

} // namespace plimsoll
