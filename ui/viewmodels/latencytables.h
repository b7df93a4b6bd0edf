// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/latencyreport.h"
#include "ui/format/format.h"
#include "ui/viewmodels/celltable.h"
#include "ui/viewmodels/sentences.h"

namespace plimsoll {

// Null when there is none of this subject.
const LatencyReport* latencyReportOf(const std::vector<LatencyReport>& reports,
                                     const QString& subject);

// How fast the model answers now, against the usual, and how long the tail is. Null:
// nothing of the model was found.
Headline latencyHeadline(const LatencyReport* report, LatencyMetric metric, const Format& format);

// The phases in the order a request goes through them, then what they add up to.
TableContent phaseTable(const LatencyReport& report, const Format& format);
QString phaseCaption(const PhaseFigures& phases, const Format& format); // which answers these are

// The medians of the phases, for a bar that stacks them; phases without a value are left out.
struct PhasePart
{
    QString name;
    QString text; // "41.2 ms"
    double milliseconds = 0;

    bool operator==(const PhasePart&) const = default;
};
std::vector<PhasePart> phaseParts(const PhaseFigures& phases, const Format& format);
QString inWords(const std::vector<PhasePart>& parts); // "Connect 20.1 ms, TLS 31.0 ms"

// "1.31 s (1.28 to 1.35), n = 1,438"; "—" without a value.
QString quantileText(const QuantileEstimate& quantile, const Format& format);

QString label(RequestPhase phase); // "First byte"

// From this ratio of p95 to p50 on a tail is called long.
inline constexpr double longTail = 3;

// One sentence each for who cannot see the charts.
QString latencyChartSummary(const LatencyReport& report, LatencyMetric metric,
                            const Format& format);
QString distributionSummary(const LatencyReport& report, LatencyMetric metric,
                            const Format& format);

} // namespace plimsoll
