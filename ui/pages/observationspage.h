// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"
#include "ui/viewmodels/celltable.h"
#include "ui/viewmodels/observationsmodel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/segmentedcontrol.h"

namespace plimsoll {

// What the page asks the store; each may answer from another thread.
struct ObservationSource
{
    FetchRows fetch;
    // Writes the rows as CSV into the file, replaced as a whole.
    std::function<QFuture<Result<void>>(const RowFilter& filter, const QString& path)> exportRows;
};

// What a point of a chart is made of.
struct RowsBehind
{
    TimeRange range;
    QString model {}; // subject; "": every one

    bool operator==(const RowsBehind&) const = default;
};

// Every probe as it was recorded; a click shows its headers.
class ObservationsPage final : public Page
{
    Q_OBJECT

public:
    static PageName name();
    ObservationsPage(ObservationSource source, const ThemeState& themes, QWidget* parent = nullptr);

    const ObservationsModel& model() const { return *m_model; }
    DataTable& table() { return *m_table; }
    const CellTableModel& facts() const { return *m_factsModel; }
    const CellTableModel& headers() const { return *m_headersModel; }

    void exportTo(const QString& path) override; // all rows of the range, not only those loaded
    // These alone, until the reader wants all of the range again.
    void showRowsOf(const RowsBehind& behind);
    void showAllRows();
    std::optional<RowsBehind> behind() const { return m_behind; }

protected:
    void showDashboard() override;
    void showEvent(QShowEvent* event) override;

private:
    Card* makeRowsCard();
    Card* makeDetailCard();
    RowFilter filter() const;
    void showBehind();
    void applyFilter();
    void showRow(const QModelIndex& index);
    void showDetail(const Observation& observation);

    ObservationSource m_source;
    ObservationsModel* m_model;
    DataTable* m_table;
    SegmentedControl* m_outcomes;
    QPushButton* m_all; // leads back to all of the range
    std::optional<RowsBehind> m_behind;
    Card* m_rowsCard = nullptr;
    Card* m_detailCard = nullptr;
    QLabel* m_advice = nullptr;
    CellTableModel* m_factsModel;
    CellTableModel* m_headersModel;
    qint64 m_shownSeq = 0;
};

} // namespace plimsoll
