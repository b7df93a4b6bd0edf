// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/verdictline.h"

#include "ui/widgets/labels.h"

#include <QGridLayout>

namespace plimsoll {

namespace {

constexpr int unwrapped = 10'000; // wider than any sentence

} // namespace

VerdictLine::VerdictLine(const ThemeState& themes, QWidget* parent)
    : QWidget(parent)
    , m_mark(new StateMark(themes, StateMark::Size::Verdict, this))
    , m_sentence(makeLabel("verdict", {}, this))
    , m_detail(makeLabel("detail", {}, this))
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(12);
    layout->setVerticalSpacing(4);
    layout->addWidget(m_mark, 0, 0, Qt::AlignTop);
    layout->addWidget(m_sentence, 0, 1);
    layout->addWidget(m_detail, 1, 1);
    layout->setColumnStretch(1, 1);
    for (QLabel* label : {m_sentence, m_detail}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

// A wrapping label asks for the height of a narrow column. What is asked for is the height at the
// width that is there, and before there is one that of lines that are not wrapped.
QSize VerdictLine::sizeHint() const
{
    return {QWidget::sizeHint().width(), heightForWidth(m_laidOut > 0 ? m_laidOut : unwrapped)};
}

QSize VerdictLine::minimumSizeHint() const
{
    return {QWidget::minimumSizeHint().width(),
            heightForWidth(m_laidOut > 0 ? m_laidOut : unwrapped)};
}

// A page that scrolls has just what it asks for as its height.
void VerdictLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_laidOut != width()) {
        m_laidOut = width();
        updateGeometry();
    }
}

void VerdictLine::setHeadline(const Headline& headline)
{
    if (headline == m_headline) {
        return;
    }
    m_headline = headline;
    m_mark->setState(headline.condition, {});
    m_sentence->setText(headline.sentence);
    m_detail->setText(headline.detail);
    m_detail->setVisible(!headline.detail.isEmpty());
    setAccessibleName(headline.sentence);
}

} // namespace plimsoll
