// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/labels.h"

#include <QCoreApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace plimsoll {

QLabel* makeLabel(const char* role, const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent); // taken by a layout
    label->setProperty("role", QString::fromLatin1(role));
    label->setTextFormat(Qt::PlainText); // texts may come from a server
    return label;
}

ElidedLabel::ElidedLabel(const char* role, const QString& text, QWidget* parent)
    : QLabel(text, parent)
{
    setProperty("role", QString::fromLatin1(role));
    setTextFormat(Qt::PlainText);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, width());
    setToolTip(shown == text() ? QString() : text());
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, shown);
}

QFrame* makeSeparator(QWidget* parent)
{
    auto* line = new QFrame(parent); // taken by a layout
    line->setObjectName("separator"_L1);
    line->setFixedHeight(1);
    return line;
}

QLabel* makeDemoLabel(QWidget* parent)
{
    QLabel* label =
        makeLabel("demo", QCoreApplication::translate("DemoLabel", "DEMO DATA"), parent);
    label->setObjectName("demoLabel"_L1);
    label->setAccessibleName(
        QCoreApplication::translate("DemoLabel", "The figures shown are simulated"));
    label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return label;
}

} // namespace plimsoll
