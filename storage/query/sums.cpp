// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/sums.h"

#include "storage/query/rangesplit.h"

#include <algorithm>

namespace plimsoll {

namespace {

Result<void> addRows(const StoreReader& reader, const SumQuestion& question, TimeRange range,
                     const SummaryAt& summaryAt)
{
    const SampleQuestion rows {
        .targets = question.targets, .range = range, .fields = fieldsFor(question.figures)};
    return reader.samples(rows, [&](int, const SampleBlock& block) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            if (Summary* summary = summaryAt(block.target, fromEpochMs(block.atMs[row]))) {
                summary->add(block, row, question.figures);
            }
        }
        return true;
    });
}

Result<void> addBuckets(const StoreReader& reader, const SumQuestion& question,
                        const TargetId& target, const RangePiece& piece, const SummaryAt& summaryAt)
{
    return reader.rollups(target, *piece.level, piece.range, question.figures,
                          [&](const Rollup& rollup) {
                              if (Summary* summary = summaryAt(target, rollup.start)) {
                                  *summary += rollup.summary;
                              }
                          });
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
            if (auto done = addBuckets(reader, question, target, piece, summaryAt); !done) {
                return done;
            }
        }
    }
    return {};
}

Result<Summary> sumOver(const StoreReader& reader, const std::vector<TargetId>& targets,
                        TimeRange range, Figures figures)
{
    Summary sum;
    const SumQuestion question {targets, range, Level::Week, figures};
    const auto done =
        accumulate(reader, question, [&sum](const TargetId&, TimePoint) { return &sum; });
    if (!done) {
        return done.error();
    }
    return sum;
}

} // namespace plimsoll
