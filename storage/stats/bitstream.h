// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace plimsoll::stats {

// Bits in bytes, the lowest bit of a byte first.

// Appends to a string. finish() fills up the last byte with zeros.
class BitWriter
{
public:
    explicit BitWriter(std::string& to)
        : m_to(to)
    {
    }

    // A value of `width` bits; width <= 57.
    void put(std::uint64_t value, unsigned width)
    {
        m_word |= value << m_used;
        m_used += width;
        if (m_used >= 64) {
            flush(8);
            m_used -= 64;
            // Of the value, width - m_used bits are gone; they are fewer than 64 and more than
            // none.
            m_word = value >> (width - m_used);
        }
    }

    void finish()
    {
        flush((m_used + 7) / 8);
        m_used = 0;
        m_word = 0;
    }

private:
    void flush(std::size_t count)
    {
        std::array<char, 8> bytes {};
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] = char(std::uint8_t(m_word >> (8 * i)));
        }
        m_to.append(bytes.data(), count);
    }

    std::string& m_to;
    std::uint64_t m_word = 0;
    unsigned m_used = 0; // bits of m_word, fewer than 64 between calls
};

// Looks at any place of a byte string that outlives it. Past its end all bits are zero, so a reader
// checks lengths once, not bit by bit.
class BitReader
{
public:
    explicit BitReader(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    std::size_t size() const { return m_bytes.size() * 8; } // in bits

    // 64 bits from the beginning of a byte.
    std::uint64_t word(std::size_t byte) const
    {
        if (byte + 8 <= m_bytes.size()) [[likely]] {
            return load(byte);
        }
        return byte < m_bytes.size() ? lastWord(byte) : 0;
    }

    // At least 57 true bits from a place; what is above them means nothing.
    std::uint64_t at(std::size_t bit) const { return word(bit / 8) >> (bit % 8); }

private:
    std::uint64_t load(std::size_t byte) const
    {
        std::uint64_t word = 0;
        std::memcpy(&word, m_bytes.data() + byte, sizeof word);
        if constexpr (std::endian::native == std::endian::big) {
            auto* const raw = reinterpret_cast<unsigned char*>(&word);
            std::reverse(raw, raw + sizeof word);
        }
        return word;
    }

    std::uint64_t lastWord(std::size_t byte) const
    {
        const std::size_t size = m_bytes.size();
        if (size >= 8) {
            return load(size - 8) >> (8 * (byte + 8 - size));
        }
        std::uint64_t word = 0;
        for (std::size_t i = size; i > byte; --i) {
            word = word << 8 | std::uint8_t(m_bytes[i - 1]);
        }
        return word;
    }

    std::string_view m_bytes;
};

} // namespace plimsoll::stats
