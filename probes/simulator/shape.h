// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/outcome.h"

#include <QLatin1String>
#include <QStringView>

#include <array>
#include <cstddef>
#include <optional>

namespace plimsoll::simulator {

// What a Messages request meets. The names are the keys of the mixes in scenario files and stand in
// the log.
enum class Shape : quint8 {
    Ok,
    SlowTokens,
    OverloadedHttp,
    OverloadedFirst, // 200, the first event is the error
    OverloadedMid, // 200, the error follows the first output
    RateLimited,
    RampLimited,
    SpendLimited,
    Unattributed429, // no header says why
    Error500,
    Error503,
    Error503Text, // the proxy's plain text, not the API's
    Error504,
    Edge520Html,
    Edge520Empty,
    Edge522Json,
    StallHeaders, // nothing is ever answered
    StallStream, // an answer begins and then nothing more comes
    CutStream, // an answer begins and the connection closes
    BadRequest,
    ModelGone,
    AuthFailed,
    Billing402,
    Permission403,
    Challenge403, // the edge's HTML page
    RunawayUsage // answered as asked, but the bill names far more output than max_tokens
};

inline constexpr std::size_t shapeCount = std::size_t(Shape::RunawayUsage) + 1;

QLatin1String name(Shape shape); // "overloaded_http"
std::optional<Shape> shapeFromName(QStringView name);
// What a correct client must make of it.
Outcome expectedOutcome(Shape shape);
int httpStatus(Shape shape); // 0: never answered
// What a request that asked for no stream meets instead: it cannot get an error inside a stream.
Shape withoutStream(Shape shape);

// Probabilities of what a request meets. What is left to 1 is a plain answer.
struct FaultMix
{
    std::array<double, shapeCount> shares {};

    double& operator[](Shape shape) { return shares[std::size_t(shape)]; }
    double operator[](Shape shape) const { return shares[std::size_t(shape)]; }
    double sum() const;
};

} // namespace plimsoll::simulator
