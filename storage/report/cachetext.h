// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/cacheeffect.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace plimsoll {

// What the cache did for one pair, for a program and, under "sentence", for a person.
QJsonObject cachePairJson(const CachePair& pair);

// Of all pairs of a range, one line for each model.
QString cacheText(const std::vector<CacheEffect>& effects);
QJsonArray cacheJson(const std::vector<CacheEffect>& effects);

} // namespace plimsoll
