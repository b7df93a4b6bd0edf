// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/simulator/exchange.h"
#include "probes/simulator/httprequest.h"
#include "probes/simulator/prompt.h"

#include <optional>

namespace plimsoll::simulator {

// Why the API refuses a request before any capacity is asked.
struct CheckFailure
{
    Shape shape = Shape::BadRequest;
    QByteArray message;
};

struct CheckedRequest
{
    MessageRequest request; // as far as it could be read; the model is "" when it names none
    std::vector<CachePoint> cachePoints;
    std::optional<CheckFailure> failure;
};

QByteArray keyOf(const HttpRequest& request); // "" for none
// What the catalogue knows of a model, or little more than its id.
ModelInfo infoOf(const World& world, const QString& model);

// The key and the version of any request.
std::optional<CheckFailure> checkAccess(const HttpRequest& request);
// A whole Messages request, or with countOnly one of count_tokens, which has no max_tokens.
enum class Counting { No, Yes };
CheckedRequest checkMessages(const HttpRequest& http, const World& world, TimePoint scenarioTime,
                             Counting counting);

} // namespace plimsoll::simulator
