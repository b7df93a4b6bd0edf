// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/survivalchart.h"
#include "ui/pages/page.h"
#include "ui/viewmodels/celltable.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/figuretable.h"
#include "ui/widgets/modelchooser.h"

namespace plimsoll {

// Wait or fall back? What the overloads of one model so far say of the one that is met now.
class AdvisorPage final : public Page
{
    Q_OBJECT

public:
    static PageName name();
    explicit AdvisorPage(const ThemeState& themes, QWidget* parent = nullptr);

    SurvivalChart& chart() { return *m_chart; }
    const FigureTable& waits() const { return *m_waits; }
    QString mustHave() const { return m_mustHave->text(); }
    QString anyModel() const { return m_anyModel->text(); }
    CellTableModel& habits() { return *m_habitsModel; }
    CellTableModel& fallbacks() { return *m_fallbacksModel; }
    FindingKinds wants() const override { return FindingKind::Advice; }
    void exportTo(const QString& path) override;

protected:
    void showDashboard() override;

private:
    Card* makeChartCard();
    Card* makeHereCard();
    Card* makeHabitsCard();
    Card* makeFallbackCard();
    void showModels();
    void showFallbacks();
    void showHere();
    void moveHandle(std::optional<std::chrono::milliseconds> already);
    const Advice* advice() const; // of the model in focus

    ModelChooser* m_models;
    QPushButton* m_back; // to where the overload under way is
    SurvivalChart* m_chart;
    Card* m_chartCard = nullptr;
    Card* m_hereCard = nullptr;
    FigureTable* m_waits;
    QLabel* m_mustHeading = nullptr;
    QLabel* m_mustHave = nullptr;
    QLabel* m_anyModel = nullptr;
    QLabel* m_hereNote = nullptr;
    Card* m_habitsCard = nullptr;
    CellTableModel* m_habitsModel;
    DataTable* m_habits;
    CellTableModel* m_fallbacksModel;
    DataTable* m_fallbacks;
    QString m_shown; // model
    // Where the reader put the handle; absent: at the overload under way.
    std::optional<std::chrono::milliseconds> m_already;
};

} // namespace plimsoll
