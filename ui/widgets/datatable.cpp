// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/datatable.h"

#include "ui/widgets/tabledelegate.h"

#include <QHeaderView>

#include <algorithm>
#include <numeric>

namespace plimsoll {

DataTable::DataTable(const ThemeState& themes, Height height, QWidget* parent)
    : QTableView(parent)
    , m_themes(themes)
    , m_height(height)
{
    setItemDelegate(new TableDelegate(themes, this));
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(themes.px(20));
    verticalHeader()->setDefaultSectionSize(themes.px(26));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setMinimumSectionSize(themes.px(16));
    if (height == Height::FitRows) {
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
}

void DataTable::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &DataTable::fit);
    connect(model, &QAbstractItemModel::dataChanged, this, &DataTable::fitColumns);
    connect(model, &QAbstractItemModel::rowsInserted, this, &DataTable::fit);
    fit();
}

void DataTable::fit()
{
    if (m_height == Height::FitRows) {
        const int rows = std::max(1, model()->rowCount());
        setFixedHeight(horizontalHeader()->sizeHint().height()
                       + rows * verticalHeader()->defaultSectionSize() + 1);
    }
    fitColumns();
}

void DataTable::fitColumns()
{
    const int columns = model() ? model()->columnCount() : 0;
    if (columns == 0 || m_fitting) {
        return;
    }
    m_fitting = true;
    std::vector<int> widths;
    for (int i = 0; i < columns; ++i) {
        widths.push_back(std::max(sizeHintForColumn(i), horizontalHeader()->sectionSizeHint(i)));
    }
    int used = std::accumulate(widths.begin(), widths.end(), 0);
    if (m_height == Height::FitRows && used > viewport()->width()) {
        // Nothing scrolls: a column of words, the last or else the first, gives way and is elided.
        const auto alignment =
            model()->headerData(columns - 1, Qt::Horizontal, Qt::TextAlignmentRole);
        int& words = alignment.toInt() & Qt::AlignRight ? widths.front() : widths.back();
        const int least = std::min(words, m_themes.px(80));
        words = std::max(least, words - (used - viewport()->width()));
        used = std::accumulate(widths.begin(), widths.end(), 0);
    }
    const int spare = std::max(0, viewport()->width() - used);
    for (int i = 0; i < columns; ++i) {
        const int share = spare / columns + (i == columns - 1 ? spare % columns : 0);
        setColumnWidth(i, widths[std::size_t(i)] + share);
    }
    m_fitting = false;
}

void DataTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void DataTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid() && current.row() != previous.row()) {
        emit rowChosen(current);
    }
}

} // namespace plimsoll
