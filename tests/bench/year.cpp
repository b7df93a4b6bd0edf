// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/year.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace plimsoll::bench {

namespace {

constexpr qint64 hourMs = 3'600'000;
constexpr qint64 dayMs = 24 * hourMs;
constexpr int jitterBits = 6;
constexpr int inputBits = 2;
constexpr int requestBits = 6;
constexpr int requestResetBits = 5;
constexpr int tokenBits = 7;
constexpr int tokenResetBits = 6;
constexpr qint32 timeoutUs = 60'000'000;
constexpr qint32 endOfRefusalUs = 150; // from the first byte of a short answer to its end
constexpr double serverErrors = 0.0005;
constexpr double timeouts = 0.0002;
constexpr double overloadsInIncident = 0.35;

constexpr quint32 chance(double p)
{
    return quint32(p * 4294967296.0);
}
constexpr double probability(quint32 chance)
{
    return double(chance) / 4294967296.0;
}

quint64 mixed(quint64 value) // splitmix64
{
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

class Dice // xoshiro256++, Blackman and Vigna 2021
{
public:
    explicit Dice(quint64 seed)
    {
        for (quint64& word : m_state) {
            word = seed = mixed(seed);
        }
    }
    quint64 next()
    {
        const quint64 result = std::rotl(m_state[0] + m_state[3], 23) + m_state[0];
        const quint64 shifted = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = std::rotl(m_state[3], 45);
        return result;
    }

private:
    std::array<quint64, 4> m_state {};
};

// Cuts the low bits off a draw.
qint32 take(quint64& draw, int bits)
{
    const auto value = qint32(draw & ((quint64(1) << bits) - 1));
    draw >>= bits;
    return value;
}

constexpr quint32 high(quint64 draw)
{
    return quint32(draw >> 32);
}
constexpr quint32 low(quint64 draw)
{
    return quint32(draw);
}

// 0 in the night of a weekend, 1 in the afternoon (UTC) of a weekday.
double shapeOf(std::size_t hourOfWeek)
{
    const double hour = double(hourOfWeek % 24);
    const double ofDay = 0.5 + 0.5 * std::cos((hour - 16) / 24 * 2 * 3.14159265358979);
    return ofDay * (hourOfWeek >= 120 ? 0.5 : 1.0);
}

Outcome outcomeOf(quint32 draw, quint32 overload)
{
    constexpr quint32 serverError = chance(serverErrors);
    constexpr quint32 timedOut = chance(timeouts);
    return draw < overload                         ? Outcome::OverloadedHttp
        : draw - overload < serverError            ? Outcome::ServerError
        : draw - overload - serverError < timedOut ? Outcome::TimedOut
                                                   : Outcome::Ok;
}

double surprise(double p)
{
    return p > 0 ? -p * std::log2(p) : 0;
}

} // namespace

YearPlan YearPlan::ofRows(qint64 rows)
{
    YearPlan plan;
    const qint64 targetDays = qint64(plan.targets) * plan.days;
    plan.rowsPerDay = int(std::max<qint64>(24, (rows + targetDays / 2) / targetDays));
    return plan;
}

Year::Year(const YearPlan& plan)
    : m_plan(plan)
{
    for (std::size_t hour = 0; hour < hours; ++hour) {
        const double shape = shapeOf(hour);
        m_load[hour] = {chance(0.003 + 0.003 * shape), float(1 + 0.3 * shape)};
    }
    m_load[hours] = {chance(overloadsInIncident), 1.6F};
}

TimePoint Year::begin()
{
    return std::chrono::sys_days(std::chrono::year(2025) / 6 / 2);
}

TargetId Year::target(int number)
{
    return {.model = QStringLiteral("model-%1").arg(number, 2, 10, QLatin1Char('0')),
            .kind = ProbeKind::Admission};
}

int Year::numberOf(const TargetId& target)
{
    return target.model.mid(target.model.lastIndexOf(QLatin1Char('-')) + 1).toInt();
}

// One day in four has one, of 5 to 45 minutes.
Year::Span Year::incident(int target, int day) const
{
    const quint64 draw =
        mixed(mixed(m_plan.seed ^ 0x1dc1de57ULL) + quint64(target) * 1000 + quint64(day));
    if (draw % 4 != 0) {
        return {};
    }
    const qint64 length = (5 + qint64((draw >> 8) % 41)) * 60'000;
    const qint64 from =
        toEpochMs(begin()) + day * dayMs + qint64((draw >> 16) % (23 * 60)) * 60'000;
    return {from, from + length};
}

// Rows of a day are evenly spaced, and targets within a row's step.
qint64 Year::plannedMs(int target, int day, int row) const
{
    const qint64 step = dayMs / m_plan.rowsPerDay;
    return toEpochMs(begin()) + day * dayMs + row * dayMs / m_plan.rowsPerDay
        + target * step / m_plan.targets;
}

const Year::Load& Year::load(qint64 atMs, const Span& incident) const
{
    if (incident.contains(atMs)) {
        return m_load[hours];
    }
    return m_load[std::size_t((atMs - toEpochMs(begin())) / hourMs) % hours];
}

void Year::fill(int target, int day, DayColumns& into) const
{
    into.target = target;
    into.resize(std::size_t(m_plan.rowsPerDay));
    Dice dice(m_plan.seed + mixed(quint64(target) << 32 | quint64(day)));
    const Span span = incident(target, day);
    const qint32 tokenLimit = fullTokenLimit(begin() + std::chrono::days(day));
    for (int k = 0; k < m_plan.rowsPerDay; ++k) {
        const auto row = std::size_t(k);
        const qint64 planned = plannedMs(target, day, k);
        const Load& now = load(planned, span);
        quint64 small = dice.next();
        const std::array draws {dice.next(), dice.next(), dice.next(), dice.next()};
        const Outcome outcome = outcomeOf(high(small), now.overload);
        const bool ok = outcome == Outcome::Ok;
        into.outcome[row] = outcome;
        into.at[row] = planned + take(small, jitterBits);
        into.lateness[row] = m_lateness.at(low(draws[0]));
        into.connect[row] = m_connect.at(high(draws[0]));
        into.tls[row] = m_tls.at(low(draws[1]));
        into.send[row] = m_send.at(high(draws[1]));
        const qint32 before = into.connect[row] + into.tls[row] + into.send[row];
        const qint32 first = (ok ? m_firstByte : m_refusal).at(low(draws[2]), now.scale);
        const qint32 token = first + m_toFirstToken.at(high(draws[2]), now.scale);
        const qint32 end =
            ok ? token + m_toEnd.at(low(draws[3]), now.scale) : first + endOfRefusalUs;
        const bool silent = outcome == Outcome::TimedOut;
        into.firstByte[row] = silent ? absent : first;
        into.firstToken[row] = ok ? token : absent;
        into.total[row] = silent ? timeoutUs + m_send.at(high(draws[3])) : before + end;
        const auto second = qint32(into.at[row] / 1000);
        into.inputTokens[row] = ok ? 12 + take(small, inputBits) : absent;
        into.requestsRemaining[row] = ok ? requestLimit - 1 - take(small, requestBits) : absent;
        into.requestsReset[row] = ok ? second + 1 + take(small, requestResetBits) : absent;
        into.tokensRemaining[row] = ok ? tokenLimit - 1000 * take(small, tokenBits) : absent;
        into.tokensReset[row] = ok ? second + 1 + take(small, tokenResetBits) : absent;
    }
}

// What share of the rows is how, given the load that each meets.
struct Year::Shares
{
    double ok = 0;
    double refused = 0; // answered, but not ok
    double timedOut = 0;
    double outcomeBits = 0;
    double okScaleBits = 0; // mean binary logarithm of the scale, of all rows
    double refusedScaleBits = 0;
};

Year::Shares Year::shares() const
{
    std::array<qint64, hours + 1> rows {};
    for (int target = 0; target < m_plan.targets; ++target) {
        for (int day = 0; day < m_plan.days; ++day) {
            const Span span = incident(target, day);
            for (int row = 0; row < m_plan.rowsPerDay; ++row) {
                ++rows[std::size_t(&load(plannedMs(target, day, row), span) - m_load.data())];
            }
        }
    }
    Shares sum;
    for (std::size_t i = 0; i < m_load.size(); ++i) {
        const double share = double(rows[i]) / double(m_plan.rows());
        const double overload = probability(m_load[i].overload);
        const double ok = 1 - overload - serverErrors - timeouts;
        const double scaleBits = std::log2(double(m_load[i].scale));
        sum.ok += share * ok;
        sum.refused += share * (overload + serverErrors);
        sum.timedOut += share * timeouts;
        sum.outcomeBits += share
            * (surprise(overload) + surprise(serverErrors) + surprise(timeouts) + surprise(ok));
        sum.okScaleBits += share * ok * scaleBits;
        sum.refusedScaleBits += share * (overload + serverErrors) * scaleBits;
    }
    return sum;
}

std::vector<ColumnEntropy> Year::entropy() const
{
    const Shares share = shares();
    const double answered = share.ok * m_firstByte.entropy() + share.okScaleBits
        + share.refused * m_refusal.entropy() + share.refusedScaleBits;
    return {{"at_ms", double(jitterBits)},
            {"lateness_us", m_lateness.entropy()},
            {"outcome", share.outcomeBits},
            {"connect_us", m_connect.entropy()},
            {"tls_us", m_tls.entropy()},
            {"send_us", m_send.entropy()},
            {"first_byte_us", answered},
            {"first_token_us", share.ok * m_toFirstToken.entropy() + share.okScaleBits},
            {"total_us",
             share.ok * m_toEnd.entropy() + share.okScaleBits + share.timedOut * m_send.entropy()},
            {"input_tokens", share.ok * inputBits},
            {"requests_remaining", share.ok * requestBits},
            {"requests_reset", share.ok * requestResetBits},
            {"tokens_remaining", share.ok * tokenBits},
            {"tokens_reset", share.ok * tokenResetBits}};
}

double Year::entropyBytesPerRow() const
{
    double bits = 0;
    for (const ColumnEntropy& column : entropy()) {
        bits += column.bits;
    }
    return bits / 8;
}

} // namespace plimsoll::bench
