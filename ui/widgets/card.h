// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/labels.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace plimsoll {

// A white field with a hairline around it: a heading row, then whatever is added to body().
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(const QString& heading = {}, const QString& caption = {},
                  QWidget* parent = nullptr);

    void setHeading(const QString& heading);
    void setCaption(const QString& caption);
    QString heading() const { return m_heading->text(); }
    QString caption() const { return m_caption->text(); }
    QHBoxLayout* header() { return m_header; } // after heading and caption
    QVBoxLayout* body() { return m_body; }

private:
    QLabel* m_heading;
    ElidedLabel* m_caption;
    QHBoxLayout* m_header;
    QVBoxLayout* m_body;
};

} // namespace plimsoll
