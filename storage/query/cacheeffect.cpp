// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/cacheeffect.h"

#include <algorithm>
#include <map>
#include <utility>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

constexpr auto cacheLifetime = 5min;

std::optional<double> ratio(std::optional<qint64> a, std::optional<qint64> b)
{
    return a && b && *b > 0 ? std::optional(double(*a) / double(*b)) : std::nullopt;
}

std::optional<double> ratio(const std::optional<Micros>& a, const std::optional<Micros>& b)
{
    return a && b ? ratio(std::optional<qint64>(a->count()), std::optional<qint64>(b->count()))
                  : std::nullopt;
}

// The same tokens, all of them read by the model.
std::optional<qint64> uncachedCost(const Observation& read, const Catalogue& catalogue)
{
    Usage plain = read.usage;
    plain.input = read.usage.input.value_or(0) + read.usage.cacheWrite.value_or(0)
        + read.usage.cacheRead.value_or(0);
    plain.cacheWrite.reset();
    plain.cacheRead.reset();
    return catalogue.costNanoUsd(read.target.model, plain, read.at);
}

// One model while its rows are read.
struct Gathered
{
    std::optional<Observation> write; // waits for its read
    std::size_t unwritten = 0;
    std::vector<CachePair> pairs;
};

void take(Gathered& gathered, const Observation& observation, const Catalogue& catalogue)
{
    if (observation.target.kind == ProbeKind::CacheWrite) {
        gathered.write = observation;
        return;
    }
    const auto write = std::exchange(gathered.write, std::nullopt);
    if (!write || observation.at - write->at > cacheLifetime) {
        return;
    }
    if (const auto pair = cachePair(*write, observation, catalogue)) {
        if (pair->wrote()) {
            gathered.pairs.push_back(*pair);
        } else {
            ++gathered.unwritten;
        }
    }
}

std::optional<MedianRatio> medianOf(const std::vector<CachePair>& pairs,
                                    std::optional<double> CachePair::*member)
{
    std::vector<double> ratios;
    for (const CachePair& pair : pairs) {
        if (pair.hit() && pair.*member) {
            ratios.push_back(*(pair.*member));
        }
    }
    return medianRatio(std::move(ratios));
}

CacheEffect effectOf(const std::pair<QString, QString>& subject, const Gathered& gathered)
{
    const auto& pairs = gathered.pairs;
    CacheEffect effect;
    effect.model = subject.first;
    effect.organization = subject.second;
    effect.pairs = pairs.size();
    effect.unwritten = gathered.unwritten;
    const auto hits = std::ranges::count_if(pairs, &CachePair::hit);
    effect.hits = stats::wilson(std::uint64_t(hits), pairs.size());
    effect.costToWrite = medianOf(pairs, &CachePair::costToWrite);
    effect.costToUncached = medianOf(pairs, &CachePair::costToUncached);
    effect.firstToken = medianOf(pairs, &CachePair::firstToken);
    return effect;
}

} // namespace

std::optional<CachePair> cachePair(const Observation& write, const Observation& read,
                                   const Catalogue& catalogue)
{
    const bool answered = write.outcome == Outcome::Ok && read.outcome == Outcome::Ok;
    if (!answered || !write.usage.input || !read.usage.input) {
        return std::nullopt;
    }
    CachePair pair;
    pair.tokensWritten = write.usage.cacheWrite.value_or(0);
    pair.tokensRead = read.usage.cacheRead.value_or(0);
    pair.costToWrite = ratio(read.costNanoUsd, write.costNanoUsd);
    pair.costToUncached = ratio(read.costNanoUsd, uncachedCost(read, catalogue));
    pair.firstToken = ratio(read.timing.firstToken, write.timing.firstToken);
    return pair;
}

std::optional<MedianRatio> medianRatio(std::vector<double> ratios)
{
    if (ratios.empty()) {
        return std::nullopt;
    }
    std::ranges::sort(ratios);
    const std::size_t middle = ratios.size() / 2;
    MedianRatio median;
    median.n = ratios.size();
    median.value =
        ratios.size() % 2 == 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2;
    if (const auto ranks = stats::quantileRanks(ratios.size(), 0.5)) {
        median.low = ratios[ranks->low - 1];
        median.high = ratios[ranks->high - 1];
    }
    return median;
}

Result<std::vector<CacheEffect>> cacheEffects(const StoreReader& reader, const Catalogue& catalogue,
                                              TimeRange range, const QStringList& models)
{
    std::map<std::pair<QString, QString>, Gathered> subjects;
    RowFilter filter;
    filter.range = range;
    filter.models = models;
    filter.kinds = {ProbeKind::CacheWrite, ProbeKind::CacheRead};
    filter.brief = true;
    const auto read = reader.observations(filter, [&](const Observation& observation) {
        const TargetId& target = observation.target;
        if (observation.outcome != Outcome::Skipped) {
            take(subjects[{target.model, target.organization}], observation, catalogue);
        }
        return true;
    });
    if (!read) {
        return read.error();
    }
    std::vector<CacheEffect> effects;
    for (const auto& [subject, gathered] : subjects) {
        if (!gathered.pairs.empty() || gathered.unwritten > 0) {
            effects.push_back(effectOf(subject, gathered));
            effects.back().displayName = catalogue.displayName(subject.first);
        }
    }
    return effects;
}

} // namespace plimsoll
