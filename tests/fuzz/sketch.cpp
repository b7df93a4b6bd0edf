// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/sketch.h"

#include "tests/fuzz/input.h"

// Input: the bytes of a sketch, as a rollup holds them.

using namespace plimsoll::fuzz;
using plimsoll::stats::Sketch;

namespace {

void checkBins(const Sketch& sketch)
{
    std::uint64_t count = 0;
    std::int64_t before = -1;
    for (const auto& [number, times] : sketch.bins()) {
        check(number > before && number <= Sketch::lastBin, "bins are sorted and in range");
        check(times > 0, "no bin is empty");
        check(times <= ~std::uint64_t {0} - count, "the count fits 64 bits");
        before = number;
        count += times;
    }
    check(count == sketch.count(), "the count is the sum of the bins");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(data, data + size);
    const auto sketch = Sketch::deserialized(bytes);
    if (!sketch) {
        return 0;
    }
    checkBins(*sketch);
    check(sketch->bins().size() <= 1 + 8 * size, "there are no more bins than bits");
    check(sketch->isEmpty() == bytes.empty(), "only nothing is an empty sketch");
    const std::string again = sketch->serialized();
    check(Sketch::deserialized(again) == sketch, "what is accepted serializes to an equal sketch");
    check(Sketch::deserialized(again)->serialized() == again, "and always to the same bytes");
    return 0;
}
