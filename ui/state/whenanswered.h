// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>

#include <utility>

namespace plimsoll {

// Moves the answer to take, which is its only reader, in the receiver's thread, from the event loop
// and never from within this call; not at all when the receiver is gone by then or the question was
// cancelled. (QFuture::then with a context asserts in Qt 6.4 when the context has died before the
// answer.)
template<typename T, typename Take>
void whenAnswered(const QFuture<T>& future, QObject* receiver, Take take)
{
    auto* watcher = new QFutureWatcher<T>(receiver); // deletes itself
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver,
                     [watcher, take = std::move(take)] {
                         watcher->deleteLater();
                         if (watcher->future().resultCount() > 0) {
                             take(watcher->future().takeResult());
                         }
                     });
    watcher->setFuture(future);
}

} // namespace plimsoll
