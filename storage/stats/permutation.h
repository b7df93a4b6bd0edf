// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace plimsoll::stats {

// Whether the rate of hits differs between two periods, A and B, when calls are compared with calls
// of the same slot (say, hour of the week) and bursts tie the calls of a block (say, a day)
// together.

enum class Period : std::uint8_t { A, B };

// The calls of one block in one slot. Only whole blocks are exchanged between the periods, and only
// within their stratum (say, day of the week), so that each period keeps its mix.
struct Cell
{
    Period period = Period::A;
    std::int64_t block = 0; // unique; all cells of a block share period and stratum
    std::int64_t stratum = 0;
    std::int64_t slot = 0;
    std::uint64_t hits = 0;
    std::uint64_t n = 0;
};

struct ComparisonOptions
{
    std::uint64_t draws = 1999; // of the permutations, and of a bootstrap
    std::uint64_t seed = 1;
    double confidence = 0.95;
    // All arrangements are tried instead of drawn when there are no more than this.
    std::uint64_t enumerateUpTo = 1999;
};

struct Range
{
    double low = 0;
    double high = 0;
};

struct Side
{
    std::uint64_t hits = 0;
    std::uint64_t n = 0;
    std::size_t blocks = 0;
};

struct Comparison
{
    Side a; // only strata that both periods have
    Side b;
    double difference = 0; // B - A
    std::optional<double> ratio; // B / A; nullopt without a hit in A
    std::optional<Range> interval; // of the difference; nullopt with too few arrangements
    double p = 1; // two-sided, of the difference
    bool exact = false; // p is of all arrangements
};

// With hits h and trials n of a slot in either period and N = nA + nB, the Mantel-Haenszel
//     difference = sum (hB nA - hA nB) / N  /  sum nA nB / N
//     ratio      = sum hB nA / N  /  sum hA nB / N
// (Greenland and Robins 1985, Biometrics 41:55). Slots and strata of only one period have no
// weight.
//
// p: share of the arrangements of the blocks whose difference is at least as far from zero; drawn
// ones give (1 + count) / (1 + draws) (Phipson and Smyth 2010, Stat. Appl. Genet. Mol. Biol.
// 9:39). Assumes that without a change the blocks of a stratum are exchangeable: bursts that last
// from one block into the next and slow drifts make p too small.
//
// Interval: the differences that the same test does not reject (Garthwaite 1996, Biometrics
// 52:1387; inversion.h), so that it leaves zero out if and only if p is at most 1 - confidence; no
// narrower than Newcombe's of as many independent calls. It assumes that a change adds the same to
// the rate of every call. Without a change it is exact; where bursts come more often after it than
// before, or the periods differ much in length, it covers less often than it says:
// tests/stats/tst_comparisoncoverage.cpp prints how often. Nullopt with fewer than about 2 / (1 -
// confidence) arrangements: six pairs of blocks have 64, which is enough for 95 %.
//
// Nullopt without a slot that both periods have, when hits exceed n, when cells of a block
// disagree, and for a bad option. The same seed gives the same answer.
std::optional<Comparison> compare(std::span<const Cell> cells,
                                  const ComparisonOptions& options = {});

// In words, where a hit is bad.
enum class Verdict : std::uint8_t { Improved, Worse, NoEvidence, NotEnoughData };

struct VerdictOptions
{
    double level = 0.05; // largest p that counts as evidence
    // Each period needs as many; below, a lack of evidence would say nothing of the rates.
    std::uint64_t minTrials = 1000;
    std::size_t minBlocks = 7;
};

// Improved or Worse when p is at most the level and the interval excludes zero. `p` is that of the
// comparison, or what benjaminiHochberg() made of it. NotEnoughData also without an interval.
Verdict verdict(const Comparison& comparison, double p, const VerdictOptions& options = {});

// Adjusted p values, in the order given: those at most q are discoveries with a false-discovery
// rate of q at most (Benjamini and Hochberg 1995, J. R. Stat. Soc. B 57:289). Assumes independent
// or positively dependent tests. Nullopt when a value is not between 0 and 1.
std::optional<std::vector<double>> benjaminiHochberg(std::span<const double> p);

} // namespace plimsoll::stats
