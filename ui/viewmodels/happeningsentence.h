// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/happenings.h"
#include "ui/viewmodels/sentences.h"

namespace plimsoll {

// How many bursts of which models, the longest; what the status page told of them, and how late.
Headline incidentsHeadline(const Happenings& found, const Format& format);

// What the timeline shows, in a sentence: for who cannot see it.
QString timelineSentence(const Happenings& found, const Format& format);

} // namespace plimsoll
