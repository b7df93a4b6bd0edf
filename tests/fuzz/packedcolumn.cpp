// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/columns/packedcolumn.h"

#include "tests/fuzz/input.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

// Input: 0 and two characters that say how many rows there are, then the bytes of a column; or 1,
// then eight bytes for each value.

using namespace plimsoll;
using namespace plimsoll::fuzz;

namespace {

using Column = std::vector<std::int64_t>;

void checkRoundTrip(const Column& values)
{
    const std::string bytes = columns::packed(values);
    Column again(values.size(), 1);
    check(columns::unpack(bytes, again), "what was packed can be unpacked");
    check(again == values, "what is unpacked is what was packed");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Input input(data, size);
    if (input.takeChoice(2) == 0) {
        const std::size_t low = input.takeByte();
        const std::size_t high = input.takeByte() % 16;
        Column values(high * 256 + low);
        const QByteArray rest = input.rest();
        const std::string_view bytes(rest.constData(), std::size_t(rest.size()));
        Column part(values.size() / 3);
        const std::size_t first = values.size() / 2;
        const bool hasPart = columns::unpackPart(bytes, values.size(), first, part);
        if (columns::unpack(bytes, values)) {
            check(hasPart, "of a column there is any part");
            check(std::equal(part.begin(), part.end(), values.begin() + std::ptrdiff_t(first)),
                  "a part is that of the whole");
            checkRoundTrip(values);
        }
        return 0;
    }
    const QByteArray bytes = input.rest();
    Column values(std::size_t(bytes.size()) / sizeof(std::int64_t));
    if (!values.empty()) {
        std::memcpy(values.data(), bytes.constData(), values.size() * sizeof(std::int64_t));
    }
    checkRoundTrip(values);
    return 0;
}
