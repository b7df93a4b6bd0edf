// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/celltable.h"

namespace plimsoll {

QVariant cellData(const Cell& cell, int role)
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.text.size() > 24 ? QVariant(cell.text) : QVariant();
    case WeightRole:
        return int(cell.weight);
    case ConditionRole:
        return cell.condition ? QVariant(int(*cell.condition)) : QVariant();
    case SeriesRole:
        return cell.series ? QVariant(*cell.series) : QVariant();
    default:
        return {};
    }
}

CellTableModel::CellTableModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void CellTableModel::setContent(TableContent content)
{
    const bool sameShape =
        content.columns == m_content.columns && content.rows.size() == m_content.rows.size();
    if (!sameShape) {
        beginResetModel();
        m_content = std::move(content);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < content.rows.size(); ++i) {
        if (content.rows[i] != m_content.rows[i]) {
            m_content.rows[i] = std::move(content.rows[i]);
            emit dataChanged(index(int(i), 0), index(int(i), columnCount() - 1));
        }
    }
}

int CellTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_content.rows.size());
}

int CellTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_content.columns.size());
}

QVariant CellTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const TableContent::Row& row = m_content.rows[std::size_t(index.row())];
    if (role == KeyRole) {
        return row.key;
    }
    if (role == Qt::TextAlignmentRole) {
        return int(m_content.columns[std::size_t(index.column())].alignment | Qt::AlignVCenter);
    }
    Q_ASSERT(row.cells.size() == m_content.columns.size());
    return cellData(row.cells[std::size_t(index.column())], role);
}

QVariant CellTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const Column& column = m_content.columns[std::size_t(section)];
    if (role == Qt::DisplayRole) {
        return column.title;
    }
    if (role == Qt::TextAlignmentRole) {
        return int(column.alignment | Qt::AlignVCenter);
    }
    return {};
}

} // namespace plimsoll
