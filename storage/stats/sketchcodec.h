// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/sketch.h"

namespace plimsoll::stats {

// The bytes of a sketch. An empty one has none. Otherwise the first byte is the version.
//
// 1, read only: for each bin the distance from the one before it and its count, as varints.
// 2: a head, lists of numbers as bits (listcode.h), zeros up to a whole byte, and the bytes of what
//    numbers are above their marks, in reverse, the first of them last. The head is the varint of
//    8 * the first bin + form and the varint of n - 1.
//    Forms 0 to 6: n values; the distances of each from the one before it, Golomb-Rice coded with
//    the form as k. The smaller one where most bins hold a single value: an hour.
//    Form 7, for days and weeks: n bins. A byte 16 * k + width - 1 ends the head; the n - 1
//    distances less 1, Golomb-Rice coded with k; the n counts less 1, with the same width each.
struct SketchContent
{
    Sketch::Bins bins; // sorted, none empty
    std::uint64_t count = 0; // the sum over bins
};

// Version 2, in the form and with the parameters that take the fewest bits.
std::string encodedSketch(const Sketch::Bins& bins, std::uint64_t count);
// Nullopt for bytes that break these rules; other parameters than the best do not. Time and memory
// are bounded by the number of bytes.
std::optional<SketchContent> decodedSketch(std::string_view bytes);

} // namespace plimsoll::stats
