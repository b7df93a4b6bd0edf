// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/advice.h"
#include "ui/format/format.h"
#include "ui/viewmodels/celltable.h"

namespace plimsoll {

// With fewer overloaded probes beside which the other model was probed no share is told.
inline constexpr quint64 leastPairs = 5;

// "From here on": the chance that it is over within some waits.
TableContent waitTable(const Advice& advice, const Format& format);
// What clients, as they are shipped, would have achieved on the overloads of this model, and what
// another model would.
TableContent habitTable(const Advice& advice, const Format& format);
// How often the model of the column answered while that of the row was overloaded.
TableContent fallbackTable(const std::vector<Advice>& all, const Format& format);

} // namespace plimsoll
