// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/answers.h"
#include "storage/report/document.h"

namespace plimsoll {

// Parts of answersDocument(): two periods compared, a row for each figure. Rates are in percent and
// their differences in points; latencies in milliseconds, and their difference is a ratio. An empty
// cell is unknown.
Document::Section weekSection(const Answers& answers);
Document::Section weekLatenciesSection(const Answers& answers);
Document::Section morningsSection(const Answers& answers);
Document::Section eventsSection(const Answers& answers);

} // namespace plimsoll
