// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/verdict.h"

namespace plimsoll {

// Condition, word and sentence for the state of one model.
Verdict wordsFor(const ModelFinding& finding, TimePoint asOf);

Condition conditionOf(ModelState state);
QString wordOf(ModelState state);

} // namespace plimsoll
