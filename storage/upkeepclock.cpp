// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/upkeepclock.h"

#include <algorithm>

namespace plimsoll {

TimePoint UpkeepClock::now(const StoreWriter& writer)
{
    std::optional<TimePoint> newest;
    if (!m_last) {
        const auto told = writer.newestAt();
        newest = told ? *told : std::nullopt;
    }
    const std::chrono::milliseconds passed(m_sinceLast.isValid() ? m_sinceLast.elapsed() : 0);
    m_sinceLast.start();
    return read(SystemClock().now(), passed, newest);
}

TimePoint UpkeepClock::read(TimePoint system, std::chrono::milliseconds passed,
                            std::optional<TimePoint> newest)
{
    const TimePoint bound = m_last ? *m_last + fastest * passed
        : newest                   ? *newest + std::chrono::days(1)
                                   : system;
    m_last = std::min(system, bound);
    return *m_last;
}

} // namespace plimsoll
