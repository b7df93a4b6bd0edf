// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/burstanswer.h"
#include "storage/stats/interval.h"

#include <span>

namespace plimsoll {

namespace adviceRules {

// Overloads that were watched for longer than the wait so far: with fewer of them no interval of
// 95 % for the median can be told (binomial ranks), and nothing is advised about waiting.
inline constexpr std::uint64_t leastWatched = 6;
// What was true of the newest probe is not taken for true of now when it is older than this, or
// than twice the silence that the schedule may explain.
inline constexpr std::chrono::milliseconds fresh = std::chrono::minutes(15);
// After the first wait each is twice the one before, up to the longest, until they are as long as
// the end together.
inline constexpr std::chrono::milliseconds longestDelay = std::chrono::minutes(5);
inline constexpr std::chrono::milliseconds end = std::chrono::minutes(30);
// Another model is named when it answers more often than not even at the lower end of its interval.
inline constexpr double leastAnswers = 0.5;

} // namespace adviceRules

// Whether a model is overloaded now.
enum class Load {
    Unknown, // no fresh probe that reached the service
    Calm,
    Overloaded // a burst is under way: the overload was met and not yet seen to end
};

// What another model of the same organization did while this one was overloaded.
struct Fallback
{
    QString model; // id
    QString displayName; // with the organization
    Load load = Load::Unknown; // its own, now
    // Wilson's interval; too narrow, for overloads come in bursts.
    stats::Proportion answered;
};

// Tries of one caller who waits.
struct RetryPlan
{
    std::vector<std::chrono::milliseconds> delays;
    stats::RetryOutlook outlook;
};

struct Advice
{
    QString model; // id
    QString organization {};
    QString displayName; // with the organization

    Load load = Load::Unknown;
    std::optional<TimePoint> newest; // probe that reached the service, a follow-up too
    std::optional<stats::Burst> underWay; // with Overloaded
    // How long the overload has lasted for which the rest is reckoned: as told, or from the first
    // overloaded probe of the burst under way, or 0 for one that is met now.
    std::chrono::milliseconds already {0};

    std::optional<TimePoint> since; // the first probe of the evidence
    BurstAnswer bursts; // timed with follow-ups; chances of `already` are below
    std::chrono::milliseconds endResolution {0}; // see timedsequence.h
    quint64 watched = 0; // bursts that were watched beyond `already`
    // Too few of them: how long an evidence it takes at this pace, and when it will be that long,
    // if what is asked for is. Absent: enough, or none at all.
    std::optional<std::chrono::milliseconds> enoughEvidence;
    std::optional<TimePoint> enoughAt;

    // Empty or absent when too few were watched. Of a wait that is shorter than half of
    // `endResolution` the chance is absent.
    std::vector<stats::WaitChance> chances;
    // Over by then as likely as not; not shorter than half of `endResolution`.
    std::optional<std::chrono::milliseconds> firstWait;
    std::optional<RetryPlan> plan;
    std::optional<std::chrono::duration<double, std::milli>> meanResidual;
    bool residualIsLeast = false; // some overloads outlasted the data
    // With other(): the further wait after which falling back beats waiting. Absent: never, as far
    // as the data reach.
    std::optional<std::chrono::milliseconds> switchAfter;

    std::vector<Fallback> others; // those that are not overloaded first, then by the lower limit

    bool isEnough() const { return watched >= adviceRules::leastWatched; }
    // The one that most likely answers now.
    const Fallback* other() const;
    QString subject() const { return subjectText(model, organization); }
};

struct AdviceQuestion
{
    TimeRange evidence; // up to now
    QStringList models {}; // subjects as text; empty: all
    std::optional<std::chrono::milliseconds> already {};
    // What a switch costs, in the time that a caller would rather wait than switch. With the chance
    // q that the other model answers, waiting to the end takes the mean residual life m, switching
    // (1 - q) m besides its cost: it pays once q m exceeds the cost.
    std::chrono::milliseconds switchCost = std::chrono::seconds(10);
    std::chrono::milliseconds fresh = adviceRules::fresh;
};

// What an advice is reckoned with besides the overloads themselves; as in AdviceQuestion.
struct AdviceTerms
{
    TimeRange evidence;
    std::chrono::milliseconds switchCost = std::chrono::seconds(10);
};

// The same advice for an overload that has lasted `already`, from the bursts that it holds.
Advice adviceAt(Advice advice, std::chrono::milliseconds already, const AdviceTerms& terms);
// By the rules of Advice::chances, which holds others: empty when too few were watched.
std::vector<stats::WaitChance> chancesWithin(const Advice& advice,
                                             std::span<const std::chrono::milliseconds> within);
// How long its bursts last, from the first overloaded probe on. Nullopt when none tells.
std::optional<stats::SurvivalCurve> lengthCurve(const Advice& advice);

// Within a snapshot of the reader.
Result<std::vector<Advice>> adviceFor(const StoreReader& reader, const Catalogue& given,
                                      const AdviceQuestion& question);

} // namespace plimsoll
