// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"

#include <array>
#include <vector>

namespace plimsoll::bench {

inline constexpr qint32 absent = -1;
inline constexpr qint32 requestLimit = 4000; // per minute
// Input tokens per minute; raised in the middle of the year.
qint32 fullTokenLimit(TimePoint at);
inline constexpr std::size_t columnCount = 20;

// In the order of value(): the twenty columns, as every engine of the benchmark stores them.
// Durations are in microseconds, money in nano-USD, resets in seconds since the epoch.
inline constexpr std::array<const char*, columnCount> columnNames {
    "target",         "at_ms",          "lateness_us",      "outcome",
    "http_status",    "connect_us",     "tls_us",           "send_us",
    "first_byte_us",  "first_token_us", "total_us",         "input_tokens",
    "output_tokens",  "cost_nano_usd",  "requests_limit",   "requests_remaining",
    "requests_reset", "tokens_limit",   "tokens_remaining", "tokens_reset"};

// The rows of one target and one UTC day by column; `absent` where nothing was told.
struct DayColumns
{
    int target = 0;
    std::vector<qint64> at; // ms since the epoch
    std::vector<Outcome> outcome;
    std::vector<qint32> lateness;
    std::vector<qint32> connect;
    std::vector<qint32> tls;
    std::vector<qint32> send;
    std::vector<qint32> firstByte;
    std::vector<qint32> firstToken;
    std::vector<qint32> total;
    std::vector<qint32> inputTokens;
    std::vector<qint32> requestsRemaining;
    std::vector<qint32> requestsReset; // s since the epoch
    std::vector<qint32> tokensRemaining;
    std::vector<qint32> tokensReset; // s since the epoch

    std::size_t size() const { return at.size(); }
    void resize(std::size_t rows);

    // What follows from the others; absent with them.
    qint32 httpStatus(std::size_t row) const;
    qint32 outputTokens(std::size_t row) const;
    qint32 cost(std::size_t row) const; // nano-USD
    qint32 requestsLimit(std::size_t row) const;
    qint32 tokensLimit(std::size_t row) const;

    // All columns of a row in the order of columnNames.
    std::array<qint64, columnCount> values(std::size_t row) const;
    Observation observation(std::size_t row) const;
};

} // namespace plimsoll::bench
