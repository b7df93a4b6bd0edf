// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/overview.h"

#include <QAbstractTableModel>
#include <QMetaType>

#include <optional>
#include <vector>

namespace plimsoll {

enum class CellWeight { Plain, Strong, Quiet };

struct Cell
{
    QString text;
    CellWeight weight = CellWeight::Plain;
    std::optional<Condition> condition; // drawn as shape and colour before the words
    std::optional<int> series; // colour slot, drawn as a swatch before the words

    bool operator==(const Cell&) const = default;
};

struct Column
{
    QString title;
    Qt::Alignment alignment = Qt::AlignLeft;

    bool operator==(const Column&) const = default;
};

struct TableContent
{
    struct Row
    {
        QString key; // what a click on the row is about, for example a model id
        std::vector<Cell> cells;

        bool operator==(const Row&) const = default;
    };

    std::vector<Column> columns;
    std::vector<Row> rows;
};

enum CellRole {
    WeightRole = Qt::UserRole, // int of CellWeight
    ConditionRole, // int of Condition; invalid if none
    SeriesRole, // int; invalid if none
    KeyRole // QString
};

QVariant cellData(const Cell& cell, int role);

// A small table of finished cells. New content of the same size keeps selection and scrolling.
class CellTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit CellTableModel(QObject* parent = nullptr);

    void setContent(TableContent content);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    TableContent m_content;
};

} // namespace plimsoll
