// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QByteArray>

namespace plimsoll::simulator {

// "2026-05-06T16:00:00Z". By hand because a history writes millions.
QByteArray rfc3339(TimePoint t);
// "Wed, 06 May 2026 16:00:00 GMT", as RFC 9110 wants it in Date.
QByteArray httpDate(TimePoint t);

} // namespace plimsoll::simulator
