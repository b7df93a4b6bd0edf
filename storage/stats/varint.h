// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::stats {

// LEB128: seven bits to a byte, least significant first, the top bit says that more follow.
inline void putVarint(std::string& to, std::uint64_t value)
{
    while (value >= 0x80) {
        to.push_back(char(std::uint8_t(value | 0x80)));
        value >>= 7;
    }
    to.push_back(char(std::uint8_t(value)));
}

// Takes one value off the front. Nullopt when the bytes end too early, do not fit 64 bits, or are
// longer than putVarint would have made them.
inline std::optional<std::uint64_t> takeVarint(std::string_view& from)
{
    if (!from.empty() && std::uint8_t(from.front()) < 0x80) { // as most are
        const auto value = std::uint8_t(from.front());
        from.remove_prefix(1);
        return value;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < from.size() && i < 10; ++i) {
        const auto byte = std::uint8_t(from[i]);
        if ((i == 9 && byte > 1) || (i > 0 && byte == 0)) {
            return std::nullopt;
        }
        value |= std::uint64_t(byte & 0x7f) << (7 * i);
        if (byte < 0x80) {
            from.remove_prefix(i + 1);
            return value;
        }
    }
    return std::nullopt;
}

// Signed values as 0, -1, 1, -2, ... so that small ones stay short.
constexpr std::uint64_t zigzag(std::int64_t value)
{
    return (std::uint64_t(value) << 1) ^ std::uint64_t(value >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t value)
{
    return std::int64_t(value >> 1) ^ -std::int64_t(value & 1);
}

} // namespace plimsoll::stats
