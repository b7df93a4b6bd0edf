// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/sums.h"

#include "storage/query/rangesplit.h"
#include "storage/subject.h"

#include <algorithm>

namespace plimsoll {

namespace {

RowFilter filterFor(const SumQuestion& question, TimeRange range)
{
    RowFilter filter;
    filter.range = range;
    filter.brief = true; // sums stay exact
    for (const TargetId& target : question.targets) {
        if (const QString subject = subjectOf(target); !filter.models.contains(subject)) {
            filter.models << subject;
        }
        if (std::ranges::find(filter.kinds, target.kind) == filter.kinds.end()) {
            filter.kinds.push_back(target.kind);
        }
    }
    return filter;
}

Result<void> addRows(const StoreReader& reader, const SumQuestion& question, TimeRange range,
                     const SummaryAt& summaryAt)
{
    return reader.observations(filterFor(question, range), [&](const Observation& observation) {
        // The filter is subjects times kinds, which may be more than the targets asked for.
        if (std::ranges::find(question.targets, observation.target) != question.targets.end()) {
            if (Summary* summary = summaryAt(observation.target, observation.at)) {
                summary->add(observation);
            }
        }
        return true;
    });
}

Result<void> addBuckets(const StoreReader& reader, const TargetId& target, const RangePiece& piece,
                        const SummaryAt& summaryAt)
{
    const auto rollups = reader.rollups(target, *piece.level, piece.range);
    if (!rollups) {
        return rollups.error();
    }
    for (const Rollup& rollup : *rollups) {
        if (Summary* summary = summaryAt(target, rollup.start)) {
            *summary += rollup.summary;
        }
    }
    return {};
}

// Nothing was observed before the epoch; bucket arithmetic must not overflow at "all of time".
TimeRange sane(TimeRange range)
{
    constexpr TimePoint end = std::chrono::sys_days(std::chrono::year(9999) / 1 / 1);
    return {std::clamp(range.from, fromEpochMs(0), end), std::clamp(range.to, fromEpochMs(0), end)};
}

} // namespace

Result<void> accumulate(const StoreReader& reader, const SumQuestion& question,
                        const SummaryAt& summaryAt)
{
    if (question.targets.empty()) {
        return {};
    }
    for (const RangePiece& piece : splitRange(sane(question.range), question.coarsest)) {
        if (!piece.level) {
            if (auto done = addRows(reader, question, piece.range, summaryAt); !done) {
                return done;
            }
            continue;
        }
        for (const TargetId& target : question.targets) {
            if (auto done = addBuckets(reader, target, piece, summaryAt); !done) {
                return done;
            }
        }
    }
    return {};
}

Result<Summary> sumOver(const StoreReader& reader, const std::vector<TargetId>& targets,
                        TimeRange range)
{
    Summary sum;
    const SumQuestion question {targets, range, Level::Week};
    const auto done =
        accumulate(reader, question, [&sum](const TargetId&, TimePoint) { return &sum; });
    if (!done) {
        return done.error();
    }
    return sum;
}

} // namespace plimsoll
