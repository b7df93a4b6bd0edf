// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/chunks/chunkcolumns.h"

#include "storage/sqlite/rows/blobcodec.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <array>
#include <numeric>

namespace plimsoll::sqlite {

namespace {

constexpr qint64 absent = SampleBlock::absent;

template<typename Enum>
Enum enumerator(qint64 value, Enum last)
{
    if (value < 0 || value > qint64(last)) {
        throwDamaged("a chunk has an outcome or a phase that does not exist");
    }
    return Enum(value);
}

template<typename T>
void assign(std::optional<T>& to, qint64 value)
{
    to = value == absent ? std::nullopt : std::optional<T>(value);
}

template<auto part, auto member>
constexpr NumberColumn optionalNumber()
{
    return {[](const StoredRow& row) { return (row.observation.*part.*member).value_or(absent); },
            [](StoredRow& row, qint64 value) { assign(row.observation.*part.*member, value); }};
}

template<auto member>
constexpr NumberColumn time()
{
    return {[](const StoredRow& row) {
                const auto& value = row.observation.timing.*member;
                return value ? qint64(value->count()) : absent;
            },
            [](StoredRow& row, qint64 value) { assign(row.observation.timing.*member, value); }};
}

template<auto member>
constexpr NumberColumn duration()
{
    return {[](const StoredRow& row) {
                const auto& value = row.observation.*member;
                return value ? qint64(value->count()) : absent;
            },
            [](StoredRow& row, qint64 value) { assign(row.observation.*member, value); }};
}

template<auto part, auto member>
constexpr NumberColumn plainNumber()
{
    return {[](const StoredRow& row) { return qint64(row.observation.*part.*member); },
            [](StoredRow& row, qint64 value) {
                auto& place = row.observation.*part.*member;
                place = std::remove_reference_t<decltype(place)>(value);
            }};
}

// The service tells resets in whole seconds: those are kept as seconds after the second of the row,
// as even numbers, so that the row's milliseconds are not kept once more; others as milliseconds,
// as odd ones.
qint64 resetNumber(TimePoint reset, TimePoint at)
{
    const qint64 ms = (reset - std::chrono::floor<std::chrono::seconds>(at)).count();
    return ms % 1000 == 0 ? ms / 1000 * 2 : ms * 2 + 1;
}

TimePoint resetAt(qint64 number, TimePoint at)
{
    const bool isWhole = number % 2 == 0;
    const std::chrono::milliseconds after(isWhole ? number / 2 * 1000 : (number - 1) / 2);
    return std::chrono::floor<std::chrono::seconds>(at) + after;
}

template<LimitKind kind, int which>
constexpr NumberColumn limit()
{
    return {[](const StoredRow& row) {
                const LimitReading& reading = row.observation.limits[kind];
                if constexpr (which == 0) {
                    return reading.limit.value_or(absent);
                } else if constexpr (which == 1) {
                    return reading.remaining.value_or(absent);
                } else {
                    return reading.reset ? resetNumber(*reading.reset, row.observation.at) : absent;
                }
            },
            [](StoredRow& row, qint64 value) {
                LimitReading& reading = row.observation.limits[kind];
                if constexpr (which == 0) {
                    assign(reading.limit, value);
                } else if constexpr (which == 1) {
                    assign(reading.remaining, value);
                } else if (value != absent) {
                    reading.reset = resetAt(value, row.observation.at);
                }
            }};
}

constexpr NumberColumn at {
    [](const StoredRow& row) { return toEpochMs(row.observation.at); },
    [](StoredRow& row, qint64 value) { row.observation.at = fromEpochMs(value); }};

constexpr NumberColumn outcome {
    [](const StoredRow& row) { return qint64(row.observation.outcome); },
    [](StoredRow& row, qint64 value) {
        row.observation.outcome = enumerator(value, Outcome::Skipped);
    }};

constexpr NumberColumn failedIn {
    [](const StoredRow& row) { return qint64(row.observation.failedIn); },
    [](StoredRow& row, qint64 value) {
        row.observation.failedIn = enumerator(value, Phase::Stream);
    }};

// Both are derived from the gaps themselves, which are cold: nothing is put.
constexpr NumberColumn gapSum {
    [](const StoredRow& row) {
        const auto& gaps = row.observation.timing.tokenGaps;
        return qint64(std::accumulate(gaps.begin(), gaps.end(), Micros {0}).count());
    },
    [](StoredRow&, qint64) {}};
constexpr NumberColumn gapCount {
    [](const StoredRow& row) { return qint64(row.observation.timing.tokenGaps.size()); },
    [](StoredRow&, qint64) {}};

constexpr NumberColumn cost {
    [](const StoredRow& row) { return row.observation.costNanoUsd.value_or(absent); },
    [](StoredRow& row, qint64 value) { assign(row.observation.costNanoUsd, value); }};

constexpr NumberColumn seq {[](const StoredRow& row) { return row.observation.seq; },
                            [](StoredRow& row, qint64 value) { row.observation.seq = value; }};

constexpr NumberColumn lateness {
    [](const StoredRow& row) { return qint64(row.observation.lateness.count()); },
    [](StoredRow& row, qint64 value) { row.observation.lateness = Micros(value); }};

constexpr NumberColumn httpStatus {
    [](const StoredRow& row) { return qint64(row.observation.httpStatus); },
    [](StoredRow& row, qint64 value) { row.observation.httpStatus = int(value); }};

constexpr NumberColumn headerSet {
    [](const StoredRow& row) { return row.headerSet.value_or(absent); },
    [](StoredRow& row, qint64 value) { assign(row.headerSet, value); }};

constexpr auto usage = &Observation::usage;
constexpr auto connection = &Observation::connection;

constexpr std::array hot {at,
                          outcome,
                          seq,
                          time<&Timing::total>(),
                          time<&Timing::firstToken>(),
                          time<&Timing::firstByte>(),
                          gapSum,
                          gapCount,
                          cost};

constexpr std::array cold {lateness,
                           failedIn,
                           httpStatus,
                           time<&Timing::resolve>(),
                           time<&Timing::connect>(),
                           time<&Timing::tls>(),
                           time<&Timing::send>(),
                           time<&Timing::origin>(),
                           optionalNumber<usage, &Usage::input>(),
                           optionalNumber<usage, &Usage::output>(),
                           optionalNumber<usage, &Usage::cacheWrite>(),
                           optionalNumber<usage, &Usage::cacheRead>(),
                           duration<&Observation::retryAfter>(),
                           duration<&Observation::clockSkew>(),
                           plainNumber<connection, &Connection::reused>(),
                           plainNumber<connection, &Connection::proxied>(),
                           plainNumber<connection, &Connection::addressFamily>(),
                           plainNumber<connection, &Connection::httpVersion>(),
                           limit<LimitKind::Requests, 0>(),
                           limit<LimitKind::Requests, 1>(),
                           limit<LimitKind::Requests, 2>(),
                           limit<LimitKind::InputTokens, 0>(),
                           limit<LimitKind::InputTokens, 1>(),
                           limit<LimitKind::InputTokens, 2>(),
                           limit<LimitKind::OutputTokens, 0>(),
                           limit<LimitKind::OutputTokens, 1>(),
                           limit<LimitKind::OutputTokens, 2>(),
                           limit<LimitKind::Tokens, 0>(),
                           limit<LimitKind::Tokens, 1>(),
                           limit<LimitKind::Tokens, 2>(),
                           headerSet};

constexpr std::array words {WordColumn {&Observation::errorType},
                            WordColumn {&Observation::errorCode}, WordColumn {&Observation::edge}};

std::string utf8(const QString& text)
{
    return text.toStdString();
}

QString fromUtf8(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

constexpr std::array byteColumns {
    BytesColumn {[](const StoredRow& row) { return utf8(row.observation.requestId); },
                 [](StoredRow& row, std::string_view value) {
                     row.observation.requestId = fromUtf8(value);
                 }},
    BytesColumn {[](const StoredRow& row) { return row.headerValues; },
                 [](StoredRow& row, std::string_view value) { row.headerValues = value; }},
    BytesColumn {[](const StoredRow& row) { return encodeGaps(row.observation.timing.tokenGaps); },
                 [](StoredRow& row, std::string_view value) {
                     row.observation.timing.tokenGaps = decodeGaps(value);
                 }},
    BytesColumn {
        [](const StoredRow& row) { return utf8(row.observation.detail); },
        [](StoredRow& row, std::string_view value) { row.observation.detail = fromUtf8(value); }},
    BytesColumn {
        [](const StoredRow& row) { return std::string(view(row.observation.bodyExcerpt)); },
        [](StoredRow& row, std::string_view value) { row.observation.bodyExcerpt = bytes(value); }},
};

} // namespace

std::span<const NumberColumn> hotColumns()
{
    return hot;
}

std::span<const NumberColumn> coldColumns()
{
    return cold;
}

std::span<const WordColumn> wordColumns()
{
    return words;
}

std::span<const BytesColumn> bytesColumns()
{
    return byteColumns;
}

} // namespace plimsoll::sqlite
