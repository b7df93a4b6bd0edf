// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/wallcontent.h"

#include "storage/report/restingtext.h"
#include "ui/viewmodels/sentences.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Wall)
};

// A cause is named only with evidence: what the schedule or an answer told, or that the last probes
// of all models failed on our side.
QString staleCause(const Dashboard& dashboard, TimePoint now)
{
    if (const QStringList resting = restingSentences(dashboard.models, now); !resting.isEmpty()) {
        return resting.front();
    }
    const bool ours = std::ranges::all_of(dashboard.models, [](const ModelOverview& model) {
        return model.lastOutcome && whoMustAct(*model.lastOutcome) == Party::YourNetwork;
    });
    return ours ? Text::tr("Our own line was down at last. The API may be fine.")
                : Text::tr("Nobody is measuring. The API may be fine.");
}

void describeVerdict(WallContent& wall, const Dashboard& dashboard, const Freshness& freshness,
                     const Format& format)
{
    const auto newest = newestProbe(dashboard);
    wall.dataAge = newest ? format.numbers.duration(freshness.now - *newest) : u"—"_s;
    wall.stale = freshness.isStale(newest);
    if (!newest) {
        wall.title = Text::tr("No probe has been sent yet");
        wall.detail = Text::tr("The first answer stands here as soon as it is in.");
        wall.stale = false; // nothing was known that could have grown old
        return;
    }
    if (wall.stale) {
        wall.condition = Condition::Warning;
        wall.title = Text::tr("Stale: no probe for %1").arg(wall.dataAge);
        wall.detail = staleCause(dashboard, freshness.now);
        return;
    }
    // The first sentence in large type, what follows below it.
    wall.condition = dashboard.verdict.condition;
    const auto end = dashboard.verdict.sentence.indexOf(". "_L1);
    wall.title = end < 0 ? dashboard.verdict.sentence : dashboard.verdict.sentence.left(end);
    if (wall.title.endsWith(u'.')) {
        wall.title.chop(1);
    }
    wall.detail = end < 0 ? overviewHeadline(dashboard, freshness, format).detail
                          : dashboard.verdict.sentence.mid(end + 2);
}

WallTile wallTile(ModelTile tile, const Format& format)
{
    return {.name = tile.name,
            .series = tile.series,
            .stale = tile.stale,
            .condition = tile.condition,
            .stateWord = tile.stateWord,
            .rate = tile.rate,
            .badRate = tile.badRate,
            .rateDetail = tile.rateDetail,
            .dayRate = tile.windows[1].rate,
            .headroom = tile.headroomShare,
            .p95 = tile.p95,
            .lastProbe = tile.lastProbe,
            .lastKnownAt =
                tile.lastProbe ? format.times.timeOfDay(*tile.lastProbe) : QString(u"—"_s),
            .spark = std::move(tile.spark)};
}

} // namespace

WallContent wallContent(const Dashboard& dashboard, const Freshness& freshness,
                        const Format& format)
{
    WallContent wall;
    wall.demo = dashboard.store.demo;
    wall.time = format.times.timeOfDay(freshness.now);
    wall.day = format.times.day(freshness.now);
    wall.zone = format.times.zoneName(freshness.now);
    const TimePoint end = std::chrono::ceil<std::chrono::minutes>(freshness.now);
    wall.sparkRange = {.from = end - std::chrono::hours(24), .to = end};
    describeVerdict(wall, dashboard, freshness, format);
    quint64 limited = 0;
    for (const ModelOverview& model : dashboard.models) {
        limited += model.day.limited();
        wall.tiles.push_back(wallTile(modelTile(model, freshness, format), format));
    }
    // Nothing counted is not a count of none.
    wall.limited =
        dashboard.models.empty() ? u"—"_s : QString(format.numbers.count(qint64(limited)));
    return wall;
}

} // namespace plimsoll
