// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/event.h"

#include <vector>

namespace plimsoll {

// What is dated and known without measuring: resources/events.toml and the releases of the
// catalogue's models up to a moment. Oldest first.
std::vector<Event> announcedEvents(const Catalogue& catalogue, TimePoint until);

} // namespace plimsoll
