// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/schedule.h"

#include "probes/schedule/seeded.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace plimsoll {

namespace {

// Multiples of the golden ratio, modulo one, are spread evenly for any number of them.
std::vector<Elapsed> spreadPhases(const std::vector<Target>& targets)
{
    std::vector<std::size_t> order(targets.size());
    std::iota(order.begin(), order.end(), std::size_t {0});
    std::ranges::sort(order, {}, [&targets](std::size_t i) { return targets[i].id; });
    std::vector<Elapsed> phases(targets.size());
    constexpr double golden = 0.6180339887498949;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        const Elapsed span = std::min(targets[order[rank]].every, Elapsed(60'000));
        const double share = std::fmod(double(rank) * golden, 1.0);
        phases[order[rank]] = Elapsed(qint64(share * double(span.count())));
    }
    return phases;
}

} // namespace

Schedule::Schedule(std::vector<Target> targets, quint64 seed)
    : m_targets(std::move(targets))
{
    const std::vector<Elapsed> phases = spreadPhases(m_targets);
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        m_keys.push_back(keyOf(m_targets[i].id, seed));
        m_arrivals.emplace_back(m_targets[i], m_keys[i], phases[i]);
    }
}

Schedule::Round Schedule::take(Elapsed now)
{
    Round round;
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        Arrivals& arrivals = m_arrivals[i];
        const Elapsed tolerance = std::min(m_targets[i].every / 2, Elapsed(10'000));
        const Elapsed soon = std::min(tolerance, Elapsed(1000));
        while (arrivals.at() <= now) {
            const DueProbe probe {i, arrivals.index(), arrivals.at()};
            arrivals.advance();
            const Elapsed late = now - probe.at;
            const bool newest = arrivals.at() > now;
            if (late <= soon || (newest && late <= tolerance)) {
                round.due.push_back(probe);
            } else {
                ++round.missed;
            }
        }
    }
    std::ranges::sort(round.due, {}, &DueProbe::at);
    return round;
}

std::optional<Elapsed> Schedule::next() const
{
    const auto earliest = std::ranges::min_element(m_arrivals, {}, &Arrivals::at);
    return earliest == m_arrivals.end() ? std::nullopt : std::optional(earliest->at());
}

quint64 Schedule::nonce(const DueProbe& probe) const
{
    return nonceOf(m_keys[probe.target], probe.index);
}

} // namespace plimsoll
