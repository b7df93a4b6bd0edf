// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/overview.h"
#include "ui/format/format.h"

#include <array>

namespace plimsoll {

// Against what freshness is judged: data are stale when the newest probe is older than the
// schedule can explain.
struct Freshness
{
    TimePoint now;
    std::chrono::milliseconds silence = std::chrono::minutes(6); // the longest it explains

    bool isStale(std::optional<TimePoint> lastProbe) const
    {
        return !lastProbe || now - *lastProbe > silence;
    }
};

// One model in finished words: the tile of the overview and of the wall print the same figures.
struct ModelTile
{
    struct Window
    {
        QString name; // "24 h"
        QString rate;
        QString interval;
        QString n;
    };

    QString model;
    QString name;
    int series = 0;
    bool stale = false; // figures are the last known ones
    Condition condition = Condition::Unknown;
    QString state; // "Overloaded since 14:19"
    QString stateWord; // "Overloaded"
    std::optional<TimePoint> lastProbe;
    QString age; // of the newest probe, "never" if there is none
    QString rate; // of the last hour
    bool badRate = false; // overloads are what makes the condition bad
    QString rateCaption; // "11 of 60 in the last hour"
    QString rateDetail; // "9.5 to 32.3, n = 60"
    std::array<Window, 3> windows;
    QString p50;
    QString p95;
    QString latencyN;
    QString notice; // what is not sent and why, or of its retirement; "" for none
    QString headroomName; // "Input tokens left, Opus 4.x"
    std::optional<double> headroom; // share left
    QString headroomShare; // "78 %"
    QString headroomOf; // "of 2,000k"
    QString headroomReset; // "Full again in 13 s"
    std::vector<RateStep> spark;
};

ModelTile modelTile(const ModelOverview& model, const Freshness& freshness, const Format& format);

QString shortLabel(LimitKind kind); // "Input tokens"

} // namespace plimsoll
