// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/limitschart.h"
#include "ui/pages/page.h"
#include "ui/viewmodels/celltable.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/headroomlist.h"
#include "ui/widgets/segmentedcontrol.h"

namespace plimsoll {

// How much may I use, and since when? Ceilings of one pool as steps, headroom of all.
class LimitsPage final : public Page
{
    Q_OBJECT

public:
    static PageName name();
    explicit LimitsPage(const ThemeState& themes, QWidget* parent = nullptr);

    const LimitsChart& inputChart() const { return *m_charts[0].chart; }
    const LimitsChart& outputChart() const { return *m_charts[1].chart; }
    const CellTableModel& changes() const { return *m_changesModel; }
    const HeadroomList& headroom() const { return *m_headroom; }
    Result<void> exportCsv(QIODevice& device) const;
    DashboardParts needs() const override
    {
        return DashboardPart::Limits | DashboardPart::Happenings;
    }
    void exportTo(const QString& path) override;

protected:
    void showDashboard() override;
    void showAges() override;

private:
    struct KindChart
    {
        LimitKind kind;
        QLabel* heading;
        LimitsChart* chart;
    };
    const PoolLimits* pool() const; // of the model in focus, or the first there is; null: none
    Card* makeChartCard();
    Card* makeChangesCard();

    std::array<KindChart, 2> m_charts;
    SegmentedControl* m_pools;
    Card* m_changesCard = nullptr;
    CellTableModel* m_changesModel;
    DataTable* m_changes;
    HeadroomList* m_headroom;
};

} // namespace plimsoll
