// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/redact.h"
#include "storage/report/cells.h"
#include "storage/report/csv.h"
#include "storage/report/pages.h"

#include <numeric>

namespace plimsoll {

namespace {

// What came from elsewhere: a key that slipped into it must not leave with the file.
QString foreign(const QString& text)
{
    return text.isEmpty() ? text : redacted(text);
}

std::optional<double> meanGapMs(const std::vector<Micros>& gaps)
{
    if (gaps.empty()) {
        return std::nullopt;
    }
    const Micros sum = std::accumulate(gaps.begin(), gaps.end(), Micros(0));
    return double(sum.count()) / double(gaps.size()) / 1000;
}

void addTiming(QStringList& cells, const Observation& o)
{
    cells << cells::milliseconds(std::optional(o.lateness)) << cells::milliseconds(o.timing.resolve)
          << cells::milliseconds(o.timing.connect) << cells::milliseconds(o.timing.tls)
          << cells::milliseconds(o.timing.firstByte) << cells::milliseconds(o.timing.firstToken)
          << cells::milliseconds(o.timing.total) << cells::milliseconds(o.timing.origin)
          << cells::milliseconds(meanGapMs(o.timing.tokenGaps));
}

void addLimits(QStringList& cells, const RateLimits& limits)
{
    for (const LimitKind kind : limitKinds) {
        const LimitReading& reading = limits[kind];
        cells << cells::integer(reading.limit) << cells::integer(reading.remaining)
              << cells::time(reading.reset);
    }
}

// Empty where it was not seen.
void addConnection(QStringList& cells, const Observation& o)
{
    const Connection& way = o.connection;
    cells << o.target.organization << cells::milliseconds(o.timing.send)
          << cells::httpVersion(way.httpVersion)
          << (way.addressFamily == 0 ? QString() : QString::number(way.addressFamily))
          << (way.proxied || way.addressFamily != 0 ? cells::flag(way.proxied) : QString());
}

QStringList rowOf(const Observation& o)
{
    QStringList cells {
        QString::number(o.seq), cells::time(o.at),
        cells::epochMs(o.at),   o.target.model,
        name(o.target.kind),    name(o.outcome),
        name(o.failedIn),       o.httpStatus > 0 ? QString::number(o.httpStatus) : QString(),
        foreign(o.errorType),   foreign(o.errorCode),
        foreign(o.detail)};
    addTiming(cells, o);
    cells << cells::integer(o.usage.input) << cells::integer(o.usage.output)
          << cells::integer(o.usage.cacheWrite) << cells::integer(o.usage.cacheRead)
          << cells::usd(o.costNanoUsd);
    addLimits(cells, o.limits);
    cells << (o.retryAfter ? QString::number(o.retryAfter->count()) : QString())
          << (o.clockSkew ? QString::number(o.clockSkew->count()) : QString())
          << foreign(o.requestId) << foreign(o.edge) << cells::flag(o.connection.reused);
    addConnection(cells, o);
    return cells;
}

} // namespace

QStringList observationColumns()
{
    QStringList columns {
        QStringLiteral("seq"),
        QStringLiteral("at"),
        QStringLiteral("at_epoch_ms"),
        QStringLiteral("model"),
        QStringLiteral("kind"),
        QStringLiteral("outcome"),
        QStringLiteral("failed_in"),
        QStringLiteral("http_status"),
        QStringLiteral("error_type"),
        QStringLiteral("error_code"),
        QStringLiteral("detail"),
        QStringLiteral("lateness_ms"),
        QStringLiteral("resolve_ms"),
        QStringLiteral("connect_ms"),
        QStringLiteral("tls_ms"),
        QStringLiteral("first_byte_ms"),
        QStringLiteral("first_token_ms"),
        QStringLiteral("total_ms"),
        QStringLiteral("origin_ms"),
        QStringLiteral("token_gap_mean_ms"),
        QStringLiteral("input_tokens"),
        QStringLiteral("output_tokens"),
        QStringLiteral("cache_write_tokens"),
        QStringLiteral("cache_read_tokens"),
        QStringLiteral("cost_usd"),
    };
    for (const LimitKind kind : limitKinds) {
        for (const auto* part : {"_limit", "_remaining", "_reset"}) {
            columns << name(kind) + QLatin1String(part);
        }
    }
    return columns << QStringLiteral("retry_after_s") << QStringLiteral("clock_skew_ms")
                   << QStringLiteral("request_id") << QStringLiteral("edge")
                   << QStringLiteral("reused_connection") << QStringLiteral("organization")
                   << QStringLiteral("send_ms") << QStringLiteral("http_version")
                   << QStringLiteral("address_family") << QStringLiteral("proxied");
}

Result<void> writeObservationsCsv(QIODevice& device, const StoreReader& reader,
                                  const RowFilter& filter)
{
    CsvWriter csv(device);
    csv.row(observationColumns());
    RowFilter full = filter;
    full.brief = false; // the detail and the token gaps are columns
    auto read = observationsInPages(reader, full, [&csv](const Observation& observation) {
        csv.row(rowOf(observation));
        return !csv.hasFailed();
    });
    if (auto written = csv.finish(); !written) {
        return written;
    }
    return read;
}

} // namespace plimsoll
