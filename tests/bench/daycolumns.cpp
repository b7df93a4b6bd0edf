// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/daycolumns.h"

#include "tests/bench/year.h"

namespace plimsoll::bench {

namespace {

constexpr qint32 inputPrice = 5000; // nano-USD per token
constexpr qint32 outputPrice = 25'000;

template<typename Duration>
std::optional<Duration> duration(qint32 ticks)
{
    return ticks == absent ? std::nullopt : std::optional<Duration>(ticks);
}

std::optional<qint64> number(qint32 value)
{
    return value == absent ? std::nullopt : std::optional<qint64>(value);
}

LimitReading reading(qint32 limit, qint32 remaining, qint32 reset)
{
    if (remaining == absent) {
        return {};
    }
    return {limit, remaining, fromEpochMs(qint64(reset) * 1000)};
}

} // namespace

qint32 fullTokenLimit(TimePoint at)
{
    return at < Year::begin() + std::chrono::days(182) ? 2'000'000 : 4'000'000;
}

void DayColumns::resize(std::size_t rows)
{
    at.resize(rows);
    outcome.resize(rows);
    for (auto* column :
         {&lateness, &connect, &tls, &send, &firstByte, &firstToken, &total, &inputTokens,
          &requestsRemaining, &requestsReset, &tokensRemaining, &tokensReset}) {
        column->resize(rows);
    }
}

qint32 DayColumns::httpStatus(std::size_t row) const
{
    switch (outcome[row]) {
    case Outcome::Ok:
        return 200;
    case Outcome::OverloadedHttp:
        return 529;
    case Outcome::ServerError:
        return 500;
    default:
        return 0;
    }
}

qint32 DayColumns::outputTokens(std::size_t row) const
{
    return inputTokens[row] == absent ? absent : 1;
}

qint32 DayColumns::cost(std::size_t row) const
{
    return inputTokens[row] == absent ? absent : inputTokens[row] * inputPrice + outputPrice;
}

qint32 DayColumns::requestsLimit(std::size_t row) const
{
    return requestsRemaining[row] == absent ? absent : requestLimit;
}

qint32 DayColumns::tokensLimit(std::size_t row) const
{
    return tokensRemaining[row] == absent ? absent : fullTokenLimit(fromEpochMs(at[row]));
}

std::array<qint64, columnCount> DayColumns::values(std::size_t row) const
{
    return {target,
            at[row],
            lateness[row],
            qint64(outcome[row]),
            httpStatus(row),
            connect[row],
            tls[row],
            send[row],
            firstByte[row],
            firstToken[row],
            total[row],
            inputTokens[row],
            outputTokens(row),
            cost(row),
            requestsLimit(row),
            requestsRemaining[row],
            requestsReset[row],
            tokensLimit(row),
            tokensRemaining[row],
            tokensReset[row]};
}

Observation DayColumns::observation(std::size_t row) const
{
    Observation o;
    o.at = fromEpochMs(at[row]);
    o.lateness = Micros(lateness[row]);
    o.target = Year::target(target);
    o.outcome = outcome[row];
    o.failedIn = o.outcome == Outcome::TimedOut ? Phase::FirstByte : Phase::None;
    o.httpStatus = httpStatus(row);
    if (o.outcome == Outcome::OverloadedHttp) {
        o.errorType = QStringLiteral("overloaded_error");
    } else if (o.outcome == Outcome::ServerError) {
        o.errorType = QStringLiteral("api_error");
    }
    o.timing.connect = Micros(connect[row]);
    o.timing.tls = Micros(tls[row]);
    o.timing.send = Micros(send[row]);
    o.timing.firstByte = duration<Micros>(firstByte[row]);
    o.timing.firstToken = duration<Micros>(firstToken[row]);
    o.timing.total = duration<Micros>(total[row]);
    o.usage.input = number(inputTokens[row]);
    o.usage.output = number(outputTokens(row));
    o.costNanoUsd = number(cost(row));
    o.limits[LimitKind::Requests] =
        reading(requestsLimit(row), requestsRemaining[row], requestsReset[row]);
    o.limits[LimitKind::InputTokens] =
        reading(tokensLimit(row), tokensRemaining[row], tokensReset[row]);
    o.connection.addressFamily = 4;
    o.connection.httpVersion = o.httpStatus == 0 ? 0 : 11;
    return o;
}

} // namespace plimsoll::bench
