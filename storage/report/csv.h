// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/advice.h"
#include "storage/query/claims/ledger.h"
#include "storage/query/currencies.h"
#include "storage/query/happenings.h"
#include "storage/query/limithistory.h"
#include "storage/query/series.h"
#include "storage/query/trends.h"
#include "storage/report/csvwriter.h"
#include "storage/store.h"

#include <QIODevice>

namespace plimsoll {

// RFC 4180 tables, see CsvWriter. Times as RFC 3339 UTC with milliseconds and Z beside an epoch-ms
// column; dot decimals in any locale; the unit in the column's name; shares between 0 and 1; empty
// means unknown, never 0. Columns are only ever added at the end. One writer serves `plimsollctl
// export` and the dashboard's export buttons.

// The header of writeObservationsCsv(), which is also what can be read back.
QStringList observationColumns();

// Each writes a header and its rows. Errors: Io when the device fails; whatever the reader says.
Result<void> writeObservationsCsv(QIODevice& device, const StoreReader& reader,
                                  const RowFilter& filter);
// One row per model and step: the overload rate with its interval, and the count of each outcome.
Result<void> writeRatesCsv(QIODevice& device, const std::vector<ModelSeries>& series);
// One row per model and step: quantiles of the phases, of observations with outcome ok.
Result<void> writeLatencyCsv(QIODevice& device, const std::vector<ModelSeries>& series);
// One row per span of a ceiling; a change lies between changed_after and changed_before.
Result<void> writeLimitsCsv(QIODevice& device, const LimitHistory& history);
// Rows of two sorts, told apart by `record`: "comparison" (this week so far against the same hours
// of last week) and "week" (a UTC week's totals); the columns of the other sort are empty.
Result<void> writeTrendsCsv(QIODevice& device, const Trends& trends);
// One row per model and step, also for steps in which nothing was measured: the limits in force at
// its end, admission with its denominator n (every probe that was let in or turned away, 429s
// included), the speed of what was delivered.
Result<void> writeCapacityCsv(QIODevice& device, const std::vector<ModelCapacity>& models);
// Rows of three sorts, told apart by `record`: "lasting" (the share of overloads that last longer
// than after_ms; n were watched so long, count ended there), "client" (share to share_most of n
// replayed calls got through) and "other" (the share of n overloaded probes beside which the model
// answered).
Result<void> writeAdviceCsv(QIODevice& device, const std::vector<Advice>& all);
// One row per claim that was asked for, in the order of the book. Values in the unit of the metric;
// rivals are ids with their verdicts, separated by spaces.
Result<void> writeClaimsCsv(QIODevice& device, const Ledger& ledger);
// Ids of models are separated by spaces.
Result<void> writeEventsCsv(QIODevice& device, const std::vector<Event>& events);
Result<void> writeGapsCsv(QIODevice& device, const std::vector<Gap>& gaps);
// Rows of several sorts, told apart by `record`: "burst", "incident", "post", "limit", "gap", or
// the type of an event; columns that a sort does not have are empty. Of a burst, from and to are
// its first and last overloaded probe, and `whole` is false where its begin or end was not seen.
Result<void> writeHappeningsCsv(QIODevice& device, const Happenings& happenings);

} // namespace plimsoll
