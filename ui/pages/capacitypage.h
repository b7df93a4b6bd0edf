// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/capacitycharts.h"
#include "ui/pages/page.h"
#include "ui/viewmodels/celltable.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/modelchooser.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QLabel>

namespace plimsoll {

// How much of the service is there? Ceiling, admission and delivery, none of which follows from
// another, on one axis of time.
class CapacityPage final : public Page
{
    Q_OBJECT

public:
    static PageName name();
    explicit CapacityPage(const ThemeState& themes, QWidget* parent = nullptr);

    const PlotView& ceiling() const { return *m_ceiling; }
    const PlotView& admission() const { return *m_admission; }
    const PlotView& delivery() const { return *m_delivery; }
    const CellTableModel& table() const { return *m_tableModel; }
    SegmentedControl& deliveries() { return *m_deliveries; }
    Result<void> exportCsv(QIODevice& device) const;
    DashboardParts needs() const override
    {
        return DashboardPart::Limits | DashboardPart::Happenings;
    }
    FindingKinds wants() const override { return FindingKind::Capacity; }
    void exportTo(const QString& path) override;

protected:
    void showDashboard() override;
    void showAges() override;

private:
    Card* makeChartCard();
    QHBoxLayout* headingRow(QLabel* heading, QLabel* caption);
    void showModelSegments();
    void showCharts(const ModelCapacity& capacity);
    int series() const; // of the model that is shown
    const ModelCapacity* capacity() const; // of the same; null when it has none

    DeliveryMetric m_metric = DeliveryMetric::FirstToken;
    Card* m_chartCard = nullptr;
    ModelChooser* m_models;
    SegmentedControl* m_deliveries;
    QLabel* m_admissionCaption;
    QLabel* m_deliveryCaption;
    CapacityChart* m_ceiling;
    CapacityChart* m_admission;
    CapacityChart* m_delivery;
    Card* m_tableCard;
    CellTableModel* m_tableModel;
    DataTable* m_table;
};

} // namespace plimsoll
