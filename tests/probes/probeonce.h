// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/prober.h"

#include <QTest>

namespace plimsoll::test {

inline const QByteArray canaryKey = "sk-ant-api03-canary-Zz9";

// Sends one probe of a kind to a server and waits for its observation.
inline Observation probeOnce(const QUrl& base, ProbeKind kind,
                             std::chrono::milliseconds timeout = std::chrono::seconds(5),
                             std::chrono::milliseconds stall = std::chrono::seconds(5))
{
    ProbeSettings settings;
    settings.api.baseUrl = base;
    settings.api.key = canaryKey;
    settings.stallTimeout = stall;
    Prober prober(settings, Catalogue::shipped(), std::make_shared<SystemClock>());
    Target target;
    target.id = {kind == ProbeKind::Line ? QString() : QStringLiteral("claude-opus-4-7"), kind};
    target.timeout = timeout;
    std::optional<Observation> got;
    prober.send(target, Micros(0), 7, [&got](const Observation& o) { got = o; });
    if (!QTest::qWaitFor([&got] { return got.has_value(); }, 15'000)) {
        qFatal("the probe did not end");
    }
    return *got;
}

} // namespace plimsoll::test
