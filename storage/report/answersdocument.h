// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/answers.h"
#include "storage/query/limithistory.h"
#include "storage/report/document.h"

namespace plimsoll {

// The figures of `plimsollctl answers` as tables, the changes of the limits, and the accounting
// rules. Shares are in percent; an empty cell is unknown.
Document answersDocument(const Answers& answers, const LimitHistory& limits);

} // namespace plimsoll
