// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace plimsoll {

// A moment of the wall clock, UTC, whole milliseconds. What is stored and exported.
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

// Half open: from <= t < to.
struct TimeRange
{
    TimePoint from;
    TimePoint to;

    bool contains(TimePoint t) const { return from <= t && t < to; }
    bool isEmpty() const { return to <= from; }
    auto length() const { return to - from; }
    bool operator==(const TimeRange&) const = default;
};

constexpr TimePoint fromEpochMs(qint64 ms)
{
    return TimePoint(std::chrono::milliseconds(ms));
}
constexpr qint64 toEpochMs(TimePoint t)
{
    return t.time_since_epoch().count();
}

// Where the time comes from. Injected, so that schedule, rollups and simulator are tested without
// waiting.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual TimePoint now() const = 0;
    // Never goes back and is not moved by a change of the wall clock: durations are taken from it.
    virtual std::chrono::nanoseconds monotonic() const = 0;
    // The same, but the time that the machine sleeps is always in it. Where monotonic() has it
    // already, as on macOS and Windows, both are one.
    virtual std::chrono::nanoseconds sinceBoot() const { return monotonic(); }
};

class SystemClock final : public Clock
{
public:
    TimePoint now() const override;
    std::chrono::nanoseconds monotonic() const override;
    std::chrono::nanoseconds sinceBoot() const override;
};

} // namespace plimsoll
