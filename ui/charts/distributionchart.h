// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/latencyreport.h"
#include "ui/charts/plotview.h"

namespace plimsoll {

// How often each latency occurred, on a log axis of time, with the median and the tail marked.
class DistributionChart final : public PlotView
{
    Q_OBJECT

public:
    explicit DistributionChart(const ThemeState& themes, QWidget* parent = nullptr);

    void setBins(std::vector<LatencyBin> bins, PlotContent plot, const Format& format);

protected:
    QString hint(QPointF at) const override;

private:
    std::vector<LatencyBin> m_bins;
    Format m_format;
};

// x is the decimal logarithm of milliseconds, y the share of answers in an eighth of an octave: the
// edges of a bin lie where the sketch has some, so a bin that is a little wider has a little more
// than its share of answers and is drawn lower.
PlotContent distributionPlot(const LatencyWhole& whole, int series, const Format& format);

} // namespace plimsoll
