// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace plimsoll {

// A sentence over as many lines as it needs, three at most; what does not fit is cut and told by
// the tool tip. Unlike a wrapping QLabel it asks for the height that it has at its width.
class NoticeLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit NoticeLabel(const char* role, QWidget* parent = nullptr);

    void setNotice(const QString& text); // "": hidden
    QStringList lines() const; // as shown
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace plimsoll
