// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/dial.h"
#include "probes/api/httpcall.h"
#include "probes/api/httpreader.h"

namespace plimsoll {

// One request and its answer over a connection of its own, timed on the monotonic clock in the
// slots of the thread it lives in. One attempt: nothing is sent twice, no redirect is followed, no
// certificate error ignored.
//
// The request counts as sent when the kernel has taken its last byte (encrypted, where TLS is
// spoken), not when it was put into a buffer of ours. The first byte is stamped when the event loop
// hands us the first bytes of the final answer (decrypted), before they are read or parsed. If an
// answer begins before the whole request was taken, there is no time to the first byte.
class HttpProbe final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpProbe)

public:
    HttpProbe(HttpCall call, std::shared_ptr<const Clock> clock, QObject* parent = nullptr);

    void start();

signals:
    // Once, after start().
    void finished(const plimsoll::Exchange& exchange);

private:
    void send();
    void onWritten();
    void onReadable();
    void take(const QByteArray& bytes, Micros at);
    void takeHead();
    void takeBody(const QByteArray& bytes, Micros at);
    void readStream(const QByteArray& bytes, Micros at);
    void onClosed();
    void onSilence();
    void end(Failure failure, const QString& text = {});
    Micros now() const;
    Micros sinceSent(Micros at) const;

    HttpCall m_call;
    std::shared_ptr<const Clock> m_clock;
    Exchange m_exchange;
    Dial m_dial;
    HttpReader m_http;
    EventStreamReader m_events;
    QTimer m_overall;
    QTimer m_silence;
    Micros m_started {0};
    Micros m_sending {0};
    std::optional<Micros> m_sent;
    std::optional<Micros> m_answered; // the first bytes of the final answer
    TimePoint m_answeredAt; // the same by the wall clock
    std::optional<Micros> m_complete; // the last event of the stream has come
    qint64 m_received = 0;
    bool m_ended = false;
};

} // namespace plimsoll
