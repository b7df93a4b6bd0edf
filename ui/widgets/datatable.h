// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/themestate.h"

#include <QTableView>

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

signals:
    void rowChosen(const QModelIndex& index); // by click or keyboard

protected:
    void resizeEvent(QResizeEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void fit();
    void fitColumns();

    const ThemeState& m_themes;
    Height m_height;
    bool m_fitting = false;
};

} // namespace plimsoll
