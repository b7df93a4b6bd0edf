// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rows/storedrow.h"

#include "probes/domain/redact.h"
#include "storage/sqlite/rollups/rollupkey.h"
#include "storage/sqlite/rows/headercodec.h"

namespace plimsoll::sqlite {

namespace {

RowContext contextOf(const Observation& observation)
{
    return {.at = observation.at, .requestId = observation.requestId.toUtf8()};
}

// All but the headers, which may be long.
Observation withoutHeaders(const Observation& o)
{
    return {.seq = o.seq,
            .at = o.at,
            .lateness = o.lateness,
            .target = o.target,
            .outcome = o.outcome,
            .failedIn = o.failedIn,
            .detail = o.detail.isEmpty() ? QString() : redacted(o.detail),
            .httpStatus = o.httpStatus,
            .errorType = o.errorType,
            .errorCode = o.errorCode,
            .timing = o.timing,
            .usage = o.usage,
            .costNanoUsd = o.costNanoUsd,
            .limits = o.limits,
            .retryAfter = o.retryAfter,
            .clockSkew = o.clockSkew,
            .requestId = o.requestId,
            .edge = o.edge,
            .connection = o.connection,
            .headers = {},
            .bodyExcerpt = o.bodyExcerpt.isEmpty() ? QByteArray() : redacted(o.bodyExcerpt)};
}

} // namespace

StoredRow toStored(const Observation& observation, qint64 seq, HeaderStore& headers)
{
    StoredRow row {.observation = withoutHeaders(observation), .headerSet = {}, .headerValues = {}};
    row.observation.seq = seq;
    if (!observation.headers.empty()) {
        SplitHeaders parts = split(observation.headers, contextOf(observation));
        row.headerSet = headers.intern(observation.headers, parts.common,
                                       bucketNumber(Level::Day, observation.at));
        row.headerValues = std::move(parts.varying);
    }
    return row;
}

Observation fromStored(StoredRow&& row, HeaderSets& sets)
{
    Observation observation = std::move(row.observation);
    if (row.headerSet) {
        observation.headers =
            join(sets.common(*row.headerSet), row.headerValues, contextOf(observation));
    }
    return observation;
}

} // namespace plimsoll::sqlite
