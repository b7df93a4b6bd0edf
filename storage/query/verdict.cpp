// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/verdict.h"

#include "storage/query/verdictwords.h"

#include <algorithm>

namespace plimsoll {

namespace {

using std::chrono::milliseconds;

bool isNoConnection(Outcome outcome)
{
    return whoMustAct(outcome) == Party::YourNetwork;
}

bool isRefusal(Outcome outcome)
{
    return outcome == Outcome::AuthFailed || outcome == Outcome::Billing
        || outcome == Outcome::Misconfigured || outcome == Outcome::ModelGone;
}

bool isServiceFailure(Outcome outcome)
{
    return reachedService(outcome) && outcome != Outcome::Ok && !isOverload(outcome);
}

// Calls visit for the probes that count in rates, newest first, until it returns false.
template<typename Visit>
void eachCounted(const std::vector<RecentProbe>& probes, Visit visit)
{
    for (auto probe = probes.rbegin(); probe != probes.rend(); ++probe) {
        if (countsInRate(probe->kind) && !visit(*probe)) {
            return;
        }
    }
}

std::vector<RecentProbe> newestCounted(const std::vector<RecentProbe>& probes)
{
    std::vector<RecentProbe> newest;
    eachCounted(probes, [&newest](const RecentProbe& probe) {
        newest.push_back(probe);
        return newest.size() < rules::lookedAt;
    });
    return newest;
}

// A model may have been probed more rarely than the schedule says, by another one: then the median
// of its own newest intervals tells how long silence is normal. Of exponential intervals one in 256
// is longer than eight medians.
milliseconds explainedSilence(const std::vector<RecentProbe>& newestFirst, milliseconds scheduled)
{
    std::vector<milliseconds> intervals;
    for (std::size_t i = 1; i < newestFirst.size(); ++i) {
        intervals.push_back(newestFirst[i - 1].at - newestFirst[i].at);
    }
    if (intervals.size() < 3) {
        return scheduled;
    }
    const auto middle = intervals.begin() + std::ptrdiff_t(intervals.size() / 2);
    std::ranges::nth_element(intervals, middle);
    return *middle > scheduled / 2 ? std::max(scheduled, 8 * *middle) : scheduled;
}

struct Judged
{
    std::vector<RecentProbe> probes; // newest first

    std::size_t count(bool (*matches)(Outcome)) const
    {
        return std::size_t(std::ranges::count_if(probes, matches, &RecentProbe::outcome));
    }
    Outcome newestOf(bool (*matches)(Outcome)) const
    {
        const auto it = std::ranges::find_if(probes, matches, &RecentProbe::outcome);
        return it == probes.end() ? Outcome::Ok : it->outcome;
    }
    // How many of the newest in a row.
    std::size_t run(bool (*matches)(Outcome)) const
    {
        const auto end = std::ranges::find_if_not(probes, matches, &RecentProbe::outcome);
        return std::size_t(end - probes.begin());
    }
};

struct StateAndOutcome
{
    ModelState state = ModelState::Normal;
    Outcome outcome = Outcome::Ok;
};

bool isSlow(const ModelEvidence& evidence)
{
    const LatencyEstimate& now = evidence.firstTokenHour;
    const LatencyEstimate& before = evidence.firstTokenBefore;
    return now.p50 && before.p50 && now.n >= rules::slowMinimum && before.n >= rules::slowMinimum
        && *now.p50 > rules::slowRatio * *before.p50;
}

// In order of weight: what stops us now, what fails repeatedly, what happened once.
StateAndOutcome stateOf(const Judged& judged, const ModelEvidence& evidence)
{
    const Outcome newest = judged.probes.front().outcome;
    if (isRefusal(newest)) {
        return {ModelState::Refused, newest};
    }
    if (judged.run(isNoConnection) >= std::min(rules::badCount, judged.probes.size())) {
        return {ModelState::NoConnection, newest};
    }
    if (judged.count(isOverload) >= rules::badCount) {
        return {ModelState::Overloaded, judged.newestOf(isOverload)};
    }
    if (judged.count(isServiceFailure) >= rules::badCount) {
        return {ModelState::Failing, judged.newestOf(isServiceFailure)};
    }
    if (judged.count(isOverload) == 1) {
        return {ModelState::OverloadSeen, judged.newestOf(isOverload)};
    }
    if (isNoConnection(newest)) {
        return {ModelState::LineTrouble, newest};
    }
    if (judged.count(isLimited) > 0) {
        return {ModelState::Limited, judged.newestOf(isLimited)};
    }
    if (judged.count(isServiceFailure) == 1) {
        return {ModelState::ErrorSeen, judged.newestOf(isServiceFailure)};
    }
    return {isSlow(evidence) ? ModelState::Slow : ModelState::Normal, newest};
}

} // namespace

ModelFinding judgeModel(const ModelEvidence& evidence)
{
    ModelFinding finding;
    finding.name = evidence.name;
    finding.newest = evidence.lastProbe;
    const std::vector<RecentProbe> probes = newestCounted(evidence.probes);
    const milliseconds silence = explainedSilence(probes, evidence.silence);
    if (!evidence.lastProbe) {
        finding.state = ModelState::Unmeasured;
    } else if (probes.empty()
               || evidence.asOf - probes.front().at > std::max(silence, rules::silentAge)) {
        finding.state = ModelState::Silent;
        finding.newest = probes.empty() ? evidence.lastProbe : probes.front().at;
    } else {
        const milliseconds oldest = std::max(rules::judgedAge, 2 * silence);
        Judged judged;
        for (const RecentProbe& probe : probes) {
            if (judged.probes.size() < rules::judgedProbes && evidence.asOf - probe.at <= oldest) {
                judged.probes.push_back(probe);
            }
        }
        const auto [state, outcome] = stateOf(judged, evidence);
        finding.state = state;
        finding.outcome = outcome;
        finding.newest = probes.front().at;
    }
    finding.verdict = wordsFor(finding, evidence.asOf);
    return finding;
}

std::optional<TimePoint> burstStart(const std::vector<RecentProbe>& probes)
{
    std::optional<TimePoint> start;
    std::size_t calm = 0;
    eachCounted(probes, [&](const RecentProbe& probe) {
        if (isOverload(probe.outcome)) {
            start = probe.at;
            calm = 0;
            return true;
        }
        return !reachedService(probe.outcome) || ++calm < rules::calmProbes;
    });
    return start;
}

} // namespace plimsoll
