// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/columns/packedcolumn.h"

#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>
#include <random>
#include <vector>

// Columns as a day of observations has them, and the Shannon entropy of the law that made them.
namespace plimsoll::test {

struct ColumnShape
{
    const char* name;
    double bits; // entropy per row; of 0 the column is one value, or nearly
    std::vector<std::int64_t> values;
};

class ColumnShapes
{
public:
    ColumnShapes(std::size_t rows, std::uint64_t seed)
        : m_rows(rows)
        , m_random(seed)
    {
    }

    ColumnShape latencies(double sigma)
    {
        std::lognormal_distribution<double> law(std::log(400'000.0), sigma);
        return made("latencies, log-normal", std::log2(400'000.0 * sigma) + normalBits,
                    [&](std::size_t) { return whole(law(m_random)); });
    }
    // One row in `every` has no value.
    ColumnShape someAbsent(std::uint64_t every)
    {
        std::lognormal_distribution<double> law(std::log(400'000.0), 0.7);
        const double p = 1.0 / double(every);
        const double has = std::log2(400'000.0 * 0.7) + normalBits;
        return made("latencies, some absent", flips(p) + (1 - p) * has, [&](std::size_t) {
            return below(every) == 0 ? columns::absent : whole(law(m_random));
        });
    }
    ColumnShape poisson(double meanMs)
    {
        std::exponential_distribution<double> law(1 / meanMs);
        std::int64_t at = start;
        return made("times, Poisson", std::log2(meanMs * std::numbers::e),
                    [&](std::size_t) { return at += whole(law(m_random)); });
    }
    ColumnShape jittered(double sigmaMs)
    {
        std::normal_distribution<double> law(0, sigmaMs);
        return made("times, an interval with jitter", std::log2(sigmaMs) + normalBits,
                    [&](std::size_t row) {
                        return start + 60'000 * std::int64_t(row) + whole(law(m_random));
                    });
    }
    ColumnShape intervals()
    {
        std::int64_t at = start;
        return made("times, intervals that vary by a fifth", std::log2(24'000.0),
                    [&](std::size_t) { return at += 48'000 + below(24'000); });
    }
    ColumnShape sequence()
    {
        std::int64_t at = 0;
        return made("numbers that ascend by 1 to 20", std::log2(20.0),
                    [&](std::size_t) { return at += 1 + below(20); });
    }
    ColumnShape constant()
    {
        return made("one value", 0, [](std::size_t) { return 8; });
    }
    ColumnShape noneHasAValue()
    {
        return made("no value", 0, [](std::size_t) { return columns::absent; });
    }
    ColumnShape limits()
    {
        return made("a limit that changes twice a day", 0, [this](std::size_t row) {
            return row * 3 / m_rows == 1 ? 80'000'000 : 40'000'000;
        });
    }
    ColumnShape outcomes(std::uint64_t every)
    {
        const double p = 1.0 / double(every);
        return made("an outcome that is seldom another", flips(p) + p * std::log2(5.0),
                    [&](std::size_t) { return below(every) == 0 ? 1 + below(5) : 0; });
    }
    ColumnShape money()
    {
        return made("one of five prices", std::log2(5.0),
                    [&](std::size_t) { return 1'234'500 + 77'777 * below(5); });
    }
    ColumnShape remaining()
    {
        return made("noise in a small range", std::log2(4'000.0),
                    [&](std::size_t) { return 79'990'000 + below(4'000); });
    }
    ColumnShape thousands()
    {
        return made("what is left, told in thousands", 7,
                    [&](std::size_t) { return 450'007 - 1000 * below(128); });
    }
    ColumnShape remainingWithZeros()
    {
        return made("noise in a small range, 2 % are zero", flips(0.02) + 0.98 * std::log2(4'000.0),
                    [&](std::size_t) { return below(50) == 0 ? 0 : 79'990'000 + below(4'000); });
    }
    ColumnShape bits20()
    {
        return made("20 bits", 20, [&](std::size_t) { return below(1 << 20); });
    }
    ColumnShape anything()
    {
        return made("any 64 bits", 64, [&](std::size_t) { return std::int64_t(m_random()); });
    }

    std::vector<ColumnShape> all()
    {
        return {latencies(0.7),       latencies(0.25), someAbsent(50),  someAbsent(2),
                poisson(63'000),      poisson(12'600), jittered(6),     intervals(),
                sequence(),           constant(),      noneHasAValue(), limits(),
                outcomes(50),         outcomes(5),     money(),         remaining(),
                remainingWithZeros(), thousands(),     bits20(),        anything()};
    }

private:
    static constexpr std::int64_t start = 1'700'000'000'000;
    static constexpr double normalBits = 2.047; // log2(sqrt(2 pi e))

    static std::int64_t whole(double value) { return std::int64_t(std::floor(value)); }
    static double flips(double p) { return -p * std::log2(p) - (1 - p) * std::log2(1 - p); }
    std::int64_t below(std::uint64_t end) { return std::int64_t(m_random() % end); }

    ColumnShape made(const char* name, double bits,
                     const std::function<std::int64_t(std::size_t)>& at) const
    {
        ColumnShape shape {name, bits, std::vector<std::int64_t>(m_rows)};
        for (std::size_t row = 0; row < m_rows; ++row) {
            shape.values[row] = at(row);
        }
        return shape;
    }

    std::size_t m_rows;
    std::mt19937_64 m_random;
};

} // namespace plimsoll::test
