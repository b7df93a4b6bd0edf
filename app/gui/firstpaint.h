// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace plimsoll {

// Says in the log when a window has painted what it was given, once: how long a start takes is
// counted up to there. QT_LOGGING_RULES="plimsoll.app.info=true" shows it.
class FirstPaint final : public QObject
{
    Q_OBJECT

public:
    // To be made when the window has got something to paint; owned by it.
    explicit FirstPaint(QWidget* window);
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace plimsoll
