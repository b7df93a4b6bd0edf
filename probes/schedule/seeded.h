// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/target.h"

namespace plimsoll {

// Random numbers with an address: the same whenever asked, and unrelated for any two addresses.

quint64 mixed(quint64 x); // all 64 bits
double unit(quint64 x); // of a mixed number: 0 <= u < 1
quint64 keyOf(const TargetId& id, quint64 seed);

// For what must differ from probe to probe of a target: `key` is its keyOf().
quint64 nonceOf(quint64 key, qint64 index);

} // namespace plimsoll
