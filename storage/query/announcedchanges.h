// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

namespace plimsoll {

// What of the time around an event is neither before nor after it: the hour under way, nothing
// where it came on the full hour, and the whole UTC day where it stands at 00:00 UTC, for then its
// day alone is known.
TimeRange unclearAround(TimePoint event);

// Announced events that may have changed what the models get, oldest first. Releases of models are
// none: they add a model and leave the others as they were. Of several within the same unclear time
// the one whose hour is known stands for all.
Result<std::vector<Event>> announcedChanges(const StoreReader& reader, TimeRange range);

// It names the model, or none.
bool concerns(const Event& event, const QString& model);

} // namespace plimsoll
