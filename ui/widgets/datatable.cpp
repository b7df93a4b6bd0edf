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
    , m_elided(height == Height::FitRows)
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
    giveWay(widths);
    addSpare(widths);
    for (int i = 0; i < columns; ++i) {
        setColumnWidth(i, widths[std::size_t(i)]);
    }
    m_fitting = false;
}

void DataTable::giveWay(std::vector<int>& widths) const
{
    std::vector<Elastic> elastic = m_elastic;
    if (elastic.empty() && m_elided) {
        // Nothing scrolls: a column of words, the last or else the first, gives way and is elided.
        const int last = int(widths.size()) - 1;
        const auto alignment =
            model()->headerData(last, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
        elastic = {{.column = alignment & Qt::AlignRight ? 0 : last}};
    }
    for (const Elastic& one : elastic) {
        if (one.column >= int(widths.size())) {
            continue;
        }
        const int used = std::accumulate(widths.begin(), widths.end(), 0);
        int& width = widths[std::size_t(one.column)];
        const int least = std::min(width, m_themes.px(one.least));
        width = std::max(least, width - std::max(0, used - viewport()->width()));
    }
}

void DataTable::addSpare(std::vector<int>& widths) const
{
    const int used = std::accumulate(widths.begin(), widths.end(), 0);
    const int spare = std::max(0, viewport()->width() - used);
    if (!m_elastic.empty() && m_elastic.front().takesSpare
        && m_elastic.front().column < int(widths.size())) {
        widths[std::size_t(m_elastic.front().column)] += spare;
        return;
    }
    const int columns = int(widths.size());
    for (int& width : widths) {
        width += spare / columns;
    }
    widths.back() += spare % columns;
}

void DataTable::setElastic(std::vector<Elastic> columns)
{
    m_elastic = std::move(columns);
    fitColumns();
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
