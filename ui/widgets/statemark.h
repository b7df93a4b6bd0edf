// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/themestate.h"

#include <QWidget>

namespace plimsoll {

// A state as shape, word and colour together; without a word the shape alone, for a sentence that
// carries the words.
class StateMark final : public QWidget
{
    Q_OBJECT

public:
    enum class Size { Body, Verdict };
    explicit StateMark(const ThemeState& themes, Size size = Size::Body, QWidget* parent = nullptr);

    void setState(Condition condition, const QString& words);
    Condition condition() const { return m_condition; }
    QString words() const { return m_words; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const ThemeState& m_themes;
    Size m_size;
    Condition m_condition = Condition::Unknown;
    QString m_words;
};

} // namespace plimsoll
