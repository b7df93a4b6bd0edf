// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/burstinterval.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace plimsoll::stats {

struct BootstrapOptions
{
    std::uint64_t seed = 1;
    std::size_t replicates = 999;
    std::size_t blockLength = 0; // in probes; 0: blockLength() of the data
};

// Percentile interval of a moving-block bootstrap of the share (Künsch 1989, Annals of Statistics
// 17:1217), on the segments joined to a circle so that each probe is drawn alike (Politis and
// Romano 1992, in LePage and Billard, Exploring the Limits of Bootstrap). Replicates are of n
// probes: the last block is cut. Bounds are the order statistics of rank (R + 1) * (1 - confidence)
// / 2 from below and from above (Davison and Hinkley 1997, section 5.3). The design effect is the
// variance of the replicates over the binomial one, at least 1.
//
// A second opinion on burstInterval(), too narrow where bursts are few. The same seed gives the
// same interval everywhere. Nullopt without probes, when all outcomes are the same, for a
// confidence outside 0..1, and with too few replicates for the rank.
std::optional<BurstInterval> bootstrapInterval(Segments segments, double confidence = 0.95,
                                               const BootstrapOptions& options = {});

} // namespace plimsoll::stats
