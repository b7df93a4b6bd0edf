// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/firstpaint.h"

#include "app/gui/firstpaintwords.h"
#include "app/logging.h"

#include <QEvent>

namespace plimsoll {

FirstPaint::FirstPaint(QWidget* window)
    : QObject(window)
{
    window->installEventFilter(this);
    window->update(); // there is one paint to wait for, whatever else changed
}

bool FirstPaint::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint) {
        watched->removeEventFilter(this);
        // The window is painted first, then what is in it, all before the next event.
        QMetaObject::invokeMethod(
            this,
            [this] {
                qCInfo(appLog) << firstPaintWords;
                deleteLater();
            },
            Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace plimsoll
