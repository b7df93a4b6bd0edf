// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/timedsequence.h"

#include <algorithm>

namespace plimsoll {

using std::chrono::milliseconds;

Result<OutcomeSequence> timedSequence(const StoreReader& reader, const ProbedModel& model,
                                      OutcomeSequence scheduled, TimeRange range)
{
    const auto targets = reader.targets();
    if (!targets) {
        return targets.error();
    }
    const TargetId followup {
        .model = model.model, .kind = ProbeKind::Followup, .organization = model.organization};
    if (std::ranges::find(*targets, followup) == targets->end()) {
        return scheduled;
    }
    const SampleQuestion question {.targets = {followup}, .range = range};
    const auto read = reader.samples(question, [&scheduled](int, const SampleBlock& block) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            const auto outcome = Outcome(block.outcome[row]);
            if (reachedService(outcome)) {
                scheduled.probes.push_back({milliseconds(block.atMs[row]), isOverload(outcome)});
            }
        }
        return true;
    });
    if (!read) {
        return read.error();
    }
    std::ranges::stable_sort(scheduled.probes, {}, &stats::ProbeMoment::at);
    return scheduled;
}

milliseconds endResolution(const std::vector<stats::Burst>& bursts)
{
    std::vector<milliseconds> widths;
    for (const stats::Burst& burst : bursts) {
        if (!burst.censored) {
            widths.push_back(burst.end.upTo - burst.end.after);
        }
    }
    if (widths.empty()) {
        return milliseconds(0);
    }
    const auto middle = widths.begin() + std::ptrdiff_t(widths.size() / 2);
    std::ranges::nth_element(widths, middle);
    return *middle;
}

} // namespace plimsoll
