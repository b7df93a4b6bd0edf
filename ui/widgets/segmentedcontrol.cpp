// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/segmentedcontrol.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

QString place(std::size_t index, std::size_t count)
{
    if (count == 1) {
        return u"only"_s;
    }
    return index == 0 ? u"first"_s : (index + 1 == count ? u"last"_s : u"middle"_s);
}

} // namespace

SegmentedControl::SegmentedControl(const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    connect(&m_group, &QButtonGroup::buttonClicked, this,
            [this](QAbstractButton* button) { emit chosen(button->objectName()); });
}

void SegmentedControl::setSegments(const std::vector<Segment>& segments)
{
    if (segments == m_segments) {
        return;
    }
    const QString marked = current();
    for (QAbstractButton* button : m_group.buttons()) {
        delete button;
    }
    m_segments = segments;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        auto* button = new QPushButton(segments[i].text, this);
        button->setObjectName(segments[i].key);
        button->setProperty("segment", place(i, segments.size()));
        button->setCheckable(true);
        button->setAccessibleName(accessibleName() + u": "_s + segments[i].text);
        m_group.addButton(button);
        layout()->addWidget(button);
    }
    setCurrent(marked);
}

QPushButton* SegmentedControl::button(const QString& key) const
{
    for (QAbstractButton* button : m_group.buttons()) {
        if (button->objectName() == key) {
            return qobject_cast<QPushButton*>(button);
        }
    }
    return nullptr;
}

void SegmentedControl::setCurrent(const QString& key)
{
    // An exclusive group cannot be without a mark, so exclusiveness pauses while it is cleared.
    m_group.setExclusive(false);
    for (QAbstractButton* button : m_group.buttons()) {
        button->setChecked(button->objectName() == key);
    }
    m_group.setExclusive(true);
}

QString SegmentedControl::current() const
{
    return m_group.checkedButton() ? m_group.checkedButton()->objectName() : QString();
}

} // namespace plimsoll
