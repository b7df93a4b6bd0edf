// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewmodels/sentences.h"
#include "ui/widgets/statemark.h"

#include <QLabel>

namespace plimsoll {

// The sentence on top of a page, its state and the figure behind it.
class VerdictLine final : public QWidget
{
    Q_OBJECT

public:
    explicit VerdictLine(const ThemeState& themes, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    void setHeadline(const Headline& headline);
    const Headline& headline() const { return m_headline; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    Headline m_headline;
    int m_laidOut = 0; // width; 0: none yet
    StateMark* m_mark;
    QLabel* m_sentence;
    QLabel* m_detail;
};

} // namespace plimsoll
