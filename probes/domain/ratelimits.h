// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QLatin1String>
#include <QString>
#include <QStringView>
#include <QtGlobal>

#include <array>
#include <optional>

namespace plimsoll {

// The numbers are stored: append, never reorder. Per minute each.
enum class LimitKind : quint8 { Requests, InputTokens, OutputTokens, Tokens };

inline constexpr std::size_t limitKindCount = 4;
inline constexpr std::array<LimitKind, limitKindCount> limitKinds {
    LimitKind::Requests, LimitKind::InputTokens, LimitKind::OutputTokens, LimitKind::Tokens};

QLatin1String name(LimitKind kind); // "requests", "input_tokens", ...
std::optional<LimitKind> limitKindFromName(QStringView name);
QString label(LimitKind kind); // "Input tokens per minute"

// One limit as an answer told it. Absent means not sent, which is unknown and not zero.
struct LimitReading
{
    std::optional<qint64> limit;
    std::optional<qint64> remaining; // tokens are rounded to 1000 by the service
    std::optional<TimePoint>
        reset; // when the bucket is full again, not when the next request is admitted

    bool isEmpty() const { return !limit && !remaining && !reset; }
    bool operator==(const LimitReading&) const = default;
};

struct RateLimits
{
    std::array<LimitReading, limitKindCount> readings;

    LimitReading& operator[](LimitKind kind) { return readings[std::size_t(kind)]; }
    const LimitReading& operator[](LimitKind kind) const { return readings[std::size_t(kind)]; }
    bool isEmpty() const;
    bool operator==(const RateLimits&) const = default;
};

} // namespace plimsoll
