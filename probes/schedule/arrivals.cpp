// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/arrivals.h"

#include "probes/schedule/seeded.h"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

constexpr double bound = 5; // of a gap, in means of the unbounded law

double unboundedMean(Elapsed every)
{
    return double(every.count()) / -std::expm1(-bound);
}

double jitterOf(const Target& target)
{
    return std::clamp(target.jitter, 0.0, 1.0);
}

} // namespace

Elapsed longestGap(const Target& target)
{
    const double longest = target.sampling == Sampling::Poisson
        ? bound * unboundedMean(target.every)
        : (1 + jitterOf(target)) * double(target.every.count());
    return Elapsed(qint64(std::ceil(longest)));
}

Arrivals::Arrivals(const Target& target, quint64 key, Elapsed phase)
    : m_every(target.every)
    , m_sampling(target.sampling)
    , m_jitter(jitterOf(target))
    , m_key(key)
    , m_phase(phase)
{
    place();
}

void Arrivals::advance()
{
    ++m_index;
    place();
}

void Arrivals::place()
{
    const double u = unit(mixed(m_key ^ quint64(m_index)));
    if (m_sampling == Sampling::Poisson) {
        const double mean = unboundedMean(m_every);
        m_at += Elapsed(std::llround(std::min(-mean * std::log1p(-u), bound * mean)));
    } else {
        m_at =
            m_phase + m_index * m_every + Elapsed(qint64(m_jitter * u * double(m_every.count())));
    }
}

} // namespace plimsoll
