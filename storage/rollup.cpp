// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/rollup.h"

#include <numeric>

namespace plimsoll {

namespace {

// 1970-01-01 was a Thursday: Monday-based weeks begin three days before it.
constexpr std::chrono::days epochAfterMonday {3};

void addTo(stats::Sketch& sketch, const std::optional<Micros>& value)
{
    if (value) {
        sketch.add(double(value->count()));
    }
}

} // namespace

TimePoint bucketStart(Level level, TimePoint t)
{
    switch (level) {
    case Level::Hour:
        return std::chrono::floor<std::chrono::hours>(t);
    case Level::Day:
        return std::chrono::floor<std::chrono::days>(t);
    case Level::Week:
        return std::chrono::floor<std::chrono::weeks>(t + epochAfterMonday) - epochAfterMonday;
    }
    Q_UNREACHABLE();
}

TimePoint bucketEnd(Level level, TimePoint start)
{
    switch (level) {
    case Level::Hour:
        return start + std::chrono::hours(1);
    case Level::Day:
        return start + std::chrono::days(1);
    case Level::Week:
        return start + std::chrono::weeks(1);
    }
    Q_UNREACHABLE();
}

std::optional<qint64> Summary::knownCost() const
{
    return costNanoUsd == 0 && counts[Outcome::Ok] > 0 ? std::nullopt : std::optional(costNanoUsd);
}

void Summary::add(const Observation& observation)
{
    ++counts[observation.outcome];
    costNanoUsd += observation.costNanoUsd.value_or(0);
    if (observation.outcome != Outcome::Ok) {
        return;
    }
    const Timing& timing = observation.timing;
    addTo(firstByte, timing.firstByte);
    addTo(firstToken, timing.firstToken);
    addTo(total, timing.total);
    if (!timing.tokenGaps.empty()) {
        const auto sum =
            std::accumulate(timing.tokenGaps.begin(), timing.tokenGaps.end(), Micros {0});
        tokenGap.add(double(sum.count()) / double(timing.tokenGaps.size()));
    }
}

Summary& Summary::operator+=(const Summary& other)
{
    counts += other.counts;
    firstByte.merge(other.firstByte);
    firstToken.merge(other.firstToken);
    total.merge(other.total);
    tokenGap.merge(other.tokenGap);
    costNanoUsd += other.costNanoUsd;
    return *this;
}

} // namespace plimsoll
