// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/simulator/simulator.h"
#include "tests/simulator/rawclient.h"
#include "tests/simulator/scenariobuilder.h"

namespace plimsoll::simulator {

inline const QByteArray plain = R"({"model":"claude-opus-4-7","max_tokens":1,)"
                                R"("messages":[{"role":"user","content":"."}]})";
inline const QByteArray streamed = R"({"model":"claude-opus-4-7","max_tokens":3,"stream":true,)"
                                   R"("messages":[{"role":"user","content":"."}]})";

// A listening simulator at a fixed moment of its scenario.
struct Server
{
    explicit Server(const Scenario& scenario, bool tls = false)
        : simulator({scenario, 1, 0, tls, utc(2026, 11, 21, 9)}, Catalogue::shipped())
    {
        const auto url = simulator.listen();
        port = url ? quint16(url->port()) : quint16(0);
    }

    Simulator simulator;
    quint16 port = 0;
};

// A round trip on another connection: what the server was about to send by then has been sent.
inline bool askLog(quint16 port)
{
    RawClient client(port);
    client.send("GET /simulator/log HTTP/1.1\r\n\r\n");
    const auto answer = client.nextAnswer();
    return answer && answer->complete && answer->status() == 200;
}

} // namespace plimsoll::simulator
