// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/classify.h"

namespace plimsoll {

// Judges an exchange that ended below HTTP: no answer, or one that did not come to its end.
Judgement judgeFailure(const Exchange& exchange);

} // namespace plimsoll
