// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/cells.h"
#include "storage/report/csv.h"
#include "storage/report/tiertext.h"

#include <algorithm>

namespace plimsoll {

namespace {

// The change that began a span; null for the first span of a limit.
const LimitChange* changeInto(const LimitHistory& history, const LimitSpan& span)
{
    const auto it = std::ranges::find_if(history.changes, [&span](const LimitChange& change) {
        return change.pool == span.pool && change.organization == span.organization
            && change.kind == span.kind && change.firstNew == span.firstSeen
            && change.to == span.value;
    });
    return it == history.changes.end() ? nullptr : &*it;
}

QStringList rowOf(const LimitHistory& history, const LimitSpan& span)
{
    QStringList row {span.pool,
                     name(span.kind),
                     QString::number(span.value),
                     cells::time(span.firstSeen),
                     cells::epochMs(span.firstSeen),
                     cells::time(span.lastSeen),
                     cells::epochMs(span.lastSeen)};
    QString tier;
    if (const LimitChange* change = changeInto(history, span)) {
        const QString ratio =
            change->from > 0 ? QString::number(change->ratio(), 'f', 6) : QString();
        row << QString::number(change->from) << ratio << cells::time(change->lastOld)
            << cells::epochMs(change->lastOld) << cells::time(change->firstNew)
            << cells::epochMs(change->firstNew) << change->matchedEvent;
        tier = change->tier ? tierChangeText(*change->tier) : QString();
    } else {
        row << QStringList(7, QString());
    }
    return row << span.organization << tier;
}

} // namespace

Result<void> writeLimitsCsv(QIODevice& device, const LimitHistory& history)
{
    CsvWriter csv(device);
    csv.row({QStringLiteral("pool"), QStringLiteral("kind"), QStringLiteral("limit_per_minute"),
             QStringLiteral("first_seen"), QStringLiteral("first_seen_epoch_ms"),
             QStringLiteral("last_seen"), QStringLiteral("last_seen_epoch_ms"),
             QStringLiteral("previous_limit_per_minute"), QStringLiteral("ratio"),
             QStringLiteral("changed_after"), QStringLiteral("changed_after_epoch_ms"),
             QStringLiteral("changed_before"), QStringLiteral("changed_before_epoch_ms"),
             QStringLiteral("matched_event"), QStringLiteral("organization"),
             QStringLiteral("tier_change")});
    for (const PoolLimits& pool : history.pools) {
        for (const LimitSpan& span : pool.spans) {
            csv.row(rowOf(history, span));
        }
    }
    return csv.finish();
}

} // namespace plimsoll
