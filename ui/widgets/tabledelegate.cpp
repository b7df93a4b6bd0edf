// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tabledelegate.h"

#include "ui/theme/tabular.h"
#include "ui/viewmodels/celltable.h"
#include "ui/widgets/shapes.h"

#include <QPainter>

#include <cmath>

namespace plimsoll {

TableDelegate::TableDelegate(const ThemeState& themes, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
{
}

QFont TableDelegate::font(const QModelIndex& index) const
{
    const bool strong = index.data(WeightRole).toInt() == int(CellWeight::Strong)
        || index.data(ConditionRole).isValid();
    return m_themes.font(12, strong ? ThemeState::Weight::Strong : ThemeState::Weight::Regular);
}

int TableDelegate::markWidth(const QModelIndex& index) const
{
    const bool marked = index.data(ConditionRole).isValid() || index.data(SeriesRole).isValid();
    return marked ? m_themes.px(17) : 0;
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem& /*option*/,
                              const QModelIndex& index) const
{
    const QFontMetricsF metrics(font(index));
    const double width =
        tabularWidth(metrics, index.data(Qt::DisplayRole).toString()) + markWidth(index);
    return {int(std::ceil(width)) + m_themes.px(14), m_themes.px(26)};
}

void TableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const Theme& theme = m_themes.theme();
    painter->save();
    const bool selected = option.state & QStyle::State_Selected;
    if (selected) {
        painter->fillRect(option.rect, theme[Token::AccentBg]);
    }
    painter->fillRect(QRect(option.rect.bottomLeft(), QSize(option.rect.width(), 1)),
                      theme[Token::Grid]);
    QRectF box = QRectF(option.rect).adjusted(m_themes.px(6), 0, -m_themes.px(6), 0);
    QColor colour = theme[index.data(WeightRole).toInt() == int(CellWeight::Quiet) ? Token::Text2
                                                                                   : Token::Text];
    const double side = m_themes.px(10);
    const QRectF mark(box.left(), std::floor(box.center().y() - side / 2), side, side);
    if (const QVariant condition = index.data(ConditionRole); condition.isValid()) {
        colour = theme.condition(Condition(condition.toInt()));
        drawShape(*painter, mark, Condition(condition.toInt()), colour);
    } else if (const QVariant series = index.data(SeriesRole); series.isValid()) {
        painter->fillRect(mark, theme.series(series.toInt()).colour);
    }
    box.setLeft(box.left() + markWidth(index));
    painter->setFont(font(index));
    painter->setPen(colour);
    painter->setClipRect(option.rect);
    QString text = index.data(Qt::DisplayRole).toString().section(u'\n', 0, 0);
    const QFontMetricsF metrics(painter->font());
    if (const double excess = tabularWidth(metrics, text) - metrics.horizontalAdvance(text);
        metrics.horizontalAdvance(text) + excess > box.width() + 1) {
        text = metrics.elidedText(text, Qt::ElideRight, box.width() - excess);
    }
    drawTabular(*painter, box, Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()), text);
    if ((option.state & QStyle::State_HasFocus) && selected && index.column() == 0) {
        painter->fillRect(QRect(option.rect.topLeft(), QSize(2, option.rect.height())),
                          theme[Token::Accent]);
    }
    painter->restore();
}

} // namespace plimsoll
