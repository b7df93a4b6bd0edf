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
QJsonObject modelJson(const ListedModel& listed, TimePoint at);
// GET /v1/models/ID; absent when the model is not out or not known. A retired one is told of.
std::optional<QJsonObject> oneModel(const World& world, TimePoint at, const QString& id);
// A page of GET /v1/models, newest first, or what is wrong with the query.
std::variant<QJsonObject, QByteArray> modelPage(const World& world, TimePoint at,
                                                const QUrlQuery& query);

} // namespace plimsoll::simulator
