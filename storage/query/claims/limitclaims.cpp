// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/claims/limitclaims.h"

#include <algorithm>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::days nearby {2};
constexpr ClaimUnit perMinute = ClaimUnit::PerMinute;

// Of one limit, by time.
std::vector<LimitSpan> spansOf(const ClaimScope& scope, const Claim& claim)
{
    std::vector<LimitSpan> spans;
    if (const PoolLimits* pool = scope.pool(claim.pool)) {
        std::ranges::copy_if(pool->spans, std::back_inserter(spans),
                             [&](const LimitSpan& span) { return span.kind == claim.limit; });
    }
    return spans;
}

Measured withoutLimit(const Claim& claim)
{
    return {.missing = u"an answer that tells this limit of %1"_s.arg(claim.pool)};
}

// "Output tokens": the figures beside it say that they are a minute's.
QString kindLabel(LimitKind kind)
{
    return label(kind).remove(u" per minute"_s);
}

QString kindText(LimitKind kind)
{
    return kindLabel(kind).toLower();
}

// Position of the first span after the nearest change that is near enough; absent: none is.
std::optional<std::size_t> changeNear(const std::vector<LimitSpan>& spans, TimePoint event)
{
    const auto distance = [event](const LimitSpan& before, const LimitSpan& after) {
        const auto early = before.lastSeen - event;
        const auto late = event - after.firstSeen;
        return std::max({early, late, std::chrono::milliseconds(0)});
    };
    std::optional<std::size_t> nearest;
    for (std::size_t i = 1; i < spans.size(); ++i) {
        const auto apart = distance(spans[i - 1], spans[i]);
        if (apart <= nearby
            && (!nearest || apart < distance(spans[*nearest - 1], spans[*nearest]))) {
            nearest = i;
        }
    }
    return nearest;
}

Measured ratioOf(const Claim& claim, const LimitSpan& before, const LimitSpan& after)
{
    const double ratio = double(after.value) / double(std::max<qint64>(before.value, 1));
    Measured measured {.value = ratio,
                       .low = ratio,
                       .high = ratio,
                       .exact = true,
                       .window = TimeRange {before.lastSeen, after.firstSeen},
                       .subject = claim.pool,
                       .method = u"limit as the answers told it, before and after the event"_s};
    measured.evidence = before.value == after.value
        ? u"%1 of %2 stayed at %3 over %4."_s.arg(kindLabel(after.kind), claim.pool,
                                                  figureText(perMinute, double(after.value)),
                                                  dayText(*claim.event))
        : u"%1 of %2 went from %3 to %4 between %5 and %6 UTC: %7."_s.arg(
            kindLabel(after.kind), claim.pool, figureText(perMinute, double(before.value)),
            figureText(perMinute, double(after.value)), minuteText(before.lastSeen),
            minuteText(after.firstSeen), figureText(ClaimUnit::Ratio, ratio));
    if (claim.old && double(before.value) != *claim.old) {
        measured.isOutOfReach = true;
        measured.missing = u"this organization's limit was %1 before, not %2: another tier"_s.arg(
            figureText(perMinute, double(before.value)), figureText(perMinute, *claim.old));
    }
    return measured;
}

// The span that holds at a moment; a limit is taken to hold until another is seen.
const LimitSpan* spanAt(const std::vector<LimitSpan>& spans, TimePoint t)
{
    const LimitSpan* found = nullptr;
    for (const LimitSpan& span : spans) {
        found = span.firstSeen <= t ? &span : found;
    }
    return found;
}

Measured unlike(const Claim& claim, const LimitSpan* span)
{
    Measured measured {.exact = true,
                       .subject = claim.pool,
                       .method =
                           u"arithmetic: what the number counts against what the limit does"_s,
                       .comparesUnlike = true};
    measured.evidence = u"A category error: %1 %2 are held against a limit of %3."_s.arg(
        figureText(perMinute, claim.value).remove(u" a minute"_s), kindText(*claim.countedAs),
        kindText(*claim.limit));
    if (span) {
        const bool tooMany = claim.value > double(span->value);
        measured.evidence += u" Against the limit of %1 then, %2, they are %3."_s.arg(
            kindText(span->kind), figureText(perMinute, double(span->value)),
            tooMany ? u"too many"_s : u"not too many"_s);
    }
    return measured;
}

} // namespace

Measured limitRatio(const ClaimScope& scope, const Claim& claim)
{
    const std::vector<LimitSpan> spans = spansOf(scope, claim);
    if (spans.empty()) {
        return withoutLimit(claim);
    }
    const TimePoint event = *claim.event;
    if (spans.front().firstSeen > event + nearby) {
        return {.subject = claim.pool,
                .missing = u"the limit is known since %1, which is after the event"_s.arg(
                    dayText(spans.front().firstSeen)),
                .isOutOfReach = true};
    }
    if (const auto change = changeNear(spans, event)) {
        return ratioOf(claim, spans[*change - 1], spans[*change]);
    }
    const LimitSpan* span = spanAt(spans, event);
    if (!span || span->lastSeen < event + nearby) {
        return {.subject = claim.pool,
                .missing =
                    u"an answer that tells the limit on either side of %1"_s.arg(dayText(event))};
    }
    return ratioOf(claim, *span, *span);
}

Measured limitValue(const ClaimScope& scope, const Claim& claim)
{
    const TimePoint moment = claim.event ? *claim.event + nearby : scope.asOf();
    if (claim.countedAs && claim.countedAs != claim.limit) {
        Claim alike = claim;
        alike.limit = claim.countedAs;
        const std::vector<LimitSpan> spans = spansOf(scope, alike);
        return unlike(claim, spanAt(spans, claim.event ? *claim.event : moment));
    }
    const std::vector<LimitSpan> spans = spansOf(scope, claim);
    const LimitSpan* span = spanAt(spans, moment);
    if (spans.empty() || (!span && !claim.event)) {
        return withoutLimit(claim);
    }
    if (!span) {
        return {.subject = claim.pool,
                .missing = u"the limit is known since %1, which is later"_s.arg(
                    dayText(spans.front().firstSeen)),
                .isOutOfReach = true};
    }
    Measured measured {.value = double(span->value),
                       .low = double(span->value),
                       .high = double(span->value),
                       .exact = true,
                       .window = TimeRange {span->firstSeen, span->lastSeen},
                       .subject = claim.pool,
                       .method = u"limit as the answers told it"_s};
    measured.evidence = u"%1 of %2: %3 from %4 to %5."_s.arg(
        kindLabel(span->kind), claim.pool, figureText(perMinute, double(span->value)),
        dayText(span->firstSeen), dayText(span->lastSeen));
    if (&spans.back() != span) {
        measured.evidence += u" Now %1."_s.arg(figureText(perMinute, double(spans.back().value)));
    }
    return measured;
}

} // namespace plimsoll
