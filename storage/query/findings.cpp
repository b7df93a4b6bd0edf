// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/findings.h"

#include "storage/query/learnedcatalogue.h"
#include "storage/query/partsteps.h"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr std::chrono::days leastEvidence {28};

Result<std::vector<ModelCapacity>> capacityOf(const StoreReader& reader, const Catalogue& given,
                                              const Selection& selection)
{
    const auto learned = learnedCatalogue(reader, given);
    if (!learned) {
        return learned.error();
    }
    return currencies(reader, learned->catalogue, selection, capacityLevel(selection.range));
}

Result<std::vector<LatencyReport>> latenciesOf(const StoreReader& reader, const Catalogue& given,
                                               const Selection& selection)
{
    const auto learned = learnedCatalogue(reader, given);
    if (!learned) {
        return learned.error();
    }
    return latencyReports(reader, learned->catalogue, selection);
}

} // namespace

TimeRange evidenceOf(TimeRange selected)
{
    return {.from = std::min(selected.from, selected.to - leastEvidence), .to = selected.to};
}

Result<Findings> findings(const StoreReader& reader, const Catalogue& given,
                          const FindingsQuestion& question)
{
    const Selection& selection = question.selection;
    Findings found;
    found.kinds = question.kinds;
    found.selection = selection;
    found.evidence = evidenceOf(selection.range);
    found.asOf = question.asOf;

    using Kind = FindingKind;
    const std::vector<PartStep<FindingKinds>> steps {
        {Kind::Answers,
         [&] {
             return put(answers(reader, given,
                                {.evidence = found.evidence,
                                 .models = selection.models,
                                 .asOf = question.asOf,
                                 .zone = question.zone}),
                        found.answers);
         }},
        {Kind::Advice,
         [&] {
             return put(adviceFor(reader, given,
                                  {.evidence = found.evidence,
                                   .models = selection.models,
                                   .fresh = std::max(adviceRules::fresh, 2 * question.silence)}),
                        found.advice);
         }},
        {Kind::Capacity, [&] { return put(capacityOf(reader, given, selection), found.capacity); }},
        {Kind::Ledger,
         [&] {
             Q_ASSERT(question.claims);
             return put(ledger(reader, given, *question.claims,
                               {.ids = {},
                                .scope = {.evidence = found.evidence,
                                          .asOf = question.asOf,
                                          .zone = question.zone}}),
                        found.ledger);
         }},
        {Kind::Latencies,
         [&] { return put(latenciesOf(reader, given, selection), found.latencies); }},
        {Kind::Happenings,
         [&] {
             return put(happenings(reader, given, selection, question.asOf), found.happenings);
         }},
    };
    if (auto done = fillParts(steps, question.kinds); !done) {
        return done.error();
    }
    return found;
}

} // namespace plimsoll
