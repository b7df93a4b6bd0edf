// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/rollup.h"

#include "storage/store.h"

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

void Summary::add(const SampleBlock& block, std::size_t row, Figures figures)
{
    const auto outcome = Outcome(block.outcome[row]);
    ++counts[outcome];
    const auto value = [&](SampleField field) { return block[field][row]; };
    if (figures.cost && value(SampleField::Cost) != SampleBlock::absent) {
        costNanoUsd += value(SampleField::Cost);
    }
    if (outcome != Outcome::Ok) {
        return;
    }
    const auto addTime = [&](bool wanted, SampleField field, stats::Sketch& sketch) {
        if (wanted && value(field) != SampleBlock::absent) {
            sketch.add(double(value(field)));
        }
    };
    addTime(figures.firstByte, SampleField::FirstByte, firstByte);
    addTime(figures.firstToken, SampleField::FirstToken, firstToken);
    addTime(figures.total, SampleField::Total, total);
    if (figures.tokenGap && value(SampleField::TokenGaps) > 0) {
        tokenGap.add(double(value(SampleField::TokenGapSum))
                     / double(value(SampleField::TokenGaps)));
    }
}

std::vector<SampleField> fieldsFor(Figures figures)
{
    std::vector<SampleField> fields;
    const auto want = [&fields](bool wanted, std::initializer_list<SampleField> needed) {
        if (wanted) {
            fields.insert(fields.end(), needed);
        }
    };
    want(figures.cost, {SampleField::Cost});
    want(figures.firstByte, {SampleField::FirstByte});
    want(figures.firstToken, {SampleField::FirstToken});
    want(figures.total, {SampleField::Total});
    want(figures.tokenGap, {SampleField::TokenGapSum, SampleField::TokenGaps});
    return fields;
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
