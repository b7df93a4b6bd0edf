// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/changepoint.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plimsoll::stats {

namespace {

// Sums of everything before a bucket, so that the cost of any segment takes two look-ups.
class MeanCost
{
public:
    explicit MeanCost(std::span<const double> values)
        : m_sum(values.size() + 1)
        , m_squares(values.size() + 1)
    {
        for (const double value : values) {
            m_centre += value / double(values.size());
        }
        // Squares of values far from zero would drown their differences.
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double value = values[i] - m_centre;
            m_sum[i + 1] = m_sum[i] + value;
            m_squares[i + 1] = m_squares[i] + value * value;
        }
    }

    double cost(std::size_t begin, std::size_t end) const
    {
        const double sum = m_sum[end] - m_sum[begin];
        const double squares = m_squares[end] - m_squares[begin];
        return std::max(0.0, squares - sum * sum / double(end - begin));
    }

    double estimate(std::size_t begin, std::size_t end) const
    {
        return m_centre + (m_sum[end] - m_sum[begin]) / double(end - begin);
    }

private:
    double m_centre = 0;
    std::vector<double> m_sum;
    std::vector<double> m_squares;
};

class RateCost
{
public:
    explicit RateCost(std::span<const Bucket> buckets)
        : m_sum(buckets.size() + 1)
    {
        for (std::size_t i = 0; i < buckets.size(); ++i) {
            m_sum[i + 1].hits = m_sum[i].hits + buckets[i].hits;
            m_sum[i + 1].n = m_sum[i].n + buckets[i].n;
        }
    }

    double cost(std::size_t begin, std::size_t end) const
    {
        const double hits = double(m_sum[end].hits - m_sum[begin].hits);
        const double n = double(m_sum[end].n - m_sum[begin].n);
        const auto term = [n](double count) { return count > 0 ? count * std::log(count / n) : 0; };
        return std::max(0.0, -2 * (term(hits) + term(n - hits)));
    }

    double estimate(std::size_t begin, std::size_t end) const
    {
        const auto n = m_sum[end].n - m_sum[begin].n;
        return n > 0 ? double(m_sum[end].hits - m_sum[begin].hits) / double(n) : 0;
    }

private:
    std::vector<Bucket> m_sum;
};

struct Candidate
{
    std::size_t begin = 0; // of the last segment
    double total = 0; // up to the end at hand, without the penalty for the change at `begin`
    std::size_t until = std::numeric_limits<std::size_t>::max(); // no use from this end on
};

template<typename Cost>
class Pelt
{
public:
    Pelt(const Cost& cost, std::size_t buckets, const Segmentation& frame, std::size_t minLength)
        : m_cost(cost)
        , m_scale(frame.scale)
        , m_penalty(frame.penalty)
        , m_minLength(minLength)
        , m_best(buckets + 1)
        , m_begin(buckets + 1)
    {
        m_best[0] = -m_penalty; // the first segment follows no change
    }

    // Where the segments begin, in order; the first is 0.
    std::vector<std::size_t> begins()
    {
        const std::size_t buckets = m_best.size() - 1;
        for (std::size_t end = m_minLength; end <= buckets; ++end) {
            const std::size_t begin = end - m_minLength;
            if (begin == 0 || begin >= m_minLength) {
                m_candidates.push_back({.begin = begin});
            }
            choose(end);
            prune(end);
        }
        std::vector<std::size_t> begins;
        for (std::size_t end = buckets; end > 0; end = m_begin[end]) {
            begins.push_back(m_begin[end]); // 0 for a series shorter than a segment
        }
        std::ranges::reverse(begins);
        return begins;
    }

private:
    void choose(std::size_t end)
    {
        m_best[end] = std::numeric_limits<double>::infinity();
        for (Candidate& candidate : m_candidates) {
            const double cost = m_cost.cost(candidate.begin, end) / m_scale;
            candidate.total = m_best[candidate.begin] + cost;
            if (candidate.until > end && candidate.total + m_penalty < m_best[end]) {
                m_best[end] = candidate.total + m_penalty;
                m_begin[end] = candidate.begin;
            }
        }
    }

    // A candidate that is worse than a change at `end`, even without a penalty, stays worse for
    // every series in which that change can be: those that are a segment longer. Equation 4 of the
    // paper with K = 0, for to split a segment never costs more.
    void prune(std::size_t end)
    {
        const double slack = 1e-9 * (1 + std::abs(m_best[end])); // the sums are rounded
        for (Candidate& candidate : m_candidates) {
            if (candidate.total > m_best[end] + slack) {
                candidate.until = std::min(candidate.until, end + m_minLength);
            }
        }
        std::erase_if(m_candidates, [end](const Candidate& c) { return c.until <= end + 1; });
    }

    const Cost& m_cost;
    double m_scale;
    double m_penalty;
    std::size_t m_minLength;
    std::vector<double> m_best; // least total of the buckets before
    std::vector<std::size_t> m_begin; // of the last segment of that least total
    std::vector<Candidate> m_candidates;
};

template<typename Cost>
Change changeBetween(const Cost& cost, const Segment& before, const Segment& after, double scale)
{
    const auto apart = [&](std::size_t position) {
        return (cost.cost(before.begin, position) + cost.cost(position, after.end)) / scale;
    };
    double least = apart(after.begin);
    Change change {.position = after.begin,
                   .drop = cost.cost(before.begin, after.end) / scale - least,
                   .earliest = after.begin,
                   .latest = after.begin};
    for (std::size_t at = before.begin + 1; at < after.end; ++at) {
        least = std::min(least, apart(at));
    }
    const double most = least + likelihoodRatioCritical(0.95);
    for (std::size_t at = before.begin + 1; at < after.end; ++at) {
        if (apart(at) <= most) {
            change.earliest = std::min(change.earliest, at);
            change.latest = std::max(change.latest, at);
        }
    }
    return change;
}

template<typename Cost>
Segmentation segmented(const Cost& cost, std::size_t buckets, double scale,
                       const ChangepointOptions& options)
{
    Segmentation result;
    result.scale = scale;
    result.penalty = options.penaltyFactor * std::log(double(buckets));
    const auto begins = Pelt<Cost>(cost, buckets, result, options.minLength).begins();
    for (std::size_t i = 0; i < begins.size(); ++i) {
        const std::size_t begin = begins[i];
        const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : buckets;
        result.segments.push_back(
            {.begin = begin, .end = end, .estimate = cost.estimate(begin, end)});
        result.cost += cost.cost(begin, end) / scale;
    }
    for (std::size_t i = 1; i < result.segments.size(); ++i) {
        result.changes.push_back(
            changeBetween(cost, result.segments[i - 1], result.segments[i], scale));
    }
    result.drop = cost.cost(0, buckets) / scale - result.cost;
    return result;
}

bool areValid(const ChangepointOptions& options)
{
    return options.penaltyFactor >= 0 && std::isfinite(options.penaltyFactor)
        && options.minLength > 0 && options.blockLength > 0 && options.stretchBlocks > 1
        && (!options.scale || (*options.scale > 0 && std::isfinite(*options.scale)));
}

bool areValid(std::span<const Bucket> buckets)
{
    return !buckets.empty()
        && std::ranges::all_of(buckets, [](const Bucket& b) { return b.hits <= b.n; });
}

// Without noise a step would cost infinitely much; a series without any spread costs nothing.
double usableVariance(double estimate, double overall)
{
    return overall > 0 ? std::max(estimate, 1e-9 * overall) : 1;
}

} // namespace

double likelihoodRatioCritical(double confidence)
{
    return -2 * std::log(1 - std::sqrt(confidence));
}

std::optional<double> withinVariance(std::span<const double> values, std::size_t blockLength,
                                     std::size_t stretchBlocks)
{
    if (blockLength == 0 || stretchBlocks < 2) {
        return std::nullopt;
    }
    std::vector<double> means; // a block cut short at the end is left out
    const MeanCost sums(values);
    for (std::size_t end = blockLength; end <= values.size(); end += blockLength) {
        means.push_back(sums.estimate(end - blockLength, end));
    }
    const MeanCost spread(means);
    double squares = 0;
    std::size_t freedom = 0;
    for (std::size_t begin = 0; begin < means.size(); begin += stretchBlocks) {
        const std::size_t end = std::min(begin + stretchBlocks, means.size());
        squares += spread.cost(begin, end);
        freedom += end - begin - 1;
    }
    if (freedom == 0) {
        return std::nullopt;
    }
    return double(blockLength) * squares / double(freedom);
}

std::optional<double> withinDispersion(std::span<const Bucket> buckets, std::size_t blockLength,
                                       std::size_t stretchBlocks)
{
    if (blockLength == 0 || stretchBlocks < 2 || !areValid(buckets)) {
        return std::nullopt;
    }
    double squares = 0;
    double expected = 0;
    bool compared = false;
    const std::size_t stretch = blockLength * stretchBlocks;
    const auto sum = [&](std::size_t begin, std::size_t length) {
        Bucket total;
        for (std::size_t i = begin; i < std::min(begin + length, buckets.size()); ++i) {
            total.hits += buckets[i].hits;
            total.n += buckets[i].n;
        }
        return total;
    };
    for (std::size_t begin = 0; begin < buckets.size(); begin += stretch) {
        const Bucket total = sum(begin, stretch);
        const double rate = total.n > 0 ? double(total.hits) / double(total.n) : 0;
        const std::size_t end = std::min(begin + stretch, buckets.size());
        for (std::size_t i = begin; i < end; i += blockLength) {
            const Bucket block = sum(i, blockLength);
            const double n = double(block.n);
            compared = compared || (block.n > 0 && block.n < total.n);
            const double deviation = double(block.hits) - n * rate;
            squares += deviation * deviation;
            expected += total.n > 0 ? n * rate * (1 - rate) * (1 - n / double(total.n)) : 0;
        }
    }
    if (!compared) {
        return std::nullopt;
    }
    return expected > 0 ? std::max(1.0, squares / expected) : 1;
}

std::optional<Segmentation> meanChanges(std::span<const double> values,
                                        const ChangepointOptions& options)
{
    const auto finite = [](double value) { return std::isfinite(value); };
    if (values.empty() || !areValid(options) || !std::ranges::all_of(values, finite)) {
        return std::nullopt;
    }
    const auto scale = options.scale
        ? options.scale
        : withinVariance(values, options.blockLength, options.stretchBlocks);
    if (!scale) {
        return std::nullopt;
    }
    const MeanCost cost(values);
    const double overall = cost.cost(0, values.size()) / double(values.size());
    return segmented(cost, values.size(), usableVariance(*scale, overall), options);
}

std::optional<Segmentation> rateChanges(std::span<const Bucket> buckets,
                                        const ChangepointOptions& options)
{
    if (!areValid(options) || !areValid(buckets)) {
        return std::nullopt;
    }
    const auto scale = options.scale
        ? options.scale
        : withinDispersion(buckets, options.blockLength, options.stretchBlocks);
    if (!scale) {
        return std::nullopt;
    }
    return segmented(RateCost(buckets), buckets.size(), *scale, options);
}

} // namespace plimsoll::stats
