// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace plimsoll::stats {

// How long something lasted. Right-censored (ended is false): at least `duration`, its end was not
// seen. Delayed entry (left truncation): it could be noticed only once it had lasted `entry`, so it
// tells nothing of shorter times. One that is not at least a millisecond longer than its entry says
// nothing at all and is left out.
struct Lifetime
{
    std::chrono::milliseconds duration {0};
    bool ended = true;
    std::chrono::milliseconds entry {0};
};

// The scale on which a pointwise interval of a survival function is symmetric. Log: R's default.
// LogLog: log(-log S), Kalbfleisch and Prentice 1980, section 1.3; it never leaves 0 to 1 and is
// the better one for few lifetimes.
enum class BandScale { Log, LogLog };

struct Band
{
    double low = 0;
    double high = 1;
};

struct Survival
{
    double value = 1;
    double standardError = 0;
    // None where Greenwood's variance says nothing: at 0, and on the log-log scale at 1.
    std::optional<Band> band;
};

// A limit is absent where the band does not come down that far within the data.
struct DurationQuantile
{
    std::chrono::milliseconds value {0};
    std::optional<std::chrono::milliseconds> low;
    std::optional<std::chrono::milliseconds> high;
};

struct MeanDuration
{
    std::chrono::duration<double, std::milli> value {0};
    std::chrono::duration<double, std::milli> standardError {0};
};

struct EndChance
{
    double value = 0;
    double low = 0;
    double high = 1;
    std::uint64_t atRisk = 0; // lifetimes that were watched beyond the time already gone
    std::uint64_t ended = 0; // of those and of later entries: how many ended within the wait
};

// The chance S(t) to last longer than t, by the product-limit estimator of Kaplan and Meier 1958,
// JASA 53:457: the product over the times u <= t at which something ended of 1 - d(u) / n(u), where
// n(u) counts entry < u <= duration. Its variance is S(t)^2 times the sum of d / (n (n - d)),
// Greenwood 1926. Assumes independent lifetimes, and that what cuts a watch short, or lets it begin
// late, has nothing to do with how long the thing lasts. With delayed entry the early risk sets may
// be small, and one end in a set of one brings the curve to 0 for good: then endsWithin() beyond
// that point is still of use, survivalAt() is not.
class SurvivalCurve
{
public:
    struct Step
    {
        std::chrono::milliseconds at {0};
        std::uint64_t atRisk = 0;
        std::uint64_t ended = 0; // never 0
        double survival = 1; // from this moment on
        double greenwood = 0; // sum of d / (n (n - d)) so far; infinite where all ended
    };

    // Nullopt when no lifetime says anything.
    static std::optional<SurvivalCurve> of(std::span<const Lifetime> lifetimes);

    const std::vector<Step>& steps() const { return m_steps; }
    std::uint64_t count() const { return m_durations.size(); }
    // The longest duration. The curve is not known beyond it, unless it came down to 0.
    std::chrono::milliseconds lastSeen() const { return m_durations.back(); }
    // How many are watched just after t: entry <= t < duration.
    std::uint64_t atRiskAfter(std::chrono::milliseconds t) const;

    // Nullopt where the curve is not known.
    std::optional<Survival> survivalAt(std::chrono::milliseconds t,
                                       BandScale scale = BandScale::LogLog,
                                       double confidence = 0.95) const;

    // The first time at which S falls to 1 - p or below, and the middle of the level piece where S
    // is 1 - p for a while, as R does. The limits are where the limits of S first do so (Brookmeyer
    // and Crowley 1982, Biometrics 38:29, for the band of the given scale). Nullopt when S does not
    // fall that far.
    std::optional<DurationQuantile> quantile(double p, BandScale scale = BandScale::LogLog,
                                             double confidence = 0.95) const;
    std::optional<DurationQuantile> median(BandScale scale = BandScale::LogLog,
                                           double confidence = 0.95) const;

    // Mean of min(duration, horizon): the area under S up to the horizon. Its variance is the sum
    // over steps of (area from the step to the horizon)^2 d / (n (n - d)), without a step at which
    // all ended (Klein and Moeschberger 2003, section 4.5). Nullopt for a horizon beyond what is
    // known.
    std::optional<MeanDuration> restrictedMean(std::chrono::milliseconds horizon) const;

    // The chance that what has lasted t already is over within w: 1 - S(t + w) / S(t). The interval
    // is symmetric for log(S(t + w) / S(t)), with Greenwood's sum over (t, t + w]. Where that sum
    // is of no use, it is Clopper and Pearson's: where none ended, of 0 among those still watched
    // at t + w; where all did, of all among those that were seen to end. Nullopt when nobody is at
    // risk after t or the curve is not known up to t + w.
    std::optional<EndChance> endsWithin(std::chrono::milliseconds t, std::chrono::milliseconds w,
                                        double confidence = 0.95) const;

private:
    SurvivalCurve() = default;

    void addSteps(const std::vector<std::chrono::milliseconds>& ends);
    bool isKnownAt(std::chrono::milliseconds t) const;

    std::vector<std::chrono::milliseconds> m_durations; // sorted, as are the entries; never empty
    std::vector<std::chrono::milliseconds> m_entries;
    std::vector<Step> m_steps; // sorted by time
};

} // namespace plimsoll::stats
