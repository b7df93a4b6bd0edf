// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/resting.h"

#include "probes/domain/refusedrequest.h"
#include "probes/domain/retirement.h"
#include "storage/subject.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

constexpr std::array howNames {"left_out", "waits", "stopped"};
constexpr std::chrono::milliseconds recent = 1h;
constexpr std::chrono::milliseconds longAgo = 24h * 30; // who rests for longer is just old

Result<std::optional<Observation>> newestIn(const StoreReader& reader, const TargetId& target,
                                            TimeRange range)
{
    RowFilter filter;
    filter.range = range;
    filter.models = {subjectOf(target)};
    filter.kinds = {target.kind};
    filter.newestFirst = true;
    filter.limit = 1;
    std::optional<Observation> newest;
    const auto read = reader.observations(filter, [&newest](const Observation& observation) {
        newest = observation;
        return false;
    });
    if (!read) {
        return read.error();
    }
    return newest;
}

QString labelAndDetail(const Observation& observation)
{
    const QString said = label(observation.outcome);
    return observation.detail.isEmpty() ? said : u"%1: %2"_s.arg(said, observation.detail);
}

std::optional<Resting> judged(const Observation& observation, const Catalogue& catalogue,
                              TimePoint asOf, std::chrono::milliseconds silence)
{
    const TargetId& target = observation.target;
    const auto age = asOf - observation.at;
    Resting resting {target, Resting::How::Stopped, observation.at, labelAndDetail(observation)};
    switch (observation.outcome) {
    case Outcome::Skipped:
        resting.how = Resting::How::LeftOut;
        resting.reason = observation.detail;
        return age <= std::max<std::chrono::milliseconds>(silence, restAfterRefusal)
            ? std::optional(resting)
            : std::nullopt;
    case Outcome::ModelGone:
        resting.reason = goneNotice(target.model, catalogue.find(target.model), observation.at);
        return resting;
    case Outcome::Misconfigured:
        if (refusesTheRequest(observation.httpStatus)) {
            return resting;
        }
        [[fallthrough]];
    case Outcome::AuthFailed:
    case Outcome::Billing:
        resting.how = Resting::How::Waits;
        return age <= restAfterRefusal ? std::optional(resting) : std::nullopt;
    default:
        return std::nullopt;
    }
}

} // namespace

QLatin1String name(Resting::How how)
{
    return QLatin1String(howNames[std::size_t(how)]);
}

Result<std::optional<Resting>> restingOf(const StoreReader& reader, const TargetId& target,
                                         const Catalogue& catalogue, TimePoint asOf,
                                         std::chrono::milliseconds silence)
{
    auto newest = newestIn(reader, target, {asOf - recent, asOf});
    if (newest && !*newest) {
        newest = newestIn(reader, target, {asOf - longAgo, asOf - recent});
    }
    if (!newest) {
        return newest.error();
    }
    return *newest ? judged(**newest, catalogue, asOf, silence) : std::nullopt;
}

} // namespace plimsoll
