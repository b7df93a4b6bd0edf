// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/tier.h"

#include <algorithm>
#include <span>

namespace plimsoll {

namespace {

using Spans = std::span<const LimitSpan>;

// The first run of spans that agree in a key; they come in its order.
template<typename Key>
Spans firstRun(Spans spans, Key key)
{
    const auto end = std::ranges::find_if(
        spans, [&](const LimitSpan& span) { return key(span) != key(spans.front()); });
    return spans.first(std::size_t(end - spans.begin()));
}

void setLimit(TierLimits& limits, const LimitSpan& span)
{
    switch (span.kind) {
    case LimitKind::Requests:
        limits.requests = span.value;
        break;
    case LimitKind::InputTokens:
        limits.inputTokens = span.value;
        break;
    case LimitKind::OutputTokens:
        limits.outputTokens = span.value;
        break;
    case LimitKind::Tokens:
        break;
    }
}

// What the spans of one limit told last at a moment; null before they told anything.
const LimitSpan* newestAt(Spans spans, TimePoint moment)
{
    const auto after = std::ranges::upper_bound(spans, moment, {}, &LimitSpan::firstSeen);
    return after == spans.begin() ? nullptr : &*std::prev(after);
}

// The limits of one organization, each with its spans.
class Limits
{
public:
    explicit Limits(Spans spans)
    {
        while (!spans.empty()) {
            m_limits.push_back(firstRun(
                spans, [](const LimitSpan& span) { return std::pair(span.pool, span.kind); }));
            spans = spans.subspan(m_limits.back().size());
        }
    }

    // As they were known at a moment; of pools that told nothing since `from`, nothing.
    std::vector<SeenLimits> seenAt(TimePoint moment, std::optional<TimePoint> from) const
    {
        std::vector<SeenLimits> pools;
        for (const Spans& limit : m_limits) {
            const LimitSpan* span = newestAt(limit, moment);
            if (!span) {
                continue;
            }
            if (pools.empty() || pools.back().pool != span->pool) {
                pools.push_back({.pool = span->pool, .limits = {}, .at = span->firstSeen});
            }
            setLimit(pools.back().limits, *span);
            pools.back().at = std::max(pools.back().at, std::min(span->lastSeen, moment));
        }
        std::erase_if(pools, [from](const SeenLimits& pool) {
            return pool.limits.isEmpty() || (from && pool.at < *from);
        });
        return pools;
    }

    TierMatch matchAt(const TierTable& table, TimePoint moment) const
    {
        const TierVersion* inForce = table.at(moment);
        return recognisedTier(table, seenAt(moment, inForce ? inForce->from : std::nullopt),
                              moment);
    }

    std::vector<TimePoint> beginnings() const
    {
        std::vector<TimePoint> all;
        for (const Spans& limit : m_limits) {
            for (const LimitSpan& span : limit) {
                all.push_back(span.firstSeen);
            }
        }
        std::ranges::sort(all);
        const auto repeated = std::ranges::unique(all);
        all.erase(repeated.begin(), repeated.end());
        return all;
    }

private:
    std::vector<Spans> m_limits;
};

void setSince(TierAnswer& answer, const TierTable& table, const Limits& limits)
{
    if (!answer.match.isOne()) {
        return;
    }
    const QString tier = answer.match.tiers.front();
    const std::vector<TimePoint> beginnings = limits.beginnings();
    for (auto at = beginnings.rbegin(); at != beginnings.rend(); ++at) {
        const TierMatch match = limits.matchAt(table, *at);
        if (match.fit == TierFit::Unknown) {
            continue; // a pool that says nothing of the tier
        }
        if (!match.tiers.contains(tier)) {
            answer.isDated = true;
            return;
        }
        answer.since = *at;
    }
}

} // namespace

std::vector<TierAnswer> tierAnswers(const TierTable& table, const std::vector<LimitSpan>& spans)
{
    std::vector<TierAnswer> answers;
    for (Spans rest(spans); !rest.empty();) {
        const Spans own = firstRun(rest, [](const LimitSpan& span) { return span.organization; });
        rest = rest.subspan(own.size());
        const Limits limits(own);
        const TimePoint newest = std::ranges::max_element(own, {}, &LimitSpan::lastSeen)->lastSeen;
        TierAnswer answer {.organization = own.front().organization,
                           .match = limits.matchAt(table, newest),
                           .asOf = newest};
        setSince(answer, table, limits);
        answers.push_back(std::move(answer));
    }
    return answers;
}

std::vector<std::optional<TierChange>> tierChanges(const TierTable& table,
                                                   const std::vector<LimitSpan>& spans,
                                                   const std::vector<TimeRange>& brackets)
{
    const Limits limits(spans);
    std::vector<std::optional<TierChange>> changes;
    for (const TimeRange& bracket : brackets) {
        const auto before = recognisedTier(table, limits.seenAt(bracket.from, {}), bracket.from);
        const auto after = recognisedTier(table, limits.seenAt(bracket.to, {}), bracket.to);
        std::optional<TierChange>& change = changes.emplace_back();
        if (before.isOne() && after.isOne()) {
            change = TierChange {.before = before.tiers.front(),
                                 .tablesBefore = before.tables,
                                 .after = after.tiers.front(),
                                 .tablesAfter = after.tables};
        }
    }
    return changes;
}

} // namespace plimsoll
