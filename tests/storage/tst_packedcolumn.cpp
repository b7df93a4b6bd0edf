// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/columns/packedcolumn.h"
#include "tests/support/columnshapes.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <memory>

using namespace plimsoll;
using plimsoll::columns::absent;
using plimsoll::test::ColumnShape;
using plimsoll::test::ColumnShapes;

using Column = std::vector<std::int64_t>;

namespace {

constexpr std::int64_t least = absent + 1;
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

Column alternating(std::size_t rows, std::initializer_list<std::int64_t> values)
{
    Column column(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        column[i] = values.begin()[i % values.size()];
    }
    return column;
}

// Of its own size on the heap, so that a sanitizer sees a step beyond either end.
bool unpacksFrom(std::string_view bytes, Column& out)
{
    const auto exact = std::make_unique<char[]>(bytes.size());
    std::ranges::copy(bytes, exact.get());
    return columns::unpack({exact.get(), bytes.size()}, out);
}

bool partUnpacksFrom(std::string_view bytes, std::size_t rows, std::size_t first, Column& out)
{
    const auto exact = std::make_unique<char[]>(bytes.size());
    std::ranges::copy(bytes, exact.get());
    return columns::unpackPart({exact.get(), bytes.size()}, rows, first, out);
}

// What is accepted, though nobody packed it, must be a column like any other.
void tryDamaged(const std::string& bytes, std::size_t rows, int& accepted)
{
    Column out(rows);
    Column part(rows / 3);
    const bool isPart = partUnpacksFrom(bytes, rows, rows / 2, part);
    if (unpacksFrom(bytes, out)) {
        QVERIFY(isPart);
        QVERIFY(std::ranges::equal(part, std::span(out).subspan(rows / 2, rows / 3)));
        ++accepted;
        Column again(rows);
        QVERIFY(columns::unpack(columns::packed(out), again));
        QCOMPARE(again, out);
    }
}

} // namespace

Q_DECLARE_METATYPE(Column)

class TestPackedColumn : public QObject
{
    Q_OBJECT

private slots:
    void whatIsUnpackedIsWhatWasPacked_data();
    void whatIsUnpackedIsWhatWasPacked();
    void columnsOfEveryKindComeBack_data();
    void columnsOfEveryKindComeBack();
    void aPartIsThatOfTheWhole_data();
    void aPartIsThatOfTheWhole();
    void aPartBeyondTheRowsIsRefused();
    void sizes_data();
    void sizes();
    void aSmallColumnIsThoseBytes_data();
    void aSmallColumnIsThoseBytes();
    void damagedBytesAreRefusedOrAColumn_data();
    void damagedBytesAreRefusedOrAColumn();
    void whatNobodyPackedIsRefused_data();
    void whatNobodyPackedIsRefused();
};

void TestPackedColumn::whatIsUnpackedIsWhatWasPacked_data()
{
    QTest::addColumn<Column>("values");
    QTest::newRow("no row") << Column {};
    for (const std::int64_t value : {std::int64_t(0), std::int64_t(-1), least, most, absent}) {
        QTest::addRow("one row of %lld", static_cast<long long>(value)) << Column {value};
    }
    for (const std::size_t rows : {2, 3, 7, 255, 256, 257, 511, 512, 513, 5000}) {
        QTest::addRow("%zu rows between both ends of the numbers", rows)
            << alternating(rows, {least, most, 0});
        QTest::addRow("%zu rows, absent beside both ends", rows)
            << alternating(rows, {absent, least, most, absent, most});
        QTest::addRow("%zu rows, none has a value", rows) << Column(rows, absent);
        QTest::addRow("%zu rows, the last has no value", rows) << [&] {
            Column c(rows, 5);
            c.back() = absent;
            return c;
        }();
        QTest::addRow("%zu rows, only the first has a value", rows) << [&] {
            Column c(rows, absent);
            c.front() = most;
            return c;
        }();
        QTest::addRow("%zu rows, most of them nearly as far apart as numbers can be", rows) << [&] {
            Column c(rows, most / 2);
            for (std::size_t i = 0; i < rows; i += 3) {
                c[i] = least + 1 + std::int64_t(i);
            }
            return c;
        }();
        QTest::addRow("%zu rows, one far off", rows) << [&] {
            Column c(rows, 5);
            c[rows / 2] = least;
            return c;
        }();
    }
}

void TestPackedColumn::whatIsUnpackedIsWhatWasPacked()
{
    QFETCH(Column, values);
    const std::string bytes = columns::packed(values);
    Column out(values.size(), 77);
    QVERIFY(unpacksFrom(bytes, out));
    QCOMPARE(out, values);
}

void TestPackedColumn::columnsOfEveryKindComeBack_data()
{
    QTest::addColumn<int>("rows");
    for (const int rows : {1, 2, 255, 256, 257, 1400, 10'000}) {
        QTest::addRow("%d rows", rows) << rows;
    }
}

void TestPackedColumn::columnsOfEveryKindComeBack()
{
    QFETCH(int, rows);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        ColumnShapes shapes(std::size_t(rows), seed);
        for (const ColumnShape& shape : shapes.all()) {
            Column out(shape.values.size(), 77);
            QVERIFY2(unpacksFrom(columns::packed(shape.values), out), shape.name);
            QVERIFY2(out == shape.values, shape.name);
        }
        // Any width, with outliers of any width.
        std::mt19937_64 random(seed);
        Column values(std::size_t(rows), 0);
        const std::uint64_t width = random() % 64;
        for (std::int64_t& value : values) {
            value = std::int64_t(random() >> (random() % 9 == 0 ? random() % 64 : width));
        }
        Column out(values.size());
        QVERIFY(unpacksFrom(columns::packed(values), out));
        QCOMPARE(out, values);
    }
}

void TestPackedColumn::aPartIsThatOfTheWhole_data()
{
    columnsOfEveryKindComeBack_data();
}

void TestPackedColumn::aPartIsThatOfTheWhole()
{
    QFETCH(int, rows);
    std::mt19937_64 random(7);
    ColumnShapes shapes(std::size_t(rows), 9);
    for (const ColumnShape& shape : shapes.all()) {
        const std::size_t all = shape.values.size();
        const std::string bytes = columns::packed(shape.values);
        std::vector<std::pair<std::size_t, std::size_t>> parts {
            {0, all}, {0, 0}, {all, 0}, {0, 1}, {all - 1, 1}, {all / 3, all / 3}};
        for (int i = 0; i < 30; ++i) {
            const std::size_t first = random() % all;
            parts.emplace_back(first, random() % (all - first + 1));
        }
        for (const auto& [first, count] : parts) {
            Column out(count, 77);
            QVERIFY2(partUnpacksFrom(bytes, all, first, out), shape.name);
            QVERIFY2(std::ranges::equal(out, std::span(shape.values).subspan(first, count)),
                     shape.name);
        }
    }
}

void TestPackedColumn::aPartBeyondTheRowsIsRefused()
{
    const std::string bytes = columns::packed(ColumnShapes(300, 1).bits20().values);
    Column out(10);
    QVERIFY(partUnpacksFrom(bytes, 300, 290, out));
    QVERIFY(!partUnpacksFrom(bytes, 300, 291, out));
    QVERIFY(!partUnpacksFrom(bytes, 300, ~std::size_t(0), out));
}

void TestPackedColumn::sizes_data()
{
    QTest::addColumn<Column>("values");
    QTest::addColumn<double>("maxBits"); // per row
    constexpr std::size_t rows = 1400;
    ColumnShapes shapes(rows, 4);
    const auto within = [](const char* promise, const ColumnShape& shape, double times) {
        QTest::newRow(promise) << shape.values << times * shape.bits;
    };
    const auto atMost = [](const char* promise, const ColumnShape& shape, double bits) {
        QTest::newRow(promise) << shape.values << bits;
    };
    within("latencies take a tenth more than their entropy", shapes.latencies(0.7), 1.10);
    within("and so do those that vary less", shapes.latencies(0.25), 1.10);
    within("a few absent rows change nothing in that", shapes.someAbsent(50), 1.10);
    within("nor do many", shapes.someAbsent(2), 1.10);
    within("Poisson times of 63 s take a tenth more than theirs", shapes.poisson(63'000), 1.10);
    within("and so do those of 12.6 s", shapes.poisson(12'600), 1.10);
    within("and an interval with jitter", shapes.jittered(6), 1.10);
    within("and intervals that vary", shapes.intervals(), 1.10);
    within("and numbers that ascend irregularly", shapes.sequence(), 1.10);
    within("and noise in a small range", shapes.remaining(), 1.10);
    within("and a few zeros cost only themselves", shapes.remainingWithZeros(), 1.10);
    within("and what is left, told in thousands", shapes.thousands(), 1.10);
    within("and one of five prices a seventh more", shapes.money(), 1.15);
    within("random numbers take little more than they have", shapes.anything(), 1.03);
    atMost("one value takes a few bytes for all rows", shapes.constant(), 8 * 3.0 / rows);
    atMost("no value takes one", shapes.noneHasAValue(), 8 * 1.0 / rows);
    atMost("a limit that seldom changes takes a few more", shapes.limits(), 8 * 32.0 / rows);
    atMost("an outcome that is seldom another takes little", shapes.outcomes(50), 0.5);
}

void TestPackedColumn::sizes()
{
    QFETCH(Column, values);
    QFETCH(double, maxBits);
    const double bits = 8 * double(columns::packed(values).size()) / double(values.size());
    QVERIFY2(bits <= maxBits, qPrintable(QStringLiteral("%1 bits, not %2").arg(bits).arg(maxBits)));
}

// What is on a disk must be read by every later version.
void TestPackedColumn::aSmallColumnIsThoseBytes_data()
{
    QTest::addColumn<Column>("values");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("none") << Column {absent, absent} << QByteArray("10");
    QTest::newRow("constant") << Column {3, 3, 3} << QByteArray("1106");
    QTest::newRow("plain, one bit each") << Column {7, 8, 8, 7} << QByteArray("12010e06");
    QTest::newRow("steps") << Column {0, 3, 6, 9, 12, 15, 18, 21, 24} << QByteArray("13000006");
    QTest::newRow("few") << alternating(16, {1'000'000, 4'000'000, 4'000'000, -9})
                         << QByteArray("150380a4e80380897a11020081818181");
    QTest::newRow("multiples of a scale")
        << alternating(20, {5, 7'000'005, 2'000'005, 4'000'005, 9'000'005, 1'000'005})
        << QByteArray("17120ac0843d040070421970421970421970");
    QTest::newRow("the second has no value") << Column {3, absent, 3} << QByteArray("19000506");
}

void TestPackedColumn::aSmallColumnIsThoseBytes()
{
    QFETCH(Column, values);
    QFETCH(QByteArray, hex);
    QCOMPARE(QByteArray::fromStdString(columns::packed(values)).toHex(), hex);
}

void TestPackedColumn::damagedBytesAreRefusedOrAColumn_data()
{
    QTest::addColumn<int>("rows");
    QTest::newRow("part of a block") << 100;
    QTest::newRow("whole blocks") << 512;
    QTest::newRow("whole blocks and a part") << 600;
}

void TestPackedColumn::damagedBytesAreRefusedOrAColumn()
{
    QFETCH(int, rows);
    ColumnShapes shapes(std::size_t(rows), 3);
    std::mt19937_64 random(5);
    int accepted = 0;
    for (const ColumnShape& shape : shapes.all()) {
        const std::string bytes = columns::packed(shape.values);
        Column out(shape.values.size());
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            QVERIFY2(!unpacksFrom(std::string_view(bytes).substr(0, length), out), shape.name);
        }
        QVERIFY2(!unpacksFrom(bytes + '\0', out), shape.name);
        QVERIFY2(!unpacksFrom(bytes + '\x7f', out), shape.name);
        for (int i = 0; i < 400; ++i) {
            std::string damaged = bytes;
            // The bytes at the front say most.
            const std::size_t end =
                i % 2 == 0 ? std::min<std::size_t>(bytes.size(), 24) : bytes.size();
            char& byte = damaged[random() % end];
            byte = char(std::uint8_t(byte) ^ (1U << random() % 8));
            tryDamaged(damaged, shape.values.size(), accepted);
            tryDamaged(bytes, random() % 1000, accepted);
        }
    }
    QVERIFY(accepted > 0); // a bit of a number is no mistake that can be seen here
}

void TestPackedColumn::whatNobodyPackedIsRefused_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<int>("rows");
    QTest::newRow("no byte") << QByteArray() << 2;
    QTest::newRow("another version") << QByteArray("2106") << 2;
    QTest::newRow("a value for no row") << QByteArray("1106") << 0;
    QTest::newRow("a width of 33 bits") << QByteArray("12210e06000000000000000000") << 2;
    QTest::newRow("a position beyond the rows") << QByteArray("12400000010205") << 2;
    QTest::newRow("positions that do not ascend") << QByteArray("12400001010000ff") << 2;
    QTest::newRow("more wider numbers than rows") << QByteArray("124000020100010207") << 2;
    QTest::newRow("rests of no bits") << QByteArray("124000000001") << 2;
    QTest::newRow("rests of 65 bits") << QByteArray("1240000041010000000000000000000000") << 2;
    QTest::newRow("numbers beyond the few values") << QByteArray("1501020202") << 2;
    QTest::newRow("no values to choose from") << QByteArray("15000000") << 2;
    QTest::newRow("runs longer than the column") << QByteArray("160102110c021102") << 2;
    QTest::newRow("runs shorter than the column") << QByteArray("1601021102021102") << 2;
    QTest::newRow("runs within runs") << QByteArray("160108160102110402110402110a") << 2;
    QTest::newRow("another way that is none") << QByteArray("1706") << 2;
    QTest::newRow("a scale of one") << QByteArray("171200010001020202") << 2;
    QTest::newRow("another way of an unknown kind") << QByteArray("1722020200000101") << 2;
    QTest::newRow("an absent row in no run") << QByteArray("19040101010106") << 2;
    QTest::newRow("a run of no rows") << QByteArray("190401000106") << 2;
}

void TestPackedColumn::whatNobodyPackedIsRefused()
{
    QFETCH(QByteArray, hex);
    QFETCH(int, rows);
    Column out(std::size_t(rows), 0);
    QVERIFY(!unpacksFrom(QByteArray::fromHex(hex).toStdString(), out));
}

QTEST_APPLESS_MAIN(TestPackedColumn)
#include "tst_packedcolumn.moc"
