// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/sentences.h"

#include "ui/viewmodels/limittables.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Headlines)
};

int severity(Condition condition)
{
    switch (condition) {
    case Condition::Bad:
        return 3;
    case Condition::Warning:
        return 2;
    case Condition::Unknown:
        return 1;
    case Condition::Normal:
        break;
    }
    return 0;
}

// The figure behind the verdict: of the model that is worst off.
QString overviewDetail(const Dashboard& dashboard, const Format& format)
{
    const auto worst =
        std::ranges::max_element(dashboard.models, {}, [](const ModelOverview& model) {
            return severity(model.verdict.condition);
        });
    const auto rate = estimateRate(worst->hour).overload;
    if (!rate) {
        return Text::tr("No scheduled probe of %1 reached the service in the last hour.")
            .arg(worst->displayName);
    }
    return Text::tr("%1 in the last hour: %2 overloaded, %3.")
        .arg(worst->displayName, format.numbers.countOf(rate->hits, rate->n),
             format.numbers.rate(*rate));
}

struct LowLimit
{
    const LimitNow* limit = nullptr;
    double share = 2;
};

// Its reset has passed since it was read: what was missing then is there again, but for others.
bool isOver(const LimitNow& limit, TimePoint now)
{
    return limit.reset && *limit.reset <= now;
}

enum class Readings { All, OfNow };

LowLimit tightest(const LimitHistory& history, TimePoint now, Readings readings)
{
    LowLimit low;
    for (const PoolLimits& pool : history.pools) {
        for (const LimitNow& limit : pool.now) {
            if (!limit.limit || !limit.remaining || *limit.limit <= 0
                || (readings == Readings::OfNow && isOver(limit, now))) {
                continue;
            }
            const double share = double(*limit.remaining) / double(*limit.limit);
            if (share < low.share) {
                low = {.limit = &limit, .share = share};
            }
        }
    }
    return low;
}

QString limitsDetail(const LimitHistory& history, TimePoint now, const Format& format)
{
    QString text = history.changes.empty()
        ? Text::tr("No ceiling has moved since the first sample.")
        : Text::tr("Ceilings last moved by %1.")
              .arg(format.times.event(history.changes.front().firstNew));
    qint64 known = 0;
    qint64 all = 0;
    std::optional<TimePoint> oldest;
    for (const PoolLimits& pool : history.pools) {
        for (const LimitNow& limit : pool.now) {
            ++all;
            if (limit.remainingAt) {
                ++known;
                oldest = oldest ? std::min(*oldest, *limit.remainingAt) : *limit.remainingAt;
            }
        }
    }
    if (oldest) {
        text += u' '
            + Text::tr("%1 limits have been read, the oldest reading is %2.")
                  .arg(format.numbers.countOf(quint64(known), quint64(all)),
                       format.numbers.duration(now - *oldest) + u" old"_s);
    }
    return text;
}

const TrendRow* rowOf(const ModelTrend& trend, TrendRow::Metric metric)
{
    const auto row = std::ranges::find(trend.rows, metric, &TrendRow::metric);
    return row == trend.rows.end() ? nullptr : &*row;
}

QString lowered(QString words)
{
    if (!words.isEmpty()) {
        words[0] = words[0].toLower();
    }
    return words;
}

} // namespace

Headline waitingHeadline(Waiting why, const QString& detail)
{
    Headline headline {.condition = Condition::Unknown, .sentence = {}, .detail = detail};
    switch (why) {
    case Waiting::Reading:
        headline.sentence = Text::tr("Reading the store…");
        break;
    case Waiting::FillingDemo:
        headline.sentence = Text::tr("Filling the demo store…");
        break;
    case Waiting::NothingMeasured:
        headline.sentence = Text::tr("Nothing measured yet.");
        break;
    case Waiting::NoStore:
        headline.sentence = Text::tr("The store cannot be used.");
        break;
    }
    return headline;
}

QString focusedModel(const Dashboard& dashboard, const QString& chosen)
{
    const bool there = std::ranges::any_of(
        dashboard.models, [&](const ModelOverview& model) { return model.subject() == chosen; });
    if (there) {
        return chosen;
    }
    return dashboard.models.empty() ? QString() : dashboard.models.front().subject();
}

std::optional<TimePoint> newestProbe(const Dashboard& dashboard)
{
    std::optional<TimePoint> newest;
    for (const ModelOverview& model : dashboard.models) {
        if (model.lastProbe) {
            newest = std::max(newest.value_or(*model.lastProbe), *model.lastProbe);
        }
    }
    return newest;
}

Headline overviewHeadline(const Dashboard& dashboard, const Freshness& freshness,
                          const Format& format)
{
    const auto newest = newestProbe(dashboard);
    if (!newest) {
        return {.condition = Condition::Unknown,
                .sentence = Text::tr("No probe has been sent yet."),
                .detail = Text::tr("The first answer stands here as soon as it is in.")};
    }
    if (freshness.isStale(newest)) {
        return {.condition = Condition::Warning,
                .sentence = Text::tr("Stale: no probe for %1. The present state is unknown.")
                                .arg(format.numbers.duration(freshness.now - *newest)),
                .detail = Text::tr("The figures below are the last known ones, of %1.")
                              .arg(format.times.event(*newest))};
    }
    return {.condition = dashboard.verdict.condition,
            .sentence = dashboard.verdict.sentence,
            .detail = overviewDetail(dashboard, format)};
}

Headline overloadHeadline(const Dashboard& dashboard, const QString& model, const Format& format)
{
    const auto series = std::ranges::find(dashboard.series, model, &ModelSeries::subject);
    if (series == dashboard.series.end()) {
        return {.condition = Condition::Unknown,
                .sentence = Text::tr("No probe in this range."),
                .detail = Text::tr("No data is a gap, never 0 %.")};
    }
    const OutcomeCounts& counts = series->whole.counts;
    const RateEstimate rate = estimateRate(counts);
    const QString limited = Text::tr("429 of our own account, never in the rate: %1.")
                                .arg(format.numbers.count(qint64(counts.limited())));
    if (!rate.overload) {
        return {.condition = Condition::Unknown,
                .sentence = Text::tr("%1: no scheduled probe reached the service in this range.")
                                .arg(series->displayName),
                .detail = limited};
    }
    Headline headline {.condition = Condition::Warning,
                       .sentence = Text::tr("%1: too close to the 1 % objective to call."),
                       .detail = {}};
    if (rate.overload->high < overloadObjective) {
        headline = {Condition::Normal, Text::tr("%1 keeps the 1 % objective in this range."), {}};
    } else if (rate.overload->low > overloadObjective) {
        headline = {Condition::Bad, Text::tr("%1 misses the 1 % objective in this range."), {}};
    }
    headline.sentence = headline.sentence.arg(series->displayName);
    headline.detail = Text::tr("Overload rate %1; by status code alone %2. %3")
                          .arg(format.numbers.rate(*rate.overload),
                               format.numbers.percent(rate.byStatusCode->value), limited);
    return headline;
}

Headline limitsHeadline(const Dashboard& dashboard, TimePoint now, const Format& format)
{
    LowLimit low = tightest(dashboard.limits, now, Readings::OfNow);
    if (!low.limit || low.share >= lowHeadroom) {
        low = tightest(dashboard.limits, now, Readings::All);
    }
    if (!low.limit) {
        return {.condition = Condition::Unknown,
                .sentence = Text::tr("No limit has been read yet."),
                .detail = Text::tr("Limits come with the headers of answered probes.")};
    }
    const QString share = format.numbers.wholePercent(low.share);
    QString kind = shortLabel(low.limit->kind);
    kind = lowered(kind);
    if (low.share < lowHeadroom && isOver(*low.limit, now)) {
        return {.condition = Condition::Unknown,
                .sentence =
                    Text::tr("%1 had %2 of its %3 left when last read; it was to be full by now.")
                        .arg(subjectLabel(low.limit->pool, low.limit->organization), share, kind),
                .detail = limitsDetail(dashboard.limits, now, format)};
    }
    if (low.share < lowHeadroom) {
        return {.condition = Condition::Warning,
                .sentence =
                    Text::tr("%1 has %2 of its %3 left; no limit has less.")
                        .arg(subjectLabel(low.limit->pool, low.limit->organization), share, kind),
                .detail = limitsDetail(dashboard.limits, now, format)};
    }
    return {.condition = Condition::Normal,
            .sentence =
                Text::tr("Every pool has room; the least is %1 of the %2 of %3.")
                    .arg(share, kind, subjectLabel(low.limit->pool, low.limit->organization)),
            .detail = limitsDetail(dashboard.limits, now, format)};
}

Headline trendsHeadline(const Dashboard& dashboard, const QString& model, const Format& format)
{
    const auto trend = std::ranges::find(dashboard.trends.models, model, &ModelTrend::subject);
    const TrendRow* rate = nullptr;
    const TrendRow* time = nullptr;
    if (trend != dashboard.trends.models.end()) {
        rate = rowOf(*trend, TrendRow::Metric::OverloadRate);
        time = rowOf(*trend, TrendRow::Metric::FirstTokenP50);
    }
    if (!rate) {
        return {.condition = Condition::Unknown,
                .sentence = Text::tr("There are no two weeks to compare yet."),
                .detail = Text::tr("A comparison needs the same hours of this week and the last.")};
    }
    Headline headline;
    headline.condition = rate->verdict.condition;
    headline.sentence =
        Text::tr("%1, overload rate: %2.").arg(trend->displayName, lowered(rate->verdict.word));
    if (time) {
        headline.sentence += u' ' + Text::tr("First token: %1.").arg(lowered(time->verdict.word));
    }
    headline.detail = Text::tr("This week so far against the same hours of last week, %1 to %2; "
                               "gaps of either week left out of both.")
                          .arg(format.times.moment(dashboard.trends.thisMonday),
                               format.times.moment(dashboard.trends.comparedUntil) + u' '
                                   + format.times.zoneName(dashboard.asOf));
    return headline;
}

} // namespace plimsoll
