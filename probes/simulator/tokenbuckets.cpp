// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/tokenbuckets.h"

#include <algorithm>
#include <cmath>

namespace plimsoll::simulator {

namespace {

// Seconds until a bucket of `perMinute` that holds `level` holds `needed`.
std::chrono::seconds waitFor(double needed, double level, qint64 perMinute)
{
    const double seconds = (needed - level) * 60 / double(perMinute);
    return std::chrono::seconds(std::max<qint64>(1, qint64(std::ceil(seconds))));
}

} // namespace

Levels fullLevels(const PoolLimitsFrom& limits)
{
    return {double(limits.requests), double(limits.inputTokens), double(limits.outputTokens)};
}

PoolLimitsFrom countingLimit(const Scenario& scenario)
{
    const bool build = scenario.tier == QLatin1String("Build");
    const bool scale = scenario.tier == QLatin1String("Scale");
    constexpr qint64 endless = qint64(1) << 40;
    return {{}, {}, scale ? 8'000 : build ? 4'000 : 2'000, endless, endless};
}

void TokenBuckets::refill(const PoolLimitsFrom& limits, std::chrono::nanoseconds now)
{
    const Levels full = fullLevels(limits);
    if (!m_filledAt) {
        m_levels = full;
    } else {
        const double minutes =
            std::chrono::duration<double, std::ratio<60>>(now - *m_filledAt).count();
        const auto fill = [minutes](double level, double limit) {
            return std::min(limit, level + limit * minutes);
        };
        m_levels = {fill(m_levels.requests, full.requests),
                    fill(m_levels.inputTokens, full.inputTokens),
                    fill(m_levels.outputTokens, full.outputTokens)};
    }
    m_filledAt = now;
}

std::optional<Refusal> TokenBuckets::take(const PoolLimitsFrom& limits, qint64 inputTokens,
                                          std::chrono::nanoseconds now)
{
    refill(limits, now);
    if (m_levels.requests < 1) {
        return Refusal {LimitKind::Requests, waitFor(1, m_levels.requests, limits.requests)};
    }
    // A prompt larger than the whole bucket is let through when the bucket is full: it could never
    // be admitted otherwise.
    const double input = std::min(double(inputTokens), double(limits.inputTokens));
    if (m_levels.inputTokens < input) {
        return Refusal {LimitKind::InputTokens,
                        waitFor(input, m_levels.inputTokens, limits.inputTokens)};
    }
    if (m_levels.outputTokens < 1) {
        return Refusal {LimitKind::OutputTokens,
                        waitFor(1, m_levels.outputTokens, limits.outputTokens)};
    }
    m_levels.requests -= 1;
    m_levels.inputTokens -= double(inputTokens);
    return std::nullopt;
}

} // namespace plimsoll::simulator
