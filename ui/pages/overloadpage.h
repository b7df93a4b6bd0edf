// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/limitedchart.h"
#include "ui/charts/ratechart.h"
#include "ui/pages/page.h"
#include "ui/viewmodels/celltable.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/figuretable.h"
#include "ui/widgets/modelchooser.h"
#include "ui/widgets/shapebars.h"

namespace plimsoll {

// Is the objective kept? Overload and 429 apart, per model.
class OverloadPage final : public Page
{
    Q_OBJECT

public:
    static PageName name();
    explicit OverloadPage(const ThemeState& themes, QWidget* parent = nullptr);

    const RateChart& rateChart() const { return *m_rateChart; }
    const LimitedChart& limitedChart() const { return *m_limitedChart; }
    const CellTableModel& table() const { return *m_tableModel; }
    const CellTableModel& events() const { return *m_eventsModel; }
    Result<void> exportCsv(QIODevice& device) const;
    DashboardParts needs() const override
    {
        return DashboardPart::Rates | DashboardPart::Happenings;
    }
    FindingKinds wants() const override { return FindingKind::Answers; }
    bool standsWithoutFindings() const override { return true; }
    void exportTo(const QString& path) override;

protected:
    void showDashboard() override;

private:
    Card* makeChartCard();
    Card* makeTableCard();
    void showCharts(const ModelSeries& series);
    void showBursts();
    void showEvents();

    Card* m_chartCard = nullptr;
    ModelChooser* m_models;
    RateChart* m_rateChart;
    LimitedChart* m_limitedChart;
    QLabel* m_limitedCaption = nullptr;
    CellTableModel* m_tableModel;
    DataTable* m_table;
    QLabel* m_shapesCaption;
    ShapeBars* m_shapes;
    FigureTable* m_week;
    Card* m_burstCard;
    FigureTable* m_bursts;
    Card* m_eventsCard;
    CellTableModel* m_eventsModel;
    DataTable* m_events;
    std::vector<PlotFlag> m_flags;
};

} // namespace plimsoll
