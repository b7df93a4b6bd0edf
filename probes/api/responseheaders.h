// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"

namespace plimsoll {

// What the headers of an answer say. Absent means not sent or not readable, never zero.
struct HeaderFacts
{
    RateLimits limits;
    std::optional<std::chrono::seconds> retryAfter;
    std::optional<Micros>
        origin; // server-timing x-originResponse, or x-envoy-upstream-service-time
    std::optional<std::chrono::milliseconds> clockSkew;
    QString requestId;
    QString edge;
    bool namesLimits = false; // any anthropic-ratelimit-* header, readable or not
};

// receivedAt: our wall clock when the headers arrived.
HeaderFacts readHeaders(const HeaderList& headers, TimePoint receivedAt);

// As they may be stored: cookies and credentials replaced, keys redacted in the rest.
HeaderList storable(HeaderList headers);

} // namespace plimsoll
