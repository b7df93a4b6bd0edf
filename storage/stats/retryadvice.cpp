// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/retryadvice.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plimsoll::stats {

namespace {

using std::chrono::milliseconds;
using Exact = std::chrono::duration<double, std::milli>;

// As in SurvivalCurve: products of fractions that ought to be equal differ in their last bits.
const double levelTolerance = std::sqrt(std::numeric_limits<double>::epsilon());

// The curve from one moment on, for those who lasted until then. Later calls ask for later moments.
class Residual
{
public:
    Residual(const SurvivalCurve& curve, milliseconds already)
        : m_curve(&curve)
        , m_at(already)
        , m_next(std::ranges::upper_bound(curve.steps(), already, {}, &SurvivalCurve::Step::at))
    {
    }

    milliseconds at() const { return m_at; }
    double lasting() const { return m_lasting; }
    double area() const { return m_area; } // under the curve so far, in milliseconds
    bool hasStep() const { return m_next != m_curve->steps().end(); }
    void toNextStep() { moveTo(m_next->at); }
    // To the end of the data.
    void toEnd() { moveTo(std::max(m_at, m_curve->lastSeen())); }

    // False, without a move, when the curve is not known there.
    bool moveOn(milliseconds by)
    {
        const milliseconds left = m_curve->lastSeen() - m_at;
        if (by <= left) {
            moveTo(m_at + by);
            return true;
        }
        Residual ahead = *this;
        ahead.toEnd();
        if (ahead.m_lasting > 0) {
            return false;
        }
        *this = ahead;
        return true;
    }

private:
    void moveTo(milliseconds to)
    {
        for (; hasStep() && m_next->at <= to; ++m_next) {
            m_area += m_lasting * double((m_next->at - m_at).count());
            m_at = m_next->at;
            m_lasting *= double(m_next->atRisk - m_next->ended) / double(m_next->atRisk);
        }
        m_area += m_lasting * double((to - m_at).count());
        m_at = to;
    }

    const SurvivalCurve* m_curve;
    milliseconds m_at;
    std::vector<SurvivalCurve::Step>::const_iterator m_next;
    double m_lasting = 1;
    double m_area = 0;
};

bool wasWatched(const SurvivalCurve& curve, milliseconds already)
{
    return already >= milliseconds(0) && curve.atRiskAfter(already) > 0;
}

bool isCost(double cost)
{
    return std::isfinite(cost) && cost >= 0;
}

bool areCosts(const DelayCosts& costs)
{
    return isCost(costs.perSecond) && isCost(costs.fallback);
}

double inSeconds(double inMilliseconds)
{
    return inMilliseconds / 1000;
}

double areaToEnd(Residual residual)
{
    residual.toEnd();
    return residual.area();
}

} // namespace

std::vector<WaitChance> chancesWithin(const SurvivalCurve& curve, milliseconds already,
                                      std::span<const milliseconds> waits, double confidence)
{
    std::vector<WaitChance> chances;
    chances.reserve(waits.size());
    for (const milliseconds wait : waits) {
        chances.push_back({.wait = wait, .over = curve.endsWithin(already, wait, confidence)});
    }
    return chances;
}

std::optional<milliseconds> firstWaitWorthTrying(const SurvivalCurve& curve, milliseconds already,
                                                 double level)
{
    if (!wasWatched(curve, already) || !(level > 0 && level <= 1)) {
        return std::nullopt;
    }
    Residual residual(curve, already);
    while (residual.hasStep()) { // the chance grows at steps alone
        residual.toNextStep();
        if (1 - residual.lasting() >= level - levelTolerance) {
            return residual.at() - already;
        }
    }
    return std::nullopt;
}

std::optional<RetryOutlook> retryOutlook(const SurvivalCurve& curve, milliseconds already,
                                         std::span<const milliseconds> delays)
{
    if (!wasWatched(curve, already)) {
        return std::nullopt;
    }
    Residual residual(curve, already);
    RetryOutlook outlook;
    for (const milliseconds delay : delays) {
        const double made = residual.lasting();
        if (made <= 0) {
            break;
        }
        if (delay < milliseconds(0) || !residual.moveOn(delay)) {
            return std::nullopt;
        }
        outlook.attempts += made;
        outlook.wait += made * Exact(delay);
    }
    outlook.succeeds = 1 - residual.lasting();
    return outlook;
}

std::optional<Exact> meanResidualLife(const SurvivalCurve& curve, milliseconds already)
{
    if (!wasWatched(curve, already)) {
        return std::nullopt;
    }
    return Exact(areaToEnd(Residual(curve, already)));
}

std::optional<milliseconds> switchByResidualLife(const SurvivalCurve& curve, milliseconds already,
                                                 const DelayCosts& costs)
{
    if (!wasWatched(curve, already) || !areCosts(costs)) {
        return std::nullopt;
    }
    Residual residual(curve, already);
    const double whole = areaToEnd(residual);
    // Between steps the mean residual life only falls, so it first exceeds a bound at one of them.
    while (residual.lasting() > 0) {
        const double left = (whole - residual.area()) / residual.lasting();
        if (costs.perSecond * inSeconds(left) > costs.fallback) {
            return residual.at() - already;
        }
        if (!residual.hasStep()) {
            break;
        }
        residual.toNextStep();
    }
    return std::nullopt;
}

std::optional<CheapestWait> cheapestWait(const SurvivalCurve& curve, milliseconds already,
                                         const DelayCosts& costs)
{
    if (!wasWatched(curve, already) || !areCosts(costs)) {
        return std::nullopt;
    }
    Residual residual(curve, already);
    CheapestWait cheapest {.cost = costs.fallback, .fallbackShare = 1};
    // Between steps the cost only rises: the cheapest wait is none, or ends at one of them.
    while (residual.hasStep()) {
        residual.toNextStep();
        const double cost =
            costs.perSecond * inSeconds(residual.area()) + costs.fallback * residual.lasting();
        if (cost < cheapest.cost) {
            cheapest = {
                .wait = residual.at() - already, .cost = cost, .fallbackShare = residual.lasting()};
        }
    }
    return cheapest;
}

} // namespace plimsoll::stats
