// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/blame.h"

#include "storage/query/limiteduse.h"
#include "storage/query/sums.h"

#include <algorithm>

namespace plimsoll {

namespace {

using std::chrono::milliseconds;

std::vector<ProbeKind> ratedKinds()
{
    std::vector<ProbeKind> kinds;
    for (std::size_t i = 0; i < probeKindCount; ++i) {
        if (countsInRate(ProbeKind(i))) {
            kinds.push_back(ProbeKind(i));
        }
    }
    return kinds;
}

std::vector<Outcome> limitedOutcomes()
{
    std::vector<Outcome> outcomes;
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        if (isLimited(Outcome(i))) {
            outcomes.push_back(Outcome(i));
        }
    }
    return outcomes;
}

// The 429s, oldest first.
Result<std::vector<Observation>> limitedProbes(const StoreReader& reader, const ProbedModel& model,
                                               TimeRange range)
{
    RowFilter filter;
    filter.range = range;
    filter.models = {model.subject()};
    filter.kinds = ratedKinds();
    filter.outcomes = limitedOutcomes();
    filter.newestFirst = true;
    filter.brief = true;
    filter.limit = blameRules::mostLimited;
    std::vector<Observation> found;
    const auto read = reader.observations(filter, [&found](const Observation& observation) {
        found.push_back(observation);
        return true;
    });
    if (!read) {
        return read.error();
    }
    std::ranges::reverse(found);
    std::ranges::stable_sort(found, {}, &Observation::at);
    return found;
}

struct OpenSpell
{
    LimitedSpell spell;
    Observation first;
};

LimitedSpell begun(const Observation& limited)
{
    LimitedSpell spell {.cause = limited.outcome,
                        .first = limited.at,
                        .last = limited.at,
                        .probes = 1,
                        .retryAfter = limited.retryAfter,
                        .perMinute = {},
                        .remaining = {},
                        .remainingBefore = {},
                        .usedPerMinute = {}};
    if (const auto told = limitTold(limited.limits)) {
        spell.kind = told->kind;
        spell.told = told->isEmpty ? LimitTold::Empty : LimitTold::Lowest;
        spell.perMinute = limited.limits[told->kind].limit;
        spell.remaining = limited.limits[told->kind].remaining;
    }
    return spell;
}

std::vector<OpenSpell> spellsOf(const std::vector<Observation>& limited)
{
    std::vector<OpenSpell> spells;
    for (const Observation& observation : limited) {
        const auto goesOn = [&observation](const LimitedSpell& spell) {
            return spell.cause == observation.outcome
                && observation.at - spell.last <= blameRules::pause;
        };
        if (!spells.empty() && goesOn(spells.back().spell)) {
            spells.back().spell.last = observation.at;
            ++spells.back().spell.probes;
        } else {
            spells.push_back({begun(observation), observation});
        }
    }
    return spells;
}

Result<void> lookBack(const StoreReader& reader, const QStringList& poolSubjects, OpenSpell& open)
{
    LimitedSpell& spell = open.spell;
    const auto before = poolBefore(reader, poolSubjects, open.first, spell.kind);
    if (!before) {
        return before.error();
    }
    spell.ownMinute = before->ownMinute;
    if (!before->remaining) {
        return {};
    }
    spell.remainingBefore = before->remaining;
    spell.age = before->age;
    if (spell.perMinute && spell.remaining) {
        spell.usedPerMinute =
            usedPerMinute(*spell.perMinute, *spell.remainingBefore, *spell.remaining, spell.age);
    }
    return {};
}

Result<std::vector<LimitedSpell>> limitedSpells(const StoreReader& reader, const ProbedModel& model,
                                                const std::vector<ProbedModel>& all,
                                                TimeRange range)
{
    const auto limited = limitedProbes(reader, model, range);
    if (!limited) {
        return limited.error();
    }
    QStringList pool;
    for (const ProbedModel& other : all) {
        if (other.pool == model.pool && other.organization == model.organization) {
            pool << other.subject();
        }
    }
    std::vector<OpenSpell> spells = spellsOf(*limited);
    const std::size_t skipped = spells.size() - std::min(spells.size(), blameRules::mostSpells);
    std::vector<LimitedSpell> found;
    for (std::size_t i = 0; i < spells.size(); ++i) {
        if (i >= skipped && spells[i].spell.told != LimitTold::Not) {
            if (const auto done = lookBack(reader, pool, spells[i]); !done) {
                return done.error();
            }
        }
        found.push_back(spells[i].spell);
    }
    return found;
}

} // namespace

std::optional<double> usedPerMinute(qint64 perMinute, qint64 before, qint64 after,
                                    milliseconds elapsed)
{
    if (perMinute <= 0 || elapsed <= milliseconds(0)) {
        return std::nullopt;
    }
    const double minutes = std::chrono::duration<double, std::ratio<60>>(elapsed).count();
    if (double(before) + double(perMinute) * minutes > double(perMinute)) {
        return std::nullopt;
    }
    return double(perMinute) + double(before - after) / minutes;
}

std::optional<double> LimitedSpell::headroomBefore() const
{
    return perMinute.value_or(0) > 0 && remainingBefore
        ? std::optional(double(*remainingBefore) / double(*perMinute))
        : std::nullopt;
}

std::optional<std::chrono::duration<double, std::milli>> LimitedSpell::sustainable() const
{
    using Exact = std::chrono::duration<double, std::milli>;
    return perMinute.value_or(0) > 0 ? std::optional(Exact(60'000.0 / double(*perMinute)))
                                     : std::nullopt;
}

std::optional<double> LimitedSpell::tooMuch() const
{
    if (!usedPerMinute || !perMinute) {
        return std::nullopt;
    }
    return *usedPerMinute > double(*perMinute) ? 1 - double(*perMinute) / *usedPerMinute : 0.0;
}

std::optional<stats::Proportion> Blame::shareOf(quint64 part) const
{
    return stats::wilson(part, wrong());
}

Result<Blame> blameOf(const StoreReader& reader, const ProbedModel& model,
                      const std::vector<ProbedModel>& all, TimeRange range)
{
    const auto sum = sumOver(reader, model.rateTargets, range, Figures::none());
    if (!sum) {
        return sum.error();
    }
    Blame found;
    found.counts = sum->counts;
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        const auto outcome = Outcome(i);
        if (outcome == Outcome::Skipped) {
            continue; // not sent, so it cannot have gone wrong
        }
        const quint64 times = found.counts[outcome];
        const Party party = whoMustAct(outcome);
        found.sent += times;
        found.theirs += party == Party::Service ? times : 0;
        found.ours += party == Party::You ? times : 0;
        found.line += party == Party::YourNetwork ? times : 0;
    }
    if (found.counts.limited() > 0) {
        auto spells = limitedSpells(reader, model, all, range);
        if (!spells) {
            return spells.error();
        }
        found.spells = std::move(*spells);
    }
    return found;
}

} // namespace plimsoll
