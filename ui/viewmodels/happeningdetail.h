// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/happenings.h"
#include "ui/format/format.h"
#include "ui/viewmodels/celltable.h"

namespace plimsoll {

// All that is known of the happening with this key (see happeningRows()), as names and values: of a
// burst its brackets, its counts and what was told meanwhile; of an incident its posts. Empty: no
// happening has this key.
TableContent happeningDetail(const Happenings& found, const QString& key, const Format& format);

} // namespace plimsoll
