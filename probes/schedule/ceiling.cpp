// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/ceiling.h"

#include "probes/api/apirequest.h"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

Usage mostOf(const TargetId& target, const ModelInfo* model)
{
    const Usage expected = expectedUsage(target.kind, model);
    Usage most {2 * expected.input.value_or(0), expected.output.value_or(0), {}, {}};
    const qint64 prefix = expected.cacheWrite.value_or(0) + expected.cacheRead.value_or(0);
    if (prefix > 0) {
        most.cacheWrite = 2 * prefix;
    }
    return most;
}

void raise(std::optional<qint64>& known, const std::optional<qint64>& seen)
{
    if (seen && *seen > known.value_or(0)) {
        known = seen;
    }
}

void raise(Usage& known, const Usage& seen)
{
    raise(known.input, seen.input);
    raise(known.output, seen.output);
    raise(known.cacheWrite, seen.cacheWrite);
    raise(known.cacheRead, seen.cacheRead);
}

qint64 dearest(const Usage& usage, const Catalogue& catalogue)
{
    Price top;
    for (const ModelInfo& model : catalogue.models()) {
        for (const Price& price : model.prices) {
            top.input = std::max(top.input, price.input);
            top.output = std::max(top.output, price.output);
            top.cacheWrite =
                std::max(top.cacheWrite.value_or(0), price.cacheWrite.value_or(price.input));
            top.cacheRead =
                std::max(top.cacheRead.value_or(0), price.cacheRead.value_or(price.input));
        }
    }
    const double microUsd = double(usage.input.value_or(0)) * top.input
        + double(usage.output.value_or(0)) * top.output
        + double(usage.cacheWrite.value_or(0)) * top.cacheWrite.value_or(0)
        + double(usage.cacheRead.value_or(0)) * top.cacheRead.value_or(0);
    return qint64(std::ceil(microUsd * 1000));
}

bool neverLeft(Phase failedIn)
{
    return failedIn == Phase::Resolve || failedIn == Phase::Connect || failedIn == Phase::Tls;
}

} // namespace

qint64 CostCeilings::nanoUsd(const TargetId& target, const Catalogue& catalogue, TimePoint at) const
{
    if (!isPaid(target.kind)) {
        return 0;
    }
    Usage most = mostOf(target, catalogue.find(target.model));
    if (const auto seen = m_seen.find(target); seen != m_seen.end()) {
        raise(most, seen->second);
    }
    const auto known = catalogue.costNanoUsd(target.model, most, at);
    return known ? *known : dearest(most, catalogue);
}

qint64 CostCeilings::billedNanoUsd(const Observation& observation, const Catalogue& catalogue,
                                   qint64 reserved)
{
    if (observation.costNanoUsd) {
        return *observation.costNanoUsd;
    }
    if (observation.usage.input && observation.usage.output) {
        return dearest(observation.usage, catalogue);
    }
    const bool refused = observation.httpStatus != 0 && observation.httpStatus != 200;
    return refused || neverLeft(observation.failedIn) ? 0 : reserved;
}

void CostCeilings::learn(const Observation& observation)
{
    if (isPaid(observation.target.kind) && observation.usage != Usage {}) {
        raise(m_seen[observation.target], observation.usage);
    }
}

} // namespace plimsoll
