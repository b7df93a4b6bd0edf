// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/themestate.h"
#include "ui/viewmodels/celltable.h"

#include <QWidget>

namespace plimsoll {

// A few rows of figures inside a tile or card, to be read and not operated. Tables that can be
// selected or scrolled are a DataTable.
class FigureTable final : public QWidget
{
    Q_OBJECT

public:
    explicit FigureTable(const ThemeState& themes, QWidget* parent = nullptr);

    void setContent(TableContent content);
    const TableContent& content() const { return m_content; }
    void setDimmed(bool dimmed); // last known figures, in the colour of captions
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<double> columnEdges() const; // right ends for right-aligned, left ends for others
    QFont cellFont(const Cell& cell) const;
    int headHeight() const { return m_themes.px(24); }
    int rowHeight() const { return m_themes.px(26); }
    void paintCell(QPainter& painter, const QRectF& rect, const Column& column, const Cell& cell);

    const ThemeState& m_themes;
    TableContent m_content;
    bool m_dimmed = false;
};

} // namespace plimsoll
