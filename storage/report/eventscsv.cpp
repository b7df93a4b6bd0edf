// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/redact.h"
#include "storage/report/cells.h"
#include "storage/report/csv.h"

namespace plimsoll {

Result<void> writeEventsCsv(QIODevice& device, const std::vector<Event>& events)
{
    CsvWriter csv(device);
    csv.row({QStringLiteral("at"), QStringLiteral("at_epoch_ms"), QStringLiteral("type"),
             QStringLiteral("title"), QStringLiteral("detail"), QStringLiteral("source"),
             QStringLiteral("models"), QStringLiteral("identity")});
    for (const Event& event : events) {
        csv.row({cells::time(event.at), cells::epochMs(event.at), name(event.type),
                 redacted(event.title), redacted(event.detail), redacted(event.source),
                 redacted(event.models.join(u' ')), redacted(event.identity)});
    }
    return csv.finish();
}

Result<void> writeGapsCsv(QIODevice& device, const std::vector<Gap>& gaps)
{
    CsvWriter csv(device);
    csv.row({QStringLiteral("from"), QStringLiteral("from_epoch_ms"), QStringLiteral("to"),
             QStringLiteral("to_epoch_ms"), QStringLiteral("reason")});
    for (const Gap& gap : gaps) {
        csv.row({cells::time(gap.range.from), cells::epochMs(gap.range.from),
                 cells::time(gap.range.to), cells::epochMs(gap.range.to), name(gap.reason)});
    }
    return csv.finish();
}

} // namespace plimsoll
