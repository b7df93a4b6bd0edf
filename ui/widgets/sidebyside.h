// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBoxLayout>
#include <QWidget>

namespace plimsoll {

// A main column and a narrower one beside it, which moves below when there is too little width.
class SideBySide final : public QWidget
{
    Q_OBJECT

public:
    SideBySide(int mainStretch, int sideStretch, QWidget* parent = nullptr);

    // The least width at which the columns stand side by side.
    void setBreakpoint(int width) { m_breakpoint = width; }

    QVBoxLayout* main() { return m_main; }
    QVBoxLayout* side() { return m_side; }
    QSize minimumSizeHint() const override; // no wider than one column, which is always possible

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int m_breakpoint = 960; // of a window of 1200: less navigation and margins
    QBoxLayout* m_layout;
    QVBoxLayout* m_main;
    QVBoxLayout* m_side;
};

} // namespace plimsoll
