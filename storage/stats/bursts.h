// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/survival.h"

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

namespace plimsoll::stats {

// One probe of one model. Moments are milliseconds since the epoch here and below.
struct ProbeMoment
{
    std::chrono::milliseconds at {0};
    bool overloaded = false;
};

// From `from` on and before `to` nothing was measured.
struct SilentSpan
{
    std::chrono::milliseconds from {0};
    std::chrono::milliseconds to {0};
};

// Something changed after `after` and not later than `upTo`.
struct Bracket
{
    std::chrono::milliseconds after {0};
    std::chrono::milliseconds upTo {0};

    std::chrono::milliseconds middle() const { return after + (upTo - after) / 2; }
    bool operator==(const Bracket&) const = default;
};

// A time of overload of one model.
struct Burst
{
    Bracket start; // from the last good probe to the first overloaded one
    Bracket end; // from the last overloaded probe to the first of the good ones after it
    std::uint64_t probes = 0; // from the first overloaded to the last overloaded one
    std::uint64_t overloaded = 0; // of these
    // Its end was not seen, for a gap or the end of the data came first; `end` is then twice the
    // last overloaded probe.
    bool censored = false;
    // False: it may have been under way before anything was measured; `start` is then twice the
    // first overloaded probe.
    bool startKnown = true;

    bool operator==(const Burst&) const = default;
};

// A burst begins with an overloaded probe and is over with the first of `goodToEnd` probes in a row
// that are not overloaded; fewer between two overloaded ones belong to it. A gap between two
// neighbouring probes cuts it: it is censored, even when good ones, but too few, came before the
// gap. A burst has a known start only after as many good probes in a row, without a gap, as end
// one. Both lists are sorted by time, the gaps by their begin. goodToEnd 0 is taken as 1.
std::vector<Burst> burstsOf(std::span<const ProbeMoment> probes, std::span<const SilentSpan> gaps,
                            std::uint64_t goodToEnd = 2);

// From when on the life of a burst is counted.
enum class BurstClock {
    // From the first overloaded probe, at most a pause between two probes after the start. Bursts
    // shorter than that pause are met too seldom, and nothing corrects for it.
    FirstSeen,
    // From the middle of the start's bracket, with delayed entry at the first overloaded probe, for
    // a burst that was over by then would have gone unseen.
    MiddleOfStart,
};

// For SurvivalCurve::of(). Bursts of unknown start are left out: how old they were when first seen
// is not known either. An end is taken at the middle of its bracket; that is off by half the
// bracket at most, which is harmless only where brackets are short against the bursts (Turnbull
// 1976, JRSS B 38:290, is the estimator that needs no such choice).
std::vector<Lifetime> lifetimesOf(std::span<const Burst> bursts, BurstClock clock);

} // namespace plimsoll::stats
