// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/observation.h"

#include <QJsonArray>

namespace plimsoll {

// The long prefix that a cache probe marks with cache_control. Shorter ones than a model's minimum
// are answered as usual and cached in silence not at all, so the prefix is a quarter longer than
// that minimum even if every word were one token.
//
// The nonce stands at its very start, whole: a prompt is cached from its beginning, so that no
// prefix of an earlier pair can be hit, and the same nonce gives the same bytes.
QJsonArray cachedSystem(const ModelInfo* model, quint64 nonce); // the "system" of a request

// What both probes of a pair can use at most, for the prefix alone. The read is taken to miss and
// to be written again: that is what a probe may cost.
Usage cachePrefixUsage(const ModelInfo* model);
// The same of a read that hits.
Usage cacheHitUsage(const ModelInfo* model);

} // namespace plimsoll
