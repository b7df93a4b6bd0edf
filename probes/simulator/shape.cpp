// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/shape.h"

#include <numeric>

namespace plimsoll::simulator {

namespace {

struct Entry
{
    const char* name;
    Outcome outcome;
    int status;
};

constexpr std::array<Entry, shapeCount> entries {
    Entry {"ok", Outcome::Ok, 200},
    Entry {"slow_tokens", Outcome::Ok, 200},
    Entry {"overloaded_http", Outcome::OverloadedHttp, 529},
    Entry {"overloaded_first", Outcome::OverloadedFirst, 200},
    Entry {"overloaded_mid", Outcome::OverloadedMid, 200},
    Entry {"rate_limited", Outcome::RateLimited, 429},
    Entry {"ramp_limited", Outcome::RampLimited, 429},
    Entry {"spend_limited", Outcome::SpendLimited, 429},
    Entry {"unattributed_429", Outcome::RateLimitedUnattributed, 429},
    Entry {"error_500", Outcome::ServerError, 500},
    Entry {"error_503", Outcome::ServerError, 503},
    Entry {"error_503_text", Outcome::EdgeError, 503},
    Entry {"error_504", Outcome::ServerError, 504},
    Entry {"edge_520_html", Outcome::EdgeError, 520},
    Entry {"edge_520_empty", Outcome::EdgeError, 520},
    Entry {"edge_522_json", Outcome::EdgeError, 522},
    Entry {"stall_headers", Outcome::TimedOut, 0},
    Entry {"stall_stream", Outcome::Stalled, 200},
    Entry {"cut_stream", Outcome::Cut, 200},
    Entry {"bad_request", Outcome::Misconfigured, 400},
    Entry {"model_gone", Outcome::ModelGone, 404},
    Entry {"auth_failed", Outcome::AuthFailed, 401},
    Entry {"billing_402", Outcome::Billing, 402},
    Entry {"permission_403", Outcome::AuthFailed, 403},
    Entry {"challenge_403", Outcome::EdgeError, 403},
    Entry {"runaway_usage", Outcome::Ok, 200},
};

const Entry& entry(Shape shape)
{
    return entries[std::size_t(shape)];
}

} // namespace

QLatin1String name(Shape shape)
{
    return QLatin1String(entry(shape).name);
}

std::optional<Shape> shapeFromName(QStringView name)
{
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (name == QLatin1String(entries[i].name)) {
            return Shape(i);
        }
    }
    return std::nullopt;
}

Outcome expectedOutcome(Shape shape)
{
    return entry(shape).outcome;
}

int httpStatus(Shape shape)
{
    return entry(shape).status;
}

Shape withoutStream(Shape shape)
{
    return shape == Shape::OverloadedFirst || shape == Shape::OverloadedMid ? Shape::OverloadedHttp
                                                                            : shape;
}

double FaultMix::sum() const
{
    return std::accumulate(shares.begin(), shares.end(), 0.0);
}

} // namespace plimsoll::simulator
