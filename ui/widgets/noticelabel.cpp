// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/noticelabel.h"

#include <QPainter>
#include <QResizeEvent>
#include <QTextLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr int mostLines = 3;

} // namespace

NoticeLabel::NoticeLabel(const char* role, QWidget* parent)
    : QLabel(parent)
{
    setProperty("role", QString::fromLatin1(role));
    setTextFormat(Qt::PlainText); // texts may come from a server
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    hide();
}

void NoticeLabel::setNotice(const QString& text)
{
    if (text != this->text()) {
        setText(text);
        updateGeometry();
    }
    setVisible(!text.isEmpty());
}

QStringList NoticeLabel::lines() const
{
    QStringList result;
    QTextLayout layout(text().simplified(), font());
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(width(), 1));
        const QString rest = layout.text().mid(line.textStart());
        if (result.size() + 1 == mostLines) {
            result << fontMetrics().elidedText(rest, Qt::ElideRight, width());
            break;
        }
        result << rest.left(line.textLength()).trimmed();
    }
    layout.endLayout();
    return result;
}

QSize NoticeLabel::sizeHint() const
{
    return {0, int(std::max<qsizetype>(1, lines().size())) * fontMetrics().lineSpacing()};
}

void NoticeLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        updateGeometry();
    }
}

void NoticeLabel::paintEvent(QPaintEvent* /*event*/)
{
    const QStringList shown = lines();
    setToolTip(shown.join(u' ') == text().simplified() ? QString() : text());
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    int top = 0;
    for (const QString& line : shown) {
        painter.drawText(QRect(0, top, width(), fontMetrics().lineSpacing()),
                         Qt::AlignLeft | Qt::AlignVCenter, line);
        top += fontMetrics().lineSpacing();
    }
}

} // namespace plimsoll
