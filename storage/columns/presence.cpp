// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/columns/presence.h"

#include "storage/columns/lanes.h"
#include "storage/columns/packedcolumn.h"
#include "storage/stats/varint.h"

#include <algorithm>

namespace plimsoll::columns {

void Presence::add(std::size_t length)
{
    if (m_runs.size() % 2 == 0) {
        m_count += length;
    }
    m_rows += length;
    m_runs.push_back(length);
}

Presence Presence::of(std::span<const std::int64_t> values)
{
    Presence presence;
    bool has = true;
    for (std::size_t at = 0; at < values.size(); has = !has) {
        std::size_t end = at;
        while (end < values.size() && (values[end] != absent) == has) {
            ++end;
        }
        presence.add(end - at);
        at = end;
    }
    return presence;
}

void Presence::put(std::string& to) const
{
    std::string runs;
    stats::putVarint(runs, m_runs.size());
    for (std::size_t i = 0; i + 1 < m_runs.size(); ++i) {
        stats::putVarint(runs, m_runs[i]);
    }
    if (runs.size() <= 1 + bitBytes(m_rows, 1)) {
        to += runs;
        return;
    }
    std::string bits(bitBytes(m_rows, 1), '\0');
    std::size_t row = 0;
    for (std::size_t i = 0; i < m_runs.size(); row += m_runs[i++]) {
        for (std::size_t j = row; i % 2 == 0 && j < row + m_runs[i]; ++j) {
            bits[j / 8] = char(std::uint8_t(unsigned(std::uint8_t(bits[j / 8])) | (1U << (j % 8))));
        }
    }
    to.push_back('\0');
    to += bits;
}

bool Presence::take(std::string_view& from, std::size_t rows)
{
    *this = {};
    const auto runs = stats::takeVarint(from);
    return runs && (*runs == 0 ? takeBits(from, rows) : takeRuns(from, *runs, rows));
}

bool Presence::takeBits(std::string_view& from, std::size_t rows)
{
    if (from.size() < bitBytes(rows, 1)) {
        return false;
    }
    const auto hasValue = [from](std::size_t row) {
        return ((unsigned(std::uint8_t(from[row / 8])) >> (row % 8)) & 1U) != 0;
    };
    bool has = true;
    for (std::size_t at = 0; at < rows; has = !has) {
        std::size_t end = at;
        while (end < rows && hasValue(end) == has) {
            ++end;
        }
        add(end - at);
        at = end;
    }
    from.remove_prefix(bitBytes(rows, 1));
    return true;
}

bool Presence::takeRuns(std::string_view& from, std::uint64_t runs, std::size_t rows)
{
    for (std::uint64_t i = 0; i + 1 < runs; ++i) {
        const auto length = stats::takeVarint(from);
        // Every run but the first has a row, so a count that is too high ends here.
        if (!length || (*length == 0 && i > 0) || *length >= rows - m_rows) {
            return false;
        }
        add(std::size_t(*length));
    }
    add(rows - m_rows);
    return true;
}

std::pair<Presence, std::size_t> Presence::part(std::size_t first, std::size_t rows) const
{
    Presence part;
    std::size_t before = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        const std::size_t end = begin + m_runs[i];
        before += i % 2 == 0 ? std::min(end, first) - std::min(begin, first) : 0;
        const std::size_t from = std::clamp(begin, first, first + rows);
        const std::size_t to = std::clamp(end, first, first + rows);
        if (from < to) {
            if (part.m_runs.empty() && i % 2 == 1) {
                part.add(0); // it begins in a run without a value
            }
            part.add(to - from);
        }
        begin = end;
    }
    return {part, before};
}

void Presence::spread(std::span<std::int64_t> rows) const
{
    // From the end, for a value never moves towards the front.
    std::size_t value = m_count;
    std::size_t row = m_rows;
    for (std::size_t i = m_runs.size(); i-- > 0;) {
        const std::size_t length = m_runs[i];
        const auto end = rows.begin() + std::ptrdiff_t(row);
        if (i % 2 == 1) {
            std::fill(end - std::ptrdiff_t(length), end, absent);
        } else {
            const auto last = rows.begin() + std::ptrdiff_t(value);
            std::copy_backward(last - std::ptrdiff_t(length), last, end);
            value -= length;
        }
        row -= length;
    }
}

} // namespace plimsoll::columns
