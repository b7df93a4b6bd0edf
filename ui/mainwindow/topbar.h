// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/format/format.h"
#include "ui/state/selectionstate.h"
#include "ui/theme/themestate.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace plimsoll {

// Range, models, DEMO DATA, zone and clock: the choice all pages share.
class TopBar final : public QFrame
{
    Q_OBJECT

public:
    TopBar(SelectionState& selection, const ThemeState& themes, QWidget* parent = nullptr);

    void setDemo(bool demo);
    void setNow(TimePoint now, const Format& format);
    QMenu* modelMenu() const { return m_modelMenu; }

signals:
    void customRangeAsked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void addRanges(QHBoxLayout& layout);
    void addModels(QHBoxLayout& layout);
    void addZone(QHBoxLayout& layout);
    QToolButton* makeArrow(const QString& text, const QString& name, int lengths);
    void showSelection();
    QString customText() const;
    void fitIn();
    void fillModelMenu();

    SelectionState& m_selection;
    const ThemeState& m_themes;
    SegmentedControl* m_ranges;
    QToolButton* m_models;
    QMenu* m_modelMenu;
    QLabel* m_demo;
    SegmentedControl* m_zone;
    ElidedLabel* m_clock;
    TimePoint m_now;
    Format m_format;
};

} // namespace plimsoll
