// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/clock.h"

#ifdef Q_OS_LINUX
#include <ctime>
#endif

namespace plimsoll {

TimePoint SystemClock::now() const
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::chrono::nanoseconds SystemClock::monotonic() const
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

std::chrono::nanoseconds SystemClock::sinceBoot() const
{
#ifdef Q_OS_LINUX
    // CLOCK_MONOTONIC stands still in sleep, CLOCK_BOOTTIME does not (clock_gettime(2)).
    timespec boot {};
    if (clock_gettime(CLOCK_BOOTTIME, &boot) == 0) {
        return std::chrono::seconds(boot.tv_sec) + std::chrono::nanoseconds(boot.tv_nsec);
    }
#endif
    return monotonic();
}

} // namespace plimsoll
