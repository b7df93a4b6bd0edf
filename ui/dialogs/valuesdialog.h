// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewmodels/celltable.h"

#include <QDialog>

namespace plimsoll {

class PlotView;

// The values of a chart as a table: what a picture says, for who reads numbers or cannot see it.
class ValuesDialog final : public QDialog
{
    Q_OBJECT

public:
    // Of the chart as it is now; its window becomes the owner.
    explicit ValuesDialog(const PlotView& chart);

    const CellTableModel& table() const { return *m_table; }

private:
    CellTableModel* m_table;
};

} // namespace plimsoll
