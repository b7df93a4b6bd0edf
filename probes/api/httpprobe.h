// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/exchange.h"
#include "probes/domain/clock.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QObject>
#include <QTimer>

#include <memory>

namespace plimsoll {

// Everything that is needed to send one request, once.
struct HttpCall
{
    QNetworkRequest request;
    QByteArray body; // empty: GET
    bool expectStream = false;
    Micros lateness {0};
    std::chrono::milliseconds timeout {60'000};
    std::chrono::milliseconds stallTimeout {20'000};
};

// One request and its answer, timed on the monotonic clock in the slots of the thread it lives in.
// One attempt: nothing is sent twice, no redirect is followed, no certificate error ignored.
class HttpProbe final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpProbe)

public:
    HttpProbe(HttpCall call, std::shared_ptr<const Clock> clock, QObject* parent = nullptr);
    ~HttpProbe() override;

    void start(QNetworkAccessManager& network);

signals:
    // Once, after start().
    void finished(const plimsoll::Exchange& exchange);

private:
    void follow();
    void onSent();
    void onHeaders();
    void onData();
    void readStream(const QByteArray& bytes);
    void onSslErrors(const QList<QSslError>& errors);
    void onFinished();
    void onSilence();
    void end(Failure failure, const QString& text = {});
    Failure failureOf(QNetworkReply::NetworkError error) const;
    Micros now() const;
    Micros sinceSent() const;

    HttpCall m_call;
    std::shared_ptr<const Clock> m_clock;
    Exchange m_exchange;
    EventStreamReader m_reader;
    QNetworkReply* m_reply = nullptr; // child
    QTimer m_overall;
    QTimer m_silence;
    QString m_sslErrors;
    Micros m_started {0};
    std::optional<Micros> m_connecting;
    std::optional<Micros> m_sent;
    std::optional<Micros> m_complete; // the last event of the stream has come
    qint64 m_received = 0;
    bool m_ended = false;
};

} // namespace plimsoll
