// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/watch/pace.h"
#include "probes/watch/watcher.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QTimer>

namespace plimsoll {

// One GET of a watcher. Bounded in time and bytes; a certificate that does not fit ends it; a
// redirect is followed within the same origin alone. What was sent in secret is taken out of the
// answer, should it come back.
class WatchFetch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WatchFetch)

public:
    WatchFetch(WatchAsk ask, Validators validators, QObject* parent = nullptr);
    ~WatchFetch() override;

    void start(QNetworkAccessManager& network);

signals:
    void ended(const plimsoll::WatchAnswer& answer); // once

private:
    QNetworkRequest request() const;
    void onData();
    void onFinished();
    void end(const QString& failure);

    WatchAsk m_ask;
    Validators m_validators;
    QNetworkReply* m_reply = nullptr; // child of this
    QTimer m_deadline;
    QByteArray m_body;
    bool m_ended = false;
};

} // namespace plimsoll
