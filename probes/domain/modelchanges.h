// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/event.h"
#include "probes/domain/modelpage.h"

namespace plimsoll {

// The moment and the address a list was read from.
struct ListReading
{
    TimePoint at;
    QString source; // a URL without secrets
};

// What changed from one complete list to the next, one event for each model and kind of change:
// new, no longer listed, deprecated, retired, another day of retirement, other capabilities. The
// first list of all changes nothing: with an empty `before` there is no event. The same change read
// twice gives the same identities.
std::vector<Event> modelChanges(const std::vector<ListedModel>& before,
                                const std::vector<ListedModel>& after, const ListReading& reading);

} // namespace plimsoll
