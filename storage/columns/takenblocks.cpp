// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/columns/blockformat.h"
#include "storage/columns/blocks.h"
#include "storage/columns/lanes.h"
#include "storage/stats/varint.h"

#include <algorithm>
#include <array>
#include <optional>

namespace plimsoll::columns {
namespace {

using stats::takeVarint;
using stats::unzigzag;

// The numbers of a block that are wider than the others.
struct Wider
{
    std::size_t count = 0;
    // Not set to anything before they are read: that would take longer than a block does.
    std::array<std::uint8_t, blockSize> positions;
    std::array<std::uint64_t, blockSize> rests;
};

std::string_view take(std::string_view& from, std::size_t bytes)
{
    const std::string_view taken = from.substr(0, bytes);
    from.remove_prefix(taken.size());
    return taken;
}

// False when they are not `count` ascending positions within the block.
bool readPositions(std::string_view from, bool asBitmap, std::size_t size, Wider& wider)
{
    std::size_t count = 0;
    if (!asBitmap) {
        int last = -1;
        for (const char byte : from) {
            const auto position = std::uint8_t(byte);
            if (int(position) <= last || position >= size) {
                return false;
            }
            last = position;
            wider.positions[count++] = position;
        }
        return true;
    }
    for (std::size_t i = 0; i < size; ++i) {
        if (((unsigned(std::uint8_t(from[i / 8])) >> (i % 8)) & 1U) != 0) {
            wider.positions[count++] = std::uint8_t(i);
        }
    }
    return count == wider.count;
}

bool takeWider(std::string_view& from, bool asBitmap, std::size_t size, Wider& wider)
{
    if (from.size() < 2) {
        return false;
    }
    wider.count = std::size_t(std::uint8_t(from[0])) + 1;
    const unsigned restWidth = std::uint8_t(from[1]);
    from.remove_prefix(2);
    const std::size_t positions = asBitmap ? bitBytes(size, 1) : wider.count;
    if (wider.count > size || restWidth == 0 || restWidth > maxRestWidth
        || from.size() < positions + bitBytes(wider.count, restWidth)
        || !readPositions(take(from, positions), asBitmap, size, wider)) {
        return false;
    }
    readBits(from, restWidth, std::span(wider.rests).first(wider.count));
    from.remove_prefix(bitBytes(wider.count, restWidth));
    return true;
}

bool takeLow(std::string_view& from, unsigned width, std::uint64_t base,
             std::span<std::int64_t> out)
{
    if (out.size() == blockSize) {
        if (from.size() < laneBytes(width)) {
            return false;
        }
        Block low;
        readLanes(from.data(), width, low);
        from.remove_prefix(laneBytes(width));
        for (std::size_t i = 0; i < blockSize; ++i) {
            out[i] = std::int64_t(base + low[i]);
        }
        return true;
    }
    if (from.size() < bitBytes(out.size(), width)) {
        return false;
    }
    std::array<std::uint64_t, blockSize> low;
    readBits(from, width, std::span(low).first(out.size()));
    from.remove_prefix(bitBytes(out.size(), width));
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = std::int64_t(base + low[i]);
    }
    return true;
}

// What a block begins with.
struct Head
{
    unsigned width = 0;
    bool hasWider = false;
    bool asBitmap = false;
};

// Moves the base to that of this block.
std::optional<Head> takeHead(std::string_view& from, std::uint64_t& base)
{
    if (from.empty()) {
        return std::nullopt;
    }
    const unsigned byte = std::uint8_t(from.front());
    from.remove_prefix(1);
    const Head head {.width = byte & ~(widerFlag | bitmapFlag),
                     .hasWider = (byte & widerFlag) != 0,
                     .asBitmap = (byte & bitmapFlag) != 0};
    const auto step = takeVarint(from);
    if (head.width > maxLaneWidth || !step || (head.asBitmap && !head.hasWider)) {
        return std::nullopt;
    }
    base += std::uint64_t(unzigzag(*step));
    return head;
}

// Passes over a block of so many numbers.
bool skipBlock(std::string_view& from, std::uint64_t& base, std::size_t size)
{
    const auto head = takeHead(from, base);
    if (!head) {
        return false;
    }
    std::size_t bytes = bitBytes(size, head->width);
    if (head->hasWider) {
        if (from.size() < 2) {
            return false;
        }
        const std::size_t wider = std::size_t(std::uint8_t(from[0])) + 1;
        const unsigned restWidth = std::uint8_t(from[1]);
        bytes += 2 + (head->asBitmap ? bitBytes(size, 1) : wider) + bitBytes(wider, restWidth);
    }
    return take(from, bytes).size() == bytes;
}

bool takeBlock(std::string_view& from, std::uint64_t& base, std::span<std::int64_t> out)
{
    const auto head = takeHead(from, base);
    if (!head) {
        return false;
    }
    const unsigned width = head->width;
    if (!head->hasWider) {
        return takeLow(from, width, base, out);
    }
    Wider wider;
    if (!takeWider(from, head->asBitmap, out.size(), wider) || !takeLow(from, width, base, out)) {
        return false;
    }
    for (std::size_t i = 0; i < wider.count; ++i) {
        std::int64_t& number = out[wider.positions[i]];
        number = std::int64_t(std::uint64_t(number)
                              + (std::uint64_t(unzigzag(wider.rests[i])) << width));
    }
    return true;
}

} // namespace

bool takeBlocks(std::string_view& from, std::span<std::int64_t> out)
{
    std::uint64_t base = 0;
    for (std::size_t at = 0; at < out.size(); at += blockSize) {
        if (!takeBlock(from, base, out.subspan(at, std::min(blockSize, out.size() - at)))) {
            return false;
        }
    }
    return true;
}

bool readSomeBlocks(std::string_view from, std::size_t count, std::size_t first,
                    std::span<std::int64_t> out)
{
    const std::size_t end = first + out.size();
    std::array<std::int64_t, blockSize> whole;
    std::uint64_t base = 0;
    for (std::size_t at = 0; at < end; at += blockSize) {
        const std::size_t size = std::min(blockSize, count - at);
        if (at + size <= first) {
            if (!skipBlock(from, base, size)) {
                return false;
            }
        } else if (first <= at && at + size <= end) {
            if (!takeBlock(from, base, out.subspan(at - first, size))) {
                return false;
            }
        } else {
            const std::span block(whole.data(), size);
            if (!takeBlock(from, base, block)) {
                return false;
            }
            const std::size_t from0 = std::max(first, at);
            const std::size_t to0 = std::min(end, at + size);
            std::ranges::copy(block.subspan(from0 - at, to0 - from0),
                              out.begin() + std::ptrdiff_t(from0 - first));
        }
    }
    return true;
}

} // namespace plimsoll::columns
