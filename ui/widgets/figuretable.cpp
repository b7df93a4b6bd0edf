// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figuretable.h"

#include "ui/theme/tabular.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace Qt::StringLiterals;

namespace plimsoll {

FigureTable::FigureTable(const ThemeState& themes, QWidget* parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FigureTable::setContent(TableContent content)
{
    const bool same = content.columns == m_content.columns && content.rows == m_content.rows;
    if (same) {
        return;
    }
    m_content = std::move(content);
    QStringList lines;
    for (const TableContent::Row& row : m_content.rows) {
        QStringList cells;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            cells << QString(m_content.columns[i].title + u' ' + row.cells[i].text);
        }
        lines << cells.join(u", "_s);
    }
    setAccessibleDescription(lines.join(u"; "_s));
    updateGeometry();
    update();
}

void FigureTable::setDimmed(bool dimmed)
{
    if (dimmed != m_dimmed) {
        m_dimmed = dimmed;
        update();
    }
}

QSize FigureTable::sizeHint() const
{
    return {m_themes.px(240), headHeight() + rowHeight() * int(m_content.rows.size())};
}

QSize FigureTable::minimumSizeHint() const
{
    return sizeHint();
}

QFont FigureTable::cellFont(const Cell& cell) const
{
    return m_themes.font(12,
                         cell.weight == CellWeight::Strong ? ThemeState::Weight::Strong
                                                           : ThemeState::Weight::Regular);
}

std::vector<double> FigureTable::columnEdges() const
{
    std::vector<double> widths;
    for (std::size_t i = 0; i < m_content.columns.size(); ++i) {
        double width =
            QFontMetricsF(m_themes.font(11)).horizontalAdvance(m_content.columns[i].title);
        for (const TableContent::Row& row : m_content.rows) {
            const Cell& cell = row.cells[i];
            const double swatch = cell.series ? m_themes.px(17) : 0;
            width =
                std::max(width, swatch + tabularWidth(QFontMetricsF(cellFont(cell)), cell.text));
        }
        widths.push_back(width);
    }
    const double used = std::accumulate(widths.begin(), widths.end(), 0.0);
    const bool figures = std::ranges::any_of(
        m_content.columns, [](const Column& c) { return bool(c.alignment & Qt::AlignRight); });
    // Figures spread over the width; words stand side by side.
    const double spread = widths.size() > 1 ? (width() - used) / double(widths.size() - 1) : 0;
    const double space = figures ? spread : m_themes.px(24);
    std::vector<double> edges;
    double x = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const bool right = m_content.columns[i].alignment & Qt::AlignRight;
        edges.push_back(right ? x + widths[i] : x);
        x += widths[i] + space;
    }
    return edges;
}

void FigureTable::paintCell(QPainter& painter, const QRectF& rect, const Column& column,
                            const Cell& cell)
{
    const Theme& theme = m_themes.theme();
    QRectF box = rect;
    if (cell.series) {
        const double side = m_themes.px(10);
        painter.fillRect(QRectF(box.left(), std::floor(box.center().y() - side / 2), side, side),
                         theme.series(*cell.series).colour);
        box.setLeft(box.left() + m_themes.px(17));
    }
    QColor colour = theme[cell.weight == CellWeight::Quiet ? Token::Text2 : Token::Text];
    if (cell.condition) {
        colour = theme.condition(*cell.condition);
    }
    painter.setPen(m_dimmed ? theme[Token::Text3] : colour);
    painter.setFont(cellFont(cell));
    drawTabular(painter, box, column.alignment, cell.text);
}

void FigureTable::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Theme& theme = m_themes.theme();
    const std::vector<double> edges = columnEdges();
    const auto cellRect = [&](std::size_t column, double top, double height) {
        const bool right = m_content.columns[column].alignment & Qt::AlignRight;
        return right ? QRectF(0, top, edges[column], height)
                     : QRectF(edges[column], top, width() - edges[column], height);
    };
    painter.setFont(m_themes.font(11));
    painter.setPen(theme[Token::Text3]);
    for (std::size_t i = 0; i < m_content.columns.size(); ++i) {
        drawTabular(painter, cellRect(i, 0, headHeight() - 4), m_content.columns[i].alignment,
                    m_content.columns[i].title);
    }
    painter.fillRect(0, headHeight() - 1, width(), 1, theme[Token::Rule]);
    double top = headHeight();
    for (std::size_t r = 0; r < m_content.rows.size(); ++r, top += rowHeight()) {
        for (std::size_t i = 0; i < m_content.columns.size(); ++i) {
            paintCell(painter, cellRect(i, top, rowHeight()), m_content.columns[i],
                      m_content.rows[r].cells[i]);
        }
        if (r + 1 < m_content.rows.size()) {
            painter.fillRect(QRectF(0, top + rowHeight() - 1, width(), 1), theme[Token::Grid]);
        }
    }
}

} // namespace plimsoll
