// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/rollup.h"

namespace plimsoll::sqlite {

// A day before any that a clock tells.
inline constexpr qint64 farPast = -100'000'000;

// Number of a bucket since the epoch, and back. Numbers grow with time.
qint64 bucketNumber(Level level, TimePoint t);
TimePoint bucketTime(Level level, qint64 number);
// The first bucket that begins at or after t. Any far end of time is as good as another.
qint64 firstBucketFrom(Level level, TimePoint t);

// Of the week of a day, and of the first day of a week.
qint64 weekOfDay(qint64 day);
qint64 firstDayOfWeek(qint64 week);

// Key of a row of a rollup or chunk: buckets of one target lie together in order of time.
qint64 rollupKey(qint64 target, qint64 bucket);
qint64 targetOfKey(qint64 key);
qint64 bucketOfKey(qint64 key);
const char* rollupTable(Level level);

} // namespace plimsoll::sqlite
