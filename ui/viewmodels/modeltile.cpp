// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/modeltile.h"

#include "storage/report/restingtext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ModelTile)
};

ModelTile::Window window(const QString& name, const OutcomeCounts& counts, const Numbers& numbers)
{
    const auto rate = estimateRate(counts).overload;
    return {.name = name,
            .rate = rate ? numbers.percent(rate->value) : u"—"_s,
            .interval = rate ? numbers.interval(*rate) : u"—"_s,
            .n = numbers.count(qint64(counts.reached()))};
}

void describeState(ModelTile& tile, const ModelOverview& model, const Freshness& freshness,
                   const Format& format)
{
    tile.stale = freshness.isStale(model.lastProbe);
    tile.lastProbe = model.lastProbe;
    tile.age = model.lastProbe ? format.age(*model.lastProbe, freshness.now) : Text::tr("never");
    if (!model.lastProbe) {
        tile.stateWord = Text::tr("Waiting");
        tile.state = Text::tr("Waiting for the first probe");
        return;
    }
    if (tile.stale) {
        tile.stateWord = Text::tr("Unknown");
        tile.state = Text::tr("Unknown, no probe for %1")
                         .arg(format.numbers.duration(freshness.now - *model.lastProbe));
        return;
    }
    tile.condition = model.verdict.condition;
    tile.stateWord = model.verdict.word;
    tile.state = model.verdict.word;
    if (model.overloadedSince && model.verdict.condition == Condition::Bad) {
        const bool today = freshness.now - *model.overloadedSince < std::chrono::hours(20);
        tile.state = Text::tr("%1 since %2")
                         .arg(model.verdict.word,
                              today ? format.times.timeOfDay(*model.overloadedSince)
                                    : format.times.moment(*model.overloadedSince));
    }
}

void describeRates(ModelTile& tile, const ModelOverview& model, const Format& format)
{
    const auto hour = estimateRate(model.hour).overload;
    tile.windows = {window(u"1 h"_s, model.hour, format.numbers),
                    window(u"24 h"_s, model.day, format.numbers),
                    window(u"7 d"_s, model.week, format.numbers)};
    tile.rate = tile.windows[0].rate;
    // A refused key is bad too, but no figure of the rate.
    tile.badRate = !tile.stale && tile.condition == Condition::Bad && hour && hour->hits > 0
        && model.overloadedSince;
    if (!hour) {
        tile.rateCaption = Text::tr("no probe in the last hour");
        tile.rateDetail = Text::tr("unknown, n = 0");
        return;
    }
    tile.rateCaption =
        Text::tr("%1 in the last hour").arg(format.numbers.countOf(hour->hits, hour->n));
    tile.rateDetail = tile.windows[0].interval + u", n = "_s + tile.windows[0].n;
}

void describeHeadroom(ModelTile& tile, const ModelOverview& model, const Freshness& freshness,
                      const Format& format)
{
    tile.headroomName = Text::tr("Limits of %1").arg(subjectLabel(model.pool, model.organization));
    tile.headroomShare = u"—"_s;
    tile.headroomReset = Text::tr("No limit was sent yet");
    if (!model.tightest || !model.tightest->limit || !model.tightest->remaining
        || *model.tightest->limit <= 0) {
        return;
    }
    const LimitNow& limit = *model.tightest;
    tile.headroomName =
        Text::tr("%1 left, %2")
            .arg(shortLabel(limit.kind), subjectLabel(limit.pool, limit.organization));
    tile.headroom = double(*limit.remaining) / double(*limit.limit);
    tile.headroomShare = format.numbers.wholePercent(*tile.headroom);
    tile.headroomOf = Text::tr("of %1").arg(format.numbers.limit(limit.kind, *limit.limit));
    if (!limit.reset) {
        tile.headroomReset = Text::tr("Reset not sent");
    } else if (*limit.reset <= freshness.now) {
        tile.headroomReset = Text::tr("Full again now");
    } else {
        tile.headroomReset =
            Text::tr("Full again in %1").arg(format.numbers.duration(*limit.reset - freshness.now));
    }
}

// Without the name of the model, which stands on the tile.
QString noticeOf(const ModelOverview& model, TimePoint now)
{
    ModelOverview nameless;
    nameless.resting = model.resting;
    QStringList notices = restingSentences({nameless}, now);
    if (!model.notice.isEmpty() && std::ranges::none_of(notices, [&](const QString& n) {
            return n.contains(model.notice);
        })) {
        notices << model.notice;
    }
    return notices.join(u' ');
}

} // namespace

ModelTile modelTile(const ModelOverview& model, const Freshness& freshness, const Format& format)
{
    ModelTile tile;
    tile.model = model.subject();
    tile.name = model.displayName;
    tile.series = model.series;
    tile.notice = noticeOf(model, freshness.now);
    describeState(tile, model, freshness, format);
    describeRates(tile, model, format);
    const auto time = [&](std::optional<double> ms) {
        return ms ? format.numbers.milliseconds(*ms) : u"—"_s;
    };
    tile.p50 = time(model.firstToken.p50);
    tile.p95 = time(model.firstToken.p95);
    tile.latencyN = format.numbers.count(qint64(model.firstToken.n));
    describeHeadroom(tile, model, freshness, format);
    tile.spark = model.spark;
    return tile;
}

QString shortLabel(LimitKind kind)
{
    switch (kind) {
    case LimitKind::Requests:
        return Text::tr("Requests");
    case LimitKind::InputTokens:
        return Text::tr("Input tokens");
    case LimitKind::OutputTokens:
        return Text::tr("Output tokens");
    case LimitKind::Tokens:
        return Text::tr("Tokens");
    }
    return {};
}

} // namespace plimsoll
