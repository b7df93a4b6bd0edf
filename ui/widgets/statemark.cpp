// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statemark.h"

#include "ui/widgets/shapes.h"

#include <QFontMetrics>
#include <QPainter>

#include <cmath>

namespace plimsoll {

StateMark::StateMark(const ThemeState& themes, Size size, QWidget* parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_size(size)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StateMark::setState(Condition condition, const QString& words)
{
    if (m_condition == condition && m_words == words) {
        return;
    }
    m_condition = condition;
    m_words = words;
    setAccessibleName(words);
    updateGeometry();
    update();
}

QSize StateMark::sizeHint() const
{
    if (m_size == Size::Verdict) {
        return {m_themes.px(18), m_themes.px(26)};
    }
    const QFontMetrics metrics(m_themes.font(12, ThemeState::Weight::Strong));
    return {m_themes.px(18) + metrics.horizontalAdvance(m_words), m_themes.px(18)};
}

void StateMark::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QColor& colour = m_themes.theme().condition(m_condition);
    const double side = m_themes.px(m_size == Size::Verdict ? 17 : 11);
    drawShape(painter, QRectF(0.5, std::floor((height() - side) / 2) + 0.5, side, side),
              m_condition, colour);
    if (m_words.isEmpty()) {
        return;
    }
    const QFont font = m_themes.font(12, ThemeState::Weight::Strong);
    painter.setFont(font);
    painter.setPen(colour);
    const QRect rest = rect().adjusted(m_themes.px(17), 0, 0, 0);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(m_words, Qt::ElideRight, rest.width()));
}

} // namespace plimsoll
