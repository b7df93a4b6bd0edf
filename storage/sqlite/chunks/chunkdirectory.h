// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::sqlite {

// Parts of a chunk in one piece: how many as LEB128, the size of each as LEB128, then the parts.
void putParts(std::string& to, const std::vector<std::string>& parts);

// Where the first of `count` parts begins and where each ends, from the front of `bytes` on. Only
// the sizes need to be there; mostDirectory() bytes have them. Throws SQLite::Exception.
std::vector<std::size_t> partEnds(std::string_view bytes, std::size_t count);
constexpr std::size_t mostDirectory(std::size_t count)
{
    return 5 + 5 * count; // a size has less than 35 bits
}

// Takes `count` parts off the front. Throws SQLite::Exception when they are not there.
std::vector<std::string_view> takeParts(std::string_view& from, std::size_t count);

} // namespace plimsoll::sqlite
