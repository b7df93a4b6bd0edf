// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/limits/limitcover.h"

#include "storage/sqlite/sqliteerror.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace plimsoll::sqlite {

namespace {

using Spans = std::map<std::tuple<Account, LimitKind, qint64>, std::vector<LimitSpan>>;

Spans readSpans(const StoreReader& reader)
{
    const auto all = reader.limitSpans();
    if (!all) {
        throwDamaged("the limit history cannot be read");
    }
    Spans spans;
    for (const LimitSpan& span : *all) {
        const Account account {.organization = span.organization, .pool = span.pool};
        spans[{account, span.kind, span.value}].push_back(span);
    }
    return spans;
}

bool covers(const Spans& spans, const UncoveredReading& reading)
{
    const auto it = spans.find({reading.account, reading.kind, reading.value});
    return it != spans.end() && std::ranges::any_of(it->second, [&reading](const LimitSpan& span) {
               return span.firstSeen <= reading.at && reading.at <= span.lastSeen;
           });
}

} // namespace

void visitLimits(const StoreReader& reader, const std::vector<StoredTarget>& targets,
                 const VisitLimits& visit)
{
    RowFilter filter;
    filter.brief = true;
    const auto read = reader.observations(filter, [&](const Observation& row) {
        const StoredTarget* target = findTarget(targets, row.target);
        if (!target || target->pool.isEmpty() || row.limits.isEmpty()) {
            return true;
        }
        return visit(accountOf(*target), row);
    });
    if (!read) {
        throwDamaged("the rows cannot be read");
    }
}

std::vector<UncoveredReading> uncoveredReadings(const StoreReader& reader,
                                                const std::vector<StoredTarget>& targets,
                                                std::size_t most)
{
    const Spans spans = readSpans(reader);
    std::vector<UncoveredReading> found;
    visitLimits(reader, targets, [&](const Account& account, const Observation& row) {
        for (const LimitKind kind : limitKinds) {
            if (!row.limits[kind].limit) {
                continue;
            }
            const UncoveredReading reading {
                .account = account, .kind = kind, .value = *row.limits[kind].limit, .at = row.at};
            if (!covers(spans, reading)) {
                found.push_back(reading);
            }
        }
        return found.size() < most;
    });
    return found;
}

} // namespace plimsoll::sqlite
