// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/advice.h"
#include "storage/query/answers.h"
#include "storage/query/claims/ledger.h"
#include "storage/query/currencies.h"
#include "storage/query/happenings.h"
#include "storage/query/latencyreport.h"
#include "storage/query/selection.h"

#include <QFlags>

#include <memory>

namespace plimsoll {

// What takes weeks of rows to find out, and is read only where it is asked for.
enum class FindingKind : unsigned {
    Answers = 1,
    Advice = 2,
    Capacity = 4,
    Ledger = 8,
    Latencies = 16,
    Happenings = 32,
};
Q_DECLARE_FLAGS(FindingKinds, FindingKind)
Q_DECLARE_OPERATORS_FOR_FLAGS(FindingKinds)

constexpr bool covers(FindingKinds kinds, FindingKinds needed)
{
    return (kinds & needed) == needed;
}

// What pages show beside the dashboard, from one snapshot at one moment. It changes slowly and is
// asked for more rarely than dashboards are.
struct Findings
{
    FindingKinds kinds; // those it holds; the members of others are empty
    Selection selection;
    TimeRange evidence; // of answers, advice and claims; see evidenceOf()
    TimePoint asOf;
    Answers answers;
    std::vector<Advice> advice;
    std::vector<ModelCapacity> capacity; // of the selected range
    Ledger ledger;
    std::vector<LatencyReport> latencies; // of the selected range
    Happenings happenings; // of the selected range
};

// It is large, and nobody changes it: pages share one.
using SharedFindings = std::shared_ptr<const Findings>;

struct FindingsQuestion
{
    FindingKinds kinds;
    Selection selection;
    TimePoint asOf; // now
    QTimeZone zone; // of hours and days
    std::chrono::milliseconds silence = std::chrono::minutes(6); // that the schedule may explain
    std::shared_ptr<const ClaimBook> claims {}; // for Ledger
};

// The selected range or, where it is shorter, the four weeks up to its end: overloads come in
// bursts, and of a day there are too few to tell anything.
TimeRange evidenceOf(TimeRange selected);

// Within a snapshot of the reader.
Result<Findings> findings(const StoreReader& reader, const Catalogue& given,
                          const FindingsQuestion& question);

} // namespace plimsoll
