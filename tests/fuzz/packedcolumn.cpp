// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/columns/packedcolumn.h"

#include "tests/fuzz/input.h"

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
        const QByteArray bytes = input.rest();
        if (columns::unpack({bytes.constData(), std::size_t(bytes.size())}, values)) {
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
