// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/limithistory.h"
#include "ui/charts/plotview.h"
#include "ui/viewmodels/capacitycurve.h"
#include "ui/viewmodels/capacityhints.h"

namespace plimsoll {

// One of the three currencies of capacity, above or below the others on the same axis of time.
class CapacityChart final : public PlotView
{
    Q_OBJECT

public:
    CapacityChart(const QString& name, const ThemeState& themes, QWidget* parent = nullptr);

    void setHints(std::vector<StepHint> hints) { m_hints = std::move(hints); }

protected:
    QString hint(QPointF at) const override;

private:
    std::vector<StepHint> m_hints;
};

// What the three have in common: the axis, and the moments at which the ceiling moved.
struct CapacityFrame
{
    TimeRange range;
    int series = 0;
    std::vector<PlotFlag> flags;
    bool isLowest = false; // the one that names the days
};

// Limits per minute of one pool (PoolLimits::account()) as steps, each change with its day.
PlotContent ceilingPlot(const LimitHistory& history, const QString& account,
                        const std::vector<Gap>& gaps, const CapacityFrame& frame,
                        const Format& format);

// What was asked for as a stack: let in, overloaded, limited by our own account.
PlotContent admissionPlot(const CapacityCurve& curve, const CapacityFrame& frame,
                          const Format& format);

PlotContent deliveryPlot(const CapacityCurve& curve, DeliveryMetric metric,
                         const CapacityFrame& frame, const Format& format);

// The changes of a pool within a range as flags of all three charts.
std::vector<PlotFlag> ceilingFlags(const LimitHistory& history, const QString& account,
                                   TimeRange range);

// Where the axis of shares begins: 0, or as near to 1 as leaves the whole band in view.
double shareFloor(double lowest);

} // namespace plimsoll
