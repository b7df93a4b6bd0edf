// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/themestate.h"

#include <QStyledItemDelegate>

namespace plimsoll {

// Paints the cells of our tables from the roles of celltable.h: tabular figures, swatch, state.
class TableDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit TableDelegate(const ThemeState& themes, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    QFont font(const QModelIndex& index) const;
    int markWidth(const QModelIndex& index) const;

    const ThemeState& m_themes;
};

} // namespace plimsoll
