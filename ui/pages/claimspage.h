// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"
#include "ui/viewmodels/claimtables.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/statemark.h"

#include <QComboBox>

#include <array>

namespace plimsoll {

// What is true of what was claimed? The ledger, and the evidence of one claim.
class ClaimsPage final : public Page
{
    Q_OBJECT

public:
    static PageName name();
    explicit ClaimsPage(const ThemeState& themes, QWidget* parent = nullptr);

    DataTable& table() { return *m_table; }
    QComboBox& verdicts() { return *m_verdicts; }
    QComboBox& order() { return *m_order; }
    CellTableModel& claims() { return *m_claimsModel; }
    CellTableModel& detail() { return *m_detailModel; }
    CellTableModel& rivals() { return *m_rivalsModel; }
    QString selected() const { return m_selected; } // id
    Result<void> exportCsv(QIODevice& device) const;
    FindingKinds wants() const override { return FindingKind::Ledger; }
    void exportTo(const QString& path) override;

protected:
    void showDashboard() override;

private:
    Card* makeCountsCard();
    Card* makeTableCard();
    Card* makeDetailCard();
    Card* makeRivalsCard();
    void sortBy(ClaimColumn column, bool isDescending);
    void showClaims();
    void showDetail();
    void select(const QString& id);

    struct Count
    {
        QLabel* figure = nullptr;
        StateMark* mark = nullptr;
    };

    ClaimView m_view;
    QString m_selected;
    std::array<Count, 4> m_counts;
    QComboBox* m_verdicts;
    QComboBox* m_order;
    CellTableModel* m_claimsModel;
    DataTable* m_table;
    QLabel* m_title = nullptr;
    StateMark* m_mark;
    CellTableModel* m_detailModel;
    Card* m_rivalsCard = nullptr;
    CellTableModel* m_rivalsModel;
    DataTable* m_rivals;
    QLabel* m_conflict = nullptr;
};

} // namespace plimsoll
