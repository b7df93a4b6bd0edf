// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/chunks/chunkdirectory.h"

#include "storage/sqlite/rows/blobcodec.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/stats/varint.h"

namespace plimsoll::sqlite {

namespace {
constexpr std::uint64_t mostBytes = std::uint64_t(1) << 32; // of a part
} // namespace

void putParts(std::string& to, const std::vector<std::string>& parts)
{
    std::size_t size = 0;
    stats::putVarint(to, parts.size());
    for (const std::string& part : parts) {
        stats::putVarint(to, part.size());
        size += part.size();
    }
    to.reserve(to.size() + size);
    for (const std::string& part : parts) {
        to += part;
    }
}

std::vector<std::size_t> partEnds(std::string_view bytes, std::size_t count)
{
    const std::size_t whole = bytes.size();
    if (takeNumber(bytes) != count) {
        throwDamaged("a chunk has other columns than it must");
    }
    std::vector<std::size_t> ends {0};
    ends.reserve(count + 1);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t size = takeNumber(bytes);
        if (size > mostBytes) {
            throwDamaged("a chunk has a column of no possible size");
        }
        ends.push_back(ends.back() + size);
    }
    for (std::size_t& end : ends) {
        end += whole - bytes.size();
    }
    return ends;
}

std::vector<std::string_view> takeParts(std::string_view& from, std::size_t count)
{
    const auto ends = partEnds(from, count);
    if (ends.back() > from.size()) {
        throwDamaged("a chunk ends too early");
    }
    std::vector<std::string_view> parts;
    parts.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        parts.push_back(from.substr(ends[i], ends[i + 1] - ends[i]));
    }
    from.remove_prefix(ends.back());
    return parts;
}

} // namespace plimsoll::sqlite
