// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/survival.h"

#include <chrono>
#include <optional>
#include <span>
#include <vector>

// What to do about an overload that has lasted `already`, from the curve S of such lifetimes. It is
// taken as certain that every attempt before its end fails and every one from its end on succeeds;
// a burst in which some requests are answered is better than that. Waits count from now, which is
// `already`. Nullopt: nobody was watched that long, or the answer lies beyond the data.
namespace plimsoll::stats {

struct WaitChance
{
    std::chrono::milliseconds wait {0};
    std::optional<EndChance> over; // SurvivalCurve::endsWithin()
};

std::vector<WaitChance> chancesWithin(const SurvivalCurve& curve, std::chrono::milliseconds already,
                                      std::span<const std::chrono::milliseconds> waits,
                                      double confidence = 0.95);

// The smallest wait within which it is over with at least the chance `level`, above 0 and at
// most 1.
std::optional<std::chrono::milliseconds> firstWaitWorthTrying(const SurvivalCurve& curve,
                                                              std::chrono::milliseconds already,
                                                              double level = 0.5);

// Expected values over all ends, successes and failures alike.
struct RetryOutlook
{
    double succeeds = 0; // chance that one of the attempts succeeds
    double attempts = 0; // made, without the one that met the overload
    std::chrono::duration<double, std::milli> wait {0}; // in all, until success or giving up
};

// Of a client that has just failed and tries again after each of the delays. With T(i) the sum of
// the first i delays, attempt i is made with the chance S(already + T(i - 1)) / S(already). A list
// that is long enough for the curve to reach 0 gives the values until success.
std::optional<RetryOutlook> retryOutlook(const SurvivalCurve& curve,
                                         std::chrono::milliseconds already,
                                         std::span<const std::chrono::milliseconds> delays);

// What a delay costs for each second, and what one call of the fallback costs more than the call
// waited for, in the same unit.
struct DelayCosts
{
    double perSecond = 0;
    double fallback = 0;
};

// The mean residual life: the area under S beyond `already`, by S(already). Only as far as the data
// reach: where the curve does not come down to 0 it is too short.
std::optional<std::chrono::duration<double, std::milli>>
meanResidualLife(const SurvivalCurve& curve, std::chrono::milliseconds already);

// The first wait after which going on waiting until the end costs more than the fallback: the
// smallest w for which perSecond * meanResidualLife(already + w) > fallback. 0: switch at once.
// Nullopt also where that is never so. Never too early for the data's end, but perhaps too late.
std::optional<std::chrono::milliseconds> switchByResidualLife(const SurvivalCurve& curve,
                                                              std::chrono::milliseconds already,
                                                              const DelayCosts& costs);

struct CheapestWait
{
    std::chrono::milliseconds wait {0}; // 0: switch at once
    double cost = 0; // expected, of the wait and, if it comes to that, of the fallback
    double fallbackShare = 0; // chance that it comes to that; 0: the wait is to the very end
};

// The plan "wait for w, then switch" of the smallest expected cost, perSecond * (area under S from
// already to already + w) / S(already) + fallback * S(already + w) / S(already), over the waits
// within the data; the shortest of equally cheap ones. It differs from switchByResidualLife() where
// a short wait is worth trying though a wait to the end is not.
std::optional<CheapestWait> cheapestWait(const SurvivalCurve& curve,
                                         std::chrono::milliseconds already,
                                         const DelayCosts& costs);

} // namespace plimsoll::stats
