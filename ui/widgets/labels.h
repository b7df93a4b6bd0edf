// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>

namespace plimsoll {

// A label whose look comes from the style sheet by its role: "heading", "caption", "body", ...
QLabel* makeLabel(const char* role, const QString& text = {}, QWidget* parent = nullptr);

// One line that gives way: what does not fit is cut and told by the tool tip.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(const char* role, const QString& text = {}, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

// A rule of 1 px.
QFrame* makeSeparator(QWidget* parent = nullptr);

// "DEMO DATA"; stands wherever figures stand while the store is filled by the simulator.
QLabel* makeDemoLabel(QWidget* parent = nullptr);

} // namespace plimsoll
