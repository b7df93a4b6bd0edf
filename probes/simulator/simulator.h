// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/outcome.h"
#include "probes/domain/result.h"
#include "probes/simulator/scenario.h"

#include <QObject>
#include <QUrl>

#include <map>
#include <memory>

namespace plimsoll::simulator {

// One request and what it was answered, as the server itself knows it: the truth that measurements
// are held against.
struct ServedRequest
{
    TimePoint at;
    QString model;
    QString path;
    QString shape; // "ok", "overloaded_http", "stall_headers", ...
    Outcome expected = Outcome::Ok; // what a correct client must make of it
    std::chrono::microseconds firstByteDelay {
        0}; // measured by the server from the last byte of the request
    std::chrono::microseconds firstTokenDelay {0}; // 0: it had none
};

struct SimulatorSettings
{
    Scenario scenario;
    quint64 seed = 0;
    quint16 port = 0; // 0: any free one
    bool tls = false; // with a self-signed certificate for localhost
    // Scenario time runs from here at the pace of the clock; absent: from the scenario's live_at,
    // or the wall clock's time. Date and reset headers always follow the wall clock.
    std::optional<TimePoint> startAt;
};

// A local HTTP/1.1 server on 127.0.0.1 that speaks the Messages API. Lives in one thread with an
// event loop.
class Simulator final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Simulator)

public:
    Simulator(SimulatorSettings settings, Catalogue catalogue, QObject* parent = nullptr);
    ~Simulator() override;

    Result<QUrl> listen(); // the base URL
    // Messages requests so far, by model and expected outcome. Also served as JSON at GET
    // /simulator/log.
    const std::map<QString, OutcomeCounts>& served() const;

signals:
    void servedRequest(const plimsoll::simulator::ServedRequest& request);

private:
    void accept();

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plimsoll::simulator

Q_DECLARE_METATYPE(plimsoll::simulator::ServedRequest)
