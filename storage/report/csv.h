// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/limithistory.h"
#include "storage/query/series.h"
#include "storage/query/trends.h"
#include "storage/store.h"

#include <QIODevice>

namespace plimsoll {

// RFC 4180: header row, CRLF, comma, quotes doubled. UTF-8 without BOM. Times as RFC 3339 UTC with
// milliseconds and Z beside an epoch-ms column; dot decimals in any locale; the unit in the
// column's name; empty means unknown, never 0. Text that a spreadsheet would run as a formula is
// guarded by a leading apostrophe. Columns are only ever added at the end. One writer serves
// `plimsollctl export` and the dashboard's export buttons.
class CsvWriter
{
public:
    explicit CsvWriter(QIODevice& device);

    void row(const QStringList& cells);
    Result<void> finish(); // flushes; the first write error, if any

private:
    QIODevice& m_device;
    bool m_failed = false;
};

// Each writes a header and its rows.
Result<void> writeObservationsCsv(QIODevice& device, const StoreReader& reader,
                                  const RowFilter& filter);
Result<void> writeRatesCsv(QIODevice& device, const std::vector<ModelSeries>& series);
Result<void> writeLatencyCsv(QIODevice& device, const std::vector<ModelSeries>& series);
Result<void> writeLimitsCsv(QIODevice& device, const LimitHistory& history);
Result<void> writeTrendsCsv(QIODevice& device, const Trends& trends);

} // namespace plimsoll
