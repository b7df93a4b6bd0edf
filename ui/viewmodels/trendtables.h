// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/trends.h"
#include "ui/format/format.h"
#include "ui/viewmodels/celltable.h"

namespace plimsoll {

// Week over week of one model, verdicts in words in the last column.
inline constexpr int trendWordsColumn = 7;
TableContent trendTable(const ModelTrend& trend, const Format& format);

// Weekly totals of one model, newest first.
TableContent weeksTable(const Trends& trends, const QString& model, const Format& format);

} // namespace plimsoll
