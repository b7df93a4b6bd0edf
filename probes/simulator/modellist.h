// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/simulator/world.h"

#include <QJsonObject>
#include <QUrlQuery>

#include <variant>

namespace plimsoll::simulator {

// One entry of GET /v1/models as of a moment.
QJsonObject modelJson(const ModelInfo& model, TimePoint at);
// A page of GET /v1/models, newest first, or what is wrong with the query.
std::variant<QJsonObject, QByteArray> modelPage(const World& world, TimePoint at,
                                                const QUrlQuery& query);

} // namespace plimsoll::simulator
