// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/dial.h"

namespace plimsoll {

// Name, TCP and TLS of one host, each timed by itself; nothing is asked of the service. Proxies are
// not used: this is the direct line. The name is asked of the DNS anew, for the system's own
// look-up may answer from a cache; where only that knows the name (hosts file, localhost), its time
// is taken and the exchange says so.
class LineProbe final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LineProbe)

public:
    LineProbe(const QUrl& url, std::chrono::milliseconds timeout,
              std::shared_ptr<const Clock> clock, QObject* parent = nullptr);

    void start();

signals:
    // Once, after start(). Without a failure the service was reached as far as the scheme goes.
    void finished(const plimsoll::Exchange& exchange);

private:
    void end(Failure failure, const QString& text);
    Micros now() const;

    std::shared_ptr<const Clock> m_clock;
    Exchange m_exchange;
    Dial m_dial;
    QTimer m_overall;
    Micros m_started {0};
};

} // namespace plimsoll
