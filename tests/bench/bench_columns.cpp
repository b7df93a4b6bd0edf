// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How small are packed columns, and how quickly are they packed and unpacked? Columns as a day has
// them, of 1,400 and of 10,000 rows, one thread, everything in the cache.
//
// Prints bits per row, their ratio to the entropy of the law that made the column, values unpacked
// per nanosecond (the best of many runs, as a whole and as a ratio to copying the column in the
// same run) and million values packed per second. The times are only as good as the machine is
// quiet and the build optimised, so they fail nothing: goals are 1 value/ns for 20 bits, 0.5 for
// times, 50 M/s for packing, all with -O3.
#include "storage/columns/packedcolumn.h"
#include "tests/support/columnshapes.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace plimsoll;
using plimsoll::test::ColumnShape;
using plimsoll::test::ColumnShapes;

namespace {

// Nanoseconds of one call, the least of many series.
template<typename Work>
double bestNs(Work work)
{
    constexpr int series = 40;
    constexpr int calls = 10;
    double best = 1e18;
    for (int i = 0; i < series; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        for (int j = 0; j < calls; ++j) {
            work();
        }
        const std::chrono::duration<double, std::nano> took =
            std::chrono::steady_clock::now() - begin;
        best = std::min(best, took.count() / calls);
    }
    return best;
}

} // namespace

class BenchColumns : public QObject
{
    Q_OBJECT

private slots:
    void sizeAndSpeed_data();
    void sizeAndSpeed();
};

void BenchColumns::sizeAndSpeed_data()
{
    QTest::addColumn<int>("rows");
    QTest::newRow("1400 rows") << 1400;
    QTest::newRow("10000 rows") << 10'000;
}

void BenchColumns::sizeAndSpeed()
{
    QFETCH(int, rows);
    std::printf("\n%-38s %9s %9s %6s %9s %6s %9s\n", QTest::currentDataTag(), "bits/row", "entropy",
                "ratio", "unpack/ns", "/copy", "pack M/s");
    ColumnShapes shapes(std::size_t(rows), 4);
    for (const ColumnShape& shape : shapes.all()) {
        std::string bytes = columns::packed(shape.values);
        std::vector<std::int64_t> out(shape.values.size());
        QVERIFY2(columns::unpack(bytes, out) && out == shape.values, shape.name);
        const double bits = 8 * double(bytes.size()) / rows;
        bool good = true;
        const double unpackNs = bestNs([&] { good = columns::unpack(bytes, out) && good; });
        const double packNs = bestNs([&] { bytes = columns::packed(shape.values); });
        const double copyNs = bestNs([&] {
            std::ranges::copy(shape.values, out.begin());
            good = good && out.back() == shape.values.back();
        });
        QVERIFY2(good, shape.name);
        std::printf("%-38s %9.3f %9.3f %6s %9.2f %6.1f %9.1f\n", shape.name, bits, shape.bits,
                    shape.bits > 0 ? qPrintable(QString::number(bits / shape.bits, 'f', 3)) : "-",
                    rows / unpackNs, unpackNs / copyNs, rows / packNs * 1e3);
    }
}

QTEST_APPLESS_MAIN(BenchColumns)
#include "bench_columns.moc"
