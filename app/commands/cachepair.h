// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/observation.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace plimsoll {

// What a cache pair costs at list prices, for a person, before it is sent.
QString cachePairPrice(const QString& model, const Catalogue& catalogue, TimePoint at);

// Both observations, and what they say together. Without an answer to the first one no second was
// sent.
QJsonObject cachePairReport(const Observation& write, const std::optional<Observation>& read,
                            const Catalogue& catalogue);

} // namespace plimsoll
