// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/advice.h"
#include "ui/format/format.h"
#include "ui/viewmodels/sentences.h"

namespace plimsoll {

// Of the present: who is overloaded for how long, and whether to wait or to fall back.
Headline adviceHeadline(const Advice& advice, TimePoint asOf, const Format& format);

// Of the moment at which the handle stands, see adviceAt().
QString mustHaveText(const Advice& advice, const Format& format);
QString anyModelText(const Advice& advice, const Format& format);
// "13 overloads were watched for longer than 13 min."
QString watchedText(const Advice& advice, const Format& format);

// "Share still going on, 95 % band, log scale. 4 of 63 open or cut by a gap."
QString lengthsCaption(const Advice& advice, const Format& format);
// How exactly the ends are known; "" without any.
QString resolutionText(const Advice& advice);
// The chart in one sentence, for those who do not see it.
QString lengthsSummary(const Advice& advice, const Format& format);

// A wait, which must not come out too short: "3 min 30 s".
QString waitText(std::chrono::milliseconds wait, const Format& format);

} // namespace plimsoll
