// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/trendchart.h"
#include "ui/pages/eventcard.h"
#include "ui/pages/heatcard.h"
#include "ui/pages/page.h"
#include "ui/viewmodels/celltable.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/modelchooser.h"
#include "ui/widgets/segmentedcontrol.h"

namespace plimsoll {

// Did it really change? This week over the last, hours of the week, before and after an event, in
// words that allow for chance and, once that is found out, for bursts.
class TrendsPage final : public Page
{
    Q_OBJECT

public:
    static PageName name();
    explicit TrendsPage(const ThemeState& themes, QWidget* parent = nullptr);

    const TrendChart& chart() const { return *m_chart; }
    const CellTableModel& table() const { return *m_tableModel; }
    const CellTableModel& weeks() const { return *m_weeksModel; }
    Result<void> exportCsv(QIODevice& device) const;
    HeatCard& heatCard() { return *m_heat; }
    EventCard& eventCard() { return *m_event; }
    DashboardParts needs() const override { return DashboardPart::Trends; }
    FindingKinds wants() const override { return FindingKind::Answers; }
    bool standsWithoutFindings() const override { return true; }
    void exportTo(const QString& path) override;

protected:
    void showDashboard() override;

private:
    Card* makeChartCard();
    void showModelSegments();
    void showTrend();
    void showTable(const ModelTrend& trend);
    const ModelAnswers* modelAnswers() const; // null: not found out yet

    TrendMetric m_metric = TrendMetric::FirstToken;
    Card* m_chartCard = nullptr;
    ModelChooser* m_models;
    SegmentedControl* m_metrics;
    TrendChart* m_chart;
    CellTableModel* m_tableModel;
    DataTable* m_table;
    HeatCard* m_heat;
    EventCard* m_event;
    CellTableModel* m_weeksModel;
    DataTable* m_weeks;
};

} // namespace plimsoll
