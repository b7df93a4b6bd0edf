// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/requestphases.h"

#include <algorithm>

namespace plimsoll {

namespace {

using Sketches = std::array<stats::Sketch, requestPhaseCount>;

void add(Sketches& sketches, RequestPhase phase, std::optional<Micros> time)
{
    if (time) {
        sketches[std::size_t(phase)].add(double(time->count()));
    }
}

std::optional<Micros> openingOf(const Timing& timing)
{
    return timing.firstByte && timing.firstToken
        ? std::optional(*timing.firstToken - *timing.firstByte)
        : std::nullopt;
}

std::optional<Micros> restOf(const Timing& timing)
{
    if (!timing.total || !timing.firstToken) {
        return std::nullopt;
    }
    Micros rest = *timing.total - *timing.firstToken;
    for (const auto& before : {timing.resolve, timing.connect, timing.tls, timing.send}) {
        rest -= before.value_or(Micros(0));
    }
    return std::max(rest, Micros(0));
}

void addRow(Sketches& sketches, const Timing& timing)
{
    add(sketches, RequestPhase::Resolve, timing.resolve);
    add(sketches, RequestPhase::Connect, timing.connect);
    add(sketches, RequestPhase::Tls, timing.tls);
    add(sketches, RequestPhase::Send, timing.send);
    add(sketches, RequestPhase::FirstByte, timing.firstByte);
    add(sketches, RequestPhase::Opening, openingOf(timing));
    add(sketches, RequestPhase::Rest, restOf(timing));
    add(sketches, RequestPhase::FirstToken, timing.firstToken);
    add(sketches, RequestPhase::Total, timing.total);
}

RowFilter answersOf(const ProbedModel& model, TimeRange range)
{
    RowFilter filter {.range = range,
                      .models = {model.subject()},
                      .outcomes = {Outcome::Ok},
                      .newestFirst = true,
                      .brief = true};
    for (const TargetId& target : model.rateTargets) {
        filter.kinds.push_back(target.kind);
    }
    return filter;
}

} // namespace

PhaseFigure phaseFigure(const stats::Sketch& microseconds)
{
    return {.p50 = estimateQuantile(microseconds, 0.50),
            .p95 = estimateQuantile(microseconds, 0.95)};
}

Result<PhaseFigures> phaseFigures(const StoreReader& reader, const ProbedModel& model,
                                  TimeRange range, qint64 mostRows)
{
    PhaseFigures phases;
    if (model.rateTargets.empty()) {
        return phases;
    }
    RowFilter filter = answersOf(model, range);
    filter.limit = mostRows + 1; // one more tells that there are more
    Sketches sketches;
    TimePoint oldest = range.to;
    bool isCut = false;
    const auto read = reader.observations(filter, [&](const Observation& row) {
        isCut = phases.answers == quint64(mostRows);
        if (!isCut) {
            ++phases.answers;
            oldest = std::min(oldest, row.at);
            addRow(sketches, row.timing);
        }
        return !isCut;
    });
    if (!read) {
        return read.error();
    }
    std::ranges::transform(sketches, phases.figures.begin(), phaseFigure);
    if (isCut) {
        phases.since = oldest;
    }
    return phases;
}

} // namespace plimsoll
