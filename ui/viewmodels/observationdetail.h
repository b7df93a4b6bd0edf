// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "ui/format/format.h"
#include "ui/viewmodels/celltable.h"

namespace plimsoll {

// Everything one observation holds, as name and value: what happened, times, usage, limits.
TableContent observationFacts(const Observation& observation, const Format& format);

// Its headers in the order received.
TableContent observationHeaders(const Observation& observation);

} // namespace plimsoll
