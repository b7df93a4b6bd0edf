// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"

#include <QJsonObject>

namespace plimsoll {

// One observation for a program: the columns of the observations CSV and the headers. Times RFC
// 3339 UTC, durations in ms, null for unknown.
QJsonObject toJson(const Observation& observation);

} // namespace plimsoll
