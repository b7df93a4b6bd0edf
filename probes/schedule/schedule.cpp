// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/schedule.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace plimsoll {

namespace {

// SplitMix64 (Steele, Lea, Flood 2014): any two inputs give unrelated outputs, so it serves as a
// random number with an address.
quint64 mixed(quint64 x)
{
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

double unit(quint64 x) // [0, 1)
{
    return double(x >> 11) * 0x1.0p-53;
}

quint64 keyOf(const TargetId& id, quint64 seed)
{
    quint64 key = mixed(seed);
    for (const QChar c : id.model) {
        key = mixed(key ^ c.unicode());
    }
    return mixed(key ^ (quint64(id.kind) << 32));
}

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
    , m_phases(spreadPhases(m_targets))
    , m_next(m_targets.size(), 0)
{
    for (const Target& target : m_targets) {
        m_keys.push_back(keyOf(target.id, seed));
    }
}

Elapsed Schedule::dueAt(std::size_t target, qint64 index) const
{
    const Target& t = m_targets[target];
    const double share =
        std::clamp(t.jitter, 0.0, 1.0) * unit(mixed(m_keys[target] ^ quint64(index)));
    return m_phases[target] + index * t.every + Elapsed(qint64(share * double(t.every.count())));
}

Schedule::Round Schedule::take(Elapsed now)
{
    Round round;
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        const Elapsed tolerance = std::min(m_targets[i].every / 2, Elapsed(10'000));
        for (Elapsed at = dueAt(i, m_next[i]); at <= now; at = dueAt(i, m_next[i])) {
            const DueProbe probe {i, m_next[i]++, at};
            const bool superseded = dueAt(i, m_next[i]) <= now;
            if (!superseded && now - at <= tolerance) {
                round.due.push_back(probe);
            } else {
                round.missedSince = std::min(round.missedSince.value_or(at), at);
            }
        }
    }
    std::ranges::sort(round.due, {}, &DueProbe::at);
    return round;
}

std::optional<Elapsed> Schedule::next() const
{
    std::optional<Elapsed> earliest;
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        const Elapsed at = dueAt(i, m_next[i]);
        earliest = std::min(earliest.value_or(at), at);
    }
    return earliest;
}

quint64 Schedule::nonce(const DueProbe& probe) const
{
    return mixed(m_keys[probe.target] + quint64(probe.index) * 2 + 1);
}

} // namespace plimsoll
