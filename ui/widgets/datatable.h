// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/themestate.h"

#include <QTableView>

#include <vector>

namespace plimsoll {

// A table that can be selected row by row, in the look of the house. It spreads its columns over
// the width there is.
class DataTable final : public QTableView
{
    Q_OBJECT

public:
    enum class Height { FitRows, Fill };
    DataTable(const ThemeState& themes, Height height, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    // A column of words is cut where the width does not suffice, so that nothing scrolls sideways;
    // FitRows does it always.
    void setElided(bool elided) { m_elided = elided; }
    // Columns that give way, one after the other, where there is too little width; the first takes
    // what is spare. Without any one column of words gives way, if nothing may scroll.
    struct Elastic
    {
        int column = 0;
        int least = 80; // width at 100 %
        bool takesSpare = true; // of the first: else all columns share it
    };
    void setElastic(std::vector<Elastic> columns);

signals:
    void rowChosen(const QModelIndex& index); // by click or keyboard

protected:
    void resizeEvent(QResizeEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void fit();
    void fitColumns();
    void giveWay(std::vector<int>& widths) const;
    void addSpare(std::vector<int>& widths) const;

    const ThemeState& m_themes;
    Height m_height;
    bool m_elided = false;
    std::vector<Elastic> m_elastic;
    bool m_fitting = false;
};

} // namespace plimsoll
