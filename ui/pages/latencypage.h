// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/distributionchart.h"
#include "ui/charts/latencychart.h"
#include "ui/pages/page.h"
#include "ui/viewmodels/celltable.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/modelchooser.h"
#include "ui/widgets/phasebar.h"
#include "ui/widgets/segmentedcontrol.h"

namespace plimsoll {

// How fast does it answer? The whole distribution over time, and what a request spends its time on.
class LatencyPage final : public Page
{
    Q_OBJECT

public:
    static PageName name();
    explicit LatencyPage(const ThemeState& themes, QWidget* parent = nullptr);

    const LatencyChart& chart() const { return *m_chart; }
    const DistributionChart& distribution() const { return *m_distribution; }
    const CellTableModel& phases() const { return *m_phasesModel; }
    const PhaseBar& bar() const { return *m_bar; }
    SegmentedControl& metrics() { return *m_metrics; }
    Result<void> exportCsv(QIODevice& device) const;
    DashboardParts needs() const override
    {
        return DashboardPart::Rates | DashboardPart::Happenings;
    }
    FindingKinds wants() const override { return FindingKind::Latencies; }
    void exportTo(const QString& path) override;

protected:
    void showDashboard() override;

private:
    Card* makeChartCard();
    Card* makePhasesCard();
    Card* makeDistributionCard();
    void showModelSegments();
    void showReport(const LatencyReport& report);

    LatencyMetric m_metric = LatencyMetric::FirstToken;
    Card* m_chartCard = nullptr;
    Card* m_phasesCard = nullptr;
    Card* m_distributionCard = nullptr;
    ModelChooser* m_models;
    SegmentedControl* m_metrics;
    LatencyChart* m_chart;
    DistributionChart* m_distribution;
    CellTableModel* m_phasesModel;
    DataTable* m_phases;
    PhaseBar* m_bar;
    ElidedLabel* m_barCaption;
};

} // namespace plimsoll
