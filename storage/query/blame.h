// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "storage/query/probedmodels.h"
#include "storage/stats/interval.h"
#include "storage/store.h"

namespace plimsoll {

// How much was used between two readings of what remains of one limit, for a token bucket that
// refills evenly to `perMinute` within a minute: perMinute + (before - after) / elapsed, a minute.
// Nullopt where the bucket may have been full in between, for then some of the refill was lost
// and the pace cannot be known: before + perMinute * elapsed > perMinute. The service rounds what
// remains of tokens to 1000.
std::optional<double> usedPerMinute(qint64 perMinute, qint64 before, qint64 after,
                                    std::chrono::milliseconds elapsed);

// How it is known which limit a 429 speaks of.
enum class LimitTold {
    Not, // no header of the answer says
    Empty, // nothing remained of it
    Lowest // of all that the answer told it had the least left; something was left
};

// 429s of one cause, of one model, with no more than blameRules::pause between two of them.
struct LimitedSpell
{
    Outcome cause = Outcome::RateLimited;
    TimePoint first;
    TimePoint last;
    quint64 probes = 0;
    LimitTold told = LimitTold::Not;
    // Of the first one; the rest is absent unless the limit is told.
    LimitKind kind = LimitKind::Requests;
    std::optional<std::chrono::seconds> retryAfter;
    std::optional<qint64> perMinute; // the limit itself
    std::optional<qint64> remaining; // with the 429
    // The last that was told of the pool before the 429, by any of its models, and how long before.
    std::optional<qint64> remainingBefore;
    std::chrono::milliseconds age {0};
    // By everybody in the organization, between that reading and the 429. Absent: cannot be known.
    std::optional<double> usedPerMinute;
    // By our own probes in the minute before the 429, of the same pool and limit.
    qint64 ownMinute = 0;

    // Of the limit.
    std::optional<double> headroomBefore() const;
    // What never empties the bucket: a request, or a token, each so long at most.
    std::optional<std::chrono::duration<double, std::milli>> sustainable() const;
    // The share of the use that would have had to be left out to stay within the limit; 0: the use
    // was within it, and the bucket nearly empty before already.
    std::optional<double> tooMuch() const;
};

namespace blameRules {

inline constexpr std::chrono::milliseconds pause = std::chrono::minutes(5);
// A reading of what remains that is older says nothing of the moment of the 429.
inline constexpr std::chrono::milliseconds lookBack = std::chrono::hours(1);
inline constexpr qint64 mostLimited = 10'000; // newest 429s of a model that are looked at
inline constexpr std::size_t mostSpells = 20; // newest spells whose headroom is looked up

} // namespace blameRules

// Who has to act about what went wrong with the scheduled probes for output of one model.
struct Blame
{
    quint64 sent = 0;
    quint64 theirs = 0; // overloads, server and edge errors, time-outs, stalls, cut answers
    quint64 ours = 0; // 429s, refused keys and requests, billing, retired models
    quint64 line = 0; // name, connection, TLS, own network
    OutcomeCounts counts;
    std::vector<LimitedSpell> spells; // of 429s, by time

    quint64 wrong() const { return theirs + ours + line; }
    // Of wrong(), with Wilson's interval, as if failures did not come in bursts.
    std::optional<stats::Proportion> shareOf(quint64 part) const;
};

// `all` are the probed models of the store, for those that share a pool with `model`.
Result<Blame> blameOf(const StoreReader& reader, const ProbedModel& model,
                      const std::vector<ProbedModel>& all, TimeRange range);

} // namespace plimsoll
