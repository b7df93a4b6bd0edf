// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/requestpath.h"

#include "storage/query/sums.h"

#include <algorithm>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

constexpr double usMs = 1e-3;
constexpr double lowShare = 0.05;
constexpr double highShare = 0.95;

// Rows of an hour are fewer than those of a day, and mostly enough.
Result<void> findNewest(PathStretch& stretch, const StoreReader& reader,
                        const std::vector<TargetId>& targets, TimeRange range)
{
    return reader.samples(
        {.targets = targets, .range = range, .fields = {SampleField::Total}},
        [&stretch](int, const SampleBlock& block) {
            for (std::size_t row = 0; row < block.size(); ++row) {
                const auto outcome = Outcome(block.outcome[row]);
                const TimePoint at = fromEpochMs(block.atMs[row]);
                if (outcome == Outcome::Skipped || (stretch.newest && at < *stretch.newest)) {
                    continue;
                }
                stretch.newest = at;
                stretch.outcome = outcome;
                const qint64 total = block[SampleField::Total][row];
                stretch.took = outcome == Outcome::Ok && total != SampleBlock::absent
                    ? std::optional(double(total) * usMs)
                    : std::nullopt;
            }
            return true;
        });
}

Result<PathStretch> stretchOf(const StoreReader& reader, const std::vector<TargetId>& all,
                              ProbeKind kind, TimePoint asOf)
{
    PathStretch stretch;
    std::vector<TargetId> targets;
    std::ranges::copy_if(all, std::back_inserter(targets),
                         [kind](const TargetId& target) { return target.kind == kind; });
    if (targets.empty()) {
        return stretch; // no targets would mean all of them
    }
    for (const auto length : {1h, 24h}) {
        if (stretch.newest) {
            break;
        }
        if (auto found = findNewest(stretch, reader, targets, {asOf - length, asOf}); !found) {
            return found.error();
        }
    }
    const auto day = sumOver(reader, targets, {asOf - 24h, asOf}, {.total = true});
    if (!day) {
        return day.error();
    }
    stretch.n = day->total.count();
    stretch.usualFrom = day->total.quantile(lowShare).value_or(0) * usMs;
    stretch.usualTo = day->total.quantile(highShare).value_or(0) * usMs;
    return stretch;
}

} // namespace

Result<RequestPath> requestPath(const StoreReader& reader, const std::vector<TargetId>& targets,
                                TimePoint asOf)
{
    const auto line = stretchOf(reader, targets, ProbeKind::Line, asOf);
    const auto edge = stretchOf(reader, targets, ProbeKind::Control, asOf);
    if (!line || !edge) {
        return !line ? line.error() : edge.error();
    }
    return RequestPath {.line = *line, .edge = *edge};
}

} // namespace plimsoll
