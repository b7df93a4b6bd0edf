// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/outcomesequence.h"

#include "storage/query/gaps.h"

#include <algorithm>

namespace plimsoll {

namespace {

using std::chrono::milliseconds;

Result<std::vector<stats::ProbeMoment>>
reachedProbes(const StoreReader& reader, const ProbedModel& model, TimeRange range, IsHit isHit)
{
    std::vector<stats::ProbeMoment> probes;
    if (model.rateTargets.empty()) {
        return probes;
    }
    const SampleQuestion question {.targets = model.rateTargets, .range = range};
    const auto read = reader.samples(question, [&probes, isHit](int, const SampleBlock& block) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            const auto outcome = Outcome(block.outcome[row]);
            if (reachedService(outcome)) {
                probes.push_back({milliseconds(block.atMs[row]), isHit(outcome)});
            }
        }
        return true;
    });
    if (!read) {
        return read.error();
    }
    // Blocks are in the order written, and of one target after the other.
    if (!std::ranges::is_sorted(probes, {}, &stats::ProbeMoment::at)) {
        std::ranges::stable_sort(probes, {}, &stats::ProbeMoment::at);
    }
    return probes;
}

milliseconds medianPause(const std::vector<stats::ProbeMoment>& probes)
{
    std::vector<milliseconds> pauses;
    pauses.reserve(probes.size());
    for (std::size_t i = 1; i < probes.size(); ++i) {
        pauses.push_back(probes[i].at - probes[i - 1].at);
    }
    if (pauses.empty()) {
        return milliseconds(0);
    }
    const auto middle = pauses.begin() + std::ptrdiff_t(pauses.size() / 2);
    std::ranges::nth_element(pauses, middle);
    return *middle;
}

void addPauses(OutcomeSequence& sequence)
{
    for (std::size_t i = 1; i < sequence.probes.size(); ++i) {
        const milliseconds from = sequence.probes[i - 1].at;
        const milliseconds to = sequence.probes[i].at;
        if (to - from > gapPauses * sequence.interval) {
            sequence.gaps.push_back({from, to});
        }
    }
}

} // namespace

Result<OutcomeSequence> outcomeSequence(const StoreReader& reader, const ProbedModel& model,
                                        TimeRange range, IsHit isHit)
{
    auto probes = reachedProbes(reader, model, range, isHit);
    const auto recorded = gapsIn(reader, range);
    if (!probes || !recorded) {
        return !probes ? probes.error() : recorded.error();
    }
    OutcomeSequence sequence {.probes = std::move(*probes), .gaps = {}};
    sequence.interval = medianPause(sequence.probes);
    for (const Gap& gap : *recorded) {
        sequence.gaps.push_back(
            {gap.range.from.time_since_epoch(), gap.range.to.time_since_epoch()});
    }
    addPauses(sequence);
    std::ranges::sort(sequence.gaps, {}, &stats::SilentSpan::from);
    return sequence;
}

std::vector<std::vector<std::uint8_t>> piecesOf(const OutcomeSequence& sequence)
{
    std::vector<std::vector<std::uint8_t>> pieces;
    auto gap = sequence.gaps.begin();
    bool isCut = true;
    for (const stats::ProbeMoment& probe : sequence.probes) {
        for (; gap != sequence.gaps.end() && gap->from < probe.at; ++gap) {
            isCut = true;
        }
        if (isCut) {
            pieces.emplace_back();
            isCut = false;
        }
        pieces.back().push_back(probe.overloaded ? 1 : 0);
    }
    return pieces;
}

} // namespace plimsoll
