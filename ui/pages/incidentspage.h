// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"
#include "ui/viewmodels/happeningrows.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/lanetimeline.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QComboBox>

namespace plimsoll {

// What happened, measured and told, side by side: bursts of overload, posts of the status page,
// limits, releases, notes and gaps.
class IncidentsPage final : public Page
{
    Q_OBJECT

public:
    static PageName name();
    explicit IncidentsPage(const ThemeState& themes, QWidget* parent = nullptr);

    const LaneTimeline& timeline() const { return *m_timeline; }
    const CellTableModel& model() const { return *m_model; }
    const CellTableModel& detail() const { return *m_detailModel; }
    DataTable& table() { return *m_table; }
    const SegmentedControl& kinds() const { return *m_kinds; }
    FindingKinds wants() const override { return FindingKind::Happenings; }
    void exportTo(const QString& path) override;

protected:
    void showDashboard() override;

private:
    Card* makeTimelineCard();
    Card* makeTableCard();
    Card* makeDetailCard();
    void fillOrders();
    void setOrder(HappeningOrder order);
    void showTable();
    void choose(const QString& key);
    void showChosen();
    std::optional<HappeningKind> kind() const;

    std::vector<HappeningRow> m_rows; // newest first
    HappeningOrder m_order;
    QString m_chosen; // key of the row in the table that is told in full
    Card* m_timelineCard = nullptr;
    LaneTimeline* m_timeline;
    SegmentedControl* m_kinds;
    QComboBox* m_orders; // what a click on a column does, for the keyboard
    CellTableModel* m_model;
    DataTable* m_table;
    Card* m_detailCard = nullptr;
    CellTableModel* m_detailModel;
};

} // namespace plimsoll
