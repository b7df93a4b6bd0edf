// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/result.h"

#include <QObject>
#include <QPointer>

#include <optional>
#include <vector>

namespace plimsoll {

class PlotView;

// Charts over time that belong together: what one points at the others show, and what is asked of
// one is asked of all.
class ChartLink final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void join(PlotView& chart);
    void joinAll(const QWidget& parent); // every chart below it

signals:
    void spanChosen(const plimsoll::TimeRange& span);
    void zoomAsked(plimsoll::TimePoint around, double factor); // below 1: closer
    void panAsked(double lengths);
    void rowsAsked(const plimsoll::TimeRange& span); // behind the value at a point

    void saved(const QString& path); // the picture of one of them
    void failed(const plimsoll::Error& error);

private:
    void point(const PlotView& source, std::optional<double> x);

    std::vector<QPointer<PlotView>> m_charts;
};

} // namespace plimsoll
