// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/fallback.h"

#include <algorithm>

namespace plimsoll::stats {

namespace {

using std::chrono::milliseconds;

// Finds moments that ascend: each search begins where the last one ended and goes on in strides
// that double, for overloads come close together.
class Finder
{
public:
    Finder(std::span<const ProbeMoment> probes, milliseconds tolerance)
        : m_probes(probes)
        , m_tolerance(tolerance)
    {
    }

    // Null where none is within the tolerance.
    const ProbeMoment* nearest(milliseconds at)
    {
        advance(at);
        const ProbeMoment* nearest = nullptr;
        milliseconds distance = m_tolerance;
        if (m_later < m_probes.size() && m_probes[m_later].at - at <= distance) {
            nearest = &m_probes[m_later];
            distance = nearest->at - at;
        }
        if (m_later > 0 && at - m_probes[m_later - 1].at <= distance) {
            nearest = &m_probes[m_later - 1];
        }
        return nearest;
    }

private:
    // To the first probe that is not before the moment.
    void advance(milliseconds at)
    {
        std::size_t stride = 1;
        while (m_later + stride < m_probes.size() && m_probes[m_later + stride].at < at) {
            m_later += stride;
            stride *= 2;
        }
        const auto rest =
            m_probes.subspan(m_later, std::min(stride + 1, m_probes.size() - m_later));
        m_later +=
            std::size_t(std::ranges::lower_bound(rest, at, {}, &ProbeMoment::at) - rest.begin());
    }

    std::span<const ProbeMoment> m_probes;
    milliseconds m_tolerance;
    std::size_t m_later = 0;
};

std::vector<milliseconds> overloadsOf(std::span<const ProbeMoment> probes)
{
    std::vector<milliseconds> moments;
    for (const ProbeMoment& probe : probes) {
        if (probe.overloaded) {
            moments.push_back(probe.at);
        }
    }
    return moments;
}

FallbackChance chanceAt(const std::vector<milliseconds>& overloads,
                        std::span<const ProbeMoment> other, milliseconds tolerance,
                        double confidence)
{
    FallbackChance chance;
    std::uint64_t hits = 0;
    std::uint64_t pairs = 0;
    Finder finder(other, tolerance);
    for (const milliseconds at : overloads) {
        const ProbeMoment* partner = finder.nearest(at);
        if (!partner) {
            ++chance.unpaired;
            continue;
        }
        ++pairs;
        hits += partner->overloaded ? 0 : 1;
    }
    chance.answered = wilson(hits, pairs, confidence);
    return chance;
}

} // namespace

FallbackChance fallbackChance(std::span<const ProbeMoment> model,
                              std::span<const ProbeMoment> other, milliseconds tolerance,
                              double confidence)
{
    return chanceAt(overloadsOf(model), other, tolerance, confidence);
}

std::vector<std::vector<FallbackChance>>
fallbackMatrix(std::span<const std::vector<ProbeMoment>> models, milliseconds tolerance,
               double confidence)
{
    std::vector<std::vector<FallbackChance>> matrix(models.size(),
                                                    std::vector<FallbackChance>(models.size()));
    std::vector<std::vector<milliseconds>> overloads;
    for (const std::vector<ProbeMoment>& model : models) {
        overloads.push_back(overloadsOf(model));
    }
    // By column: the probes that are searched again and again stay in the processor's cache.
    for (std::size_t b = 0; b < models.size(); ++b) {
        for (std::size_t a = 0; a < models.size(); ++a) {
            if (a != b) {
                matrix[a][b] = chanceAt(overloads[a], models[b], tolerance, confidence);
            }
        }
    }
    return matrix;
}

} // namespace plimsoll::stats
