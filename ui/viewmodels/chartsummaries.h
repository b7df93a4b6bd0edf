// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/limithistory.h"
#include "storage/query/series.h"
#include "ui/format/format.h"
#include "ui/viewmodels/ratecurve.h"
#include "ui/viewmodels/trendcurve.h"

namespace plimsoll {

// What a chart shows, in one sentence, for who does not see it.

QString rateSummary(const RateCurve& curve, const Format& format);
QString limitedSummary(const ModelSeries& series, const Format& format);
QString limitSummary(const LimitHistory& history, const QString& account, LimitKind kind,
                     TimeRange range, const Format& format);
QString trendSummary(const TrendCurve& curve, TrendMetric metric, const Format& format);
// The last 24 hours of all models, from the steps on their tiles.
QString daySummary(const std::vector<ModelOverview>& models, const Format& format);

} // namespace plimsoll
