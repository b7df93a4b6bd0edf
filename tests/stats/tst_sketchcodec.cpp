// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/sketchcodec.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using plimsoll::stats::Sketch;

namespace {

constexpr std::uint64_t maxCount = std::numeric_limits<std::uint64_t>::max();

// Latencies in microseconds with median 0.4 s.
Sketch lognormal(std::uint64_t seed, int n, double sigma = 0.5)
{
    std::mt19937_64 random(seed);
    std::lognormal_distribution<double> distribution(std::log(400'000.0), sigma);
    Sketch sketch;
    for (int i = 0; i < n; ++i) {
        sketch.add(distribution(random));
    }
    return sketch;
}

Sketch of(std::initializer_list<std::pair<double, std::uint64_t>> values)
{
    Sketch sketch;
    for (const auto& [value, times] : values) {
        sketch.add(value, times);
    }
    return sketch;
}

// One bin after the other, `step` apart.
Sketch comb(std::uint32_t step, std::uint64_t times)
{
    Sketch sketch;
    for (std::uint32_t bin = 0; bin <= Sketch::lastBin; bin += step) {
        sketch.add(Sketch::binMiddle(bin), times);
    }
    return sketch;
}

QByteArray bytesOf(const Sketch& sketch)
{
    return QByteArray::fromStdString(sketch.serialized());
}

std::optional<Sketch> sketchOf(const QByteArray& bytes)
{
    return Sketch::deserialized({bytes.constData(), std::size_t(bytes.size())});
}

bool isSound(const Sketch& sketch)
{
    std::uint64_t count = 0;
    std::int64_t before = -1;
    for (const auto& [number, times] : sketch.bins()) {
        if (times == 0 || number <= before || number > Sketch::lastBin) {
            return false;
        }
        before = number;
        count += times;
    }
    return count == sketch.count() && sketchOf(bytesOf(sketch)) == sketch;
}

void shapes()
{
    QTest::addColumn<Sketch>("sketch");
    constexpr double largest = std::numeric_limits<double>::max();

    QTest::newRow("a single value") << of({{400'000, 1}});
    QTest::newRow("the smallest value") << of({{1, 1}});
    QTest::newRow("the largest value") << of({{largest, 1}});
    QTest::newRow("both ends") << of({{1, 1}, {largest, 1}});
    QTest::newRow("both ends, often") << of({{1, 5'000'000}, {largest, 70'000}});
    QTest::newRow("one bin of 2^63") << of({{77, std::uint64_t {1} << 63}});
    QTest::newRow("one bin with all that 64 bits count") << of({{77, maxCount}});
    QTest::newRow("a sum of all that 64 bits count")
        << of({{1, 1},
               {2, maxCount - (std::uint64_t {1} << 63) - 3},
               {3, std::uint64_t {1} << 63},
               {9, 2}});
    QTest::newRow("four values in an hour") << lognormal(1, 4);
    QTest::newRow("an hour") << lognormal(2, 57);
    QTest::newRow("an hour of a target that varies much") << lognormal(3, 57, 2);
    QTest::newRow("five times as many in an hour") << lognormal(4, 286);
    QTest::newRow("a day") << lognormal(5, 1370);
    QTest::newRow("a week") << lognormal(6, 9600);
    QTest::newRow("a year") << lognormal(7, 500'000);
    Sketch late = lognormal(8, 57);
    late.add(60'000'000);
    QTest::newRow("an hour with a value far away") << late;
    late = lognormal(9, 1370);
    late.add(3'600'000'000, 70'000);
    QTest::newRow("a day with many values far away") << late;
    QTest::newRow("more bins than a week has") << comb(100, 3);
    QTest::newRow("every bin once") << comb(1, 1);
    QTest::newRow("every third bin, often") << comb(3, std::uint64_t {1} << 40);
}

QByteArray bytesOf(std::initializer_list<int> values)
{
    QByteArray bytes;
    for (const int value : values) {
        bytes.push_back(char(value));
    }
    return bytes;
}

} // namespace

class TestSketchCodec : public QObject
{
    Q_OBJECT

private slots:
    void anEmptySketchHasNoBytes();
    void everyShapeComesBack_data() { shapes(); }
    void everyShapeComesBack();
    void fewBytes_data();
    void fewBytes();
    void bytesThatWereWrittenStayReadable_data();
    void bytesThatWereWrittenStayReadable();
    void nothingIsReadOutOfPart_data() { shapes(); }
    void nothingIsReadOutOfPart();
    void flippedBitsAreRefusedOrMakeASoundSketch_data() { shapes(); }
    void flippedBitsAreRefusedOrMakeASoundSketch();
    void garbageIsRefused_data();
    void garbageIsRefused();
    void randomBytesAreRefusedOrUnderstood_data();
    void randomBytesAreRefusedOrUnderstood();
};

void TestSketchCodec::anEmptySketchHasNoBytes()
{
    QCOMPARE(Sketch().serialized(), std::string());
    QCOMPARE(Sketch::deserialized("").value(), Sketch());
}

void TestSketchCodec::everyShapeComesBack()
{
    QFETCH(Sketch, sketch);
    QVERIFY(isSound(sketch));
    QCOMPARE(bytesOf(sketchOf(bytesOf(sketch)).value()), bytesOf(sketch));
}

void TestSketchCodec::fewBytes_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("most");
    QTest::newRow("an hour of 57 values is 30 bytes") << 57 << 30;
    QTest::newRow("a day of 1,370 values is 180 bytes") << 1370 << 180;
    QTest::newRow("a week of 9,600 values is 320 bytes") << 9600 << 320;
}

void TestSketchCodec::fewBytes()
{
    QFETCH(int, n);
    QFETCH(int, most);
    constexpr int sketches = 100;
    qsizetype bytes = 0;
    for (int i = 0; i < sketches; ++i) {
        bytes += bytesOf(lognormal(1000 + std::uint64_t(i), n)).size();
    }
    QVERIFY2(bytes <= most * sketches, qPrintable(QString::number(double(bytes) / sketches)));
}

void TestSketchCodec::bytesThatWereWrittenStayReadable_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Sketch>("sketch");
    const double middle5 = Sketch::binMiddle(5);
    const double middle133 = Sketch::binMiddle(133);
    QTest::newRow("version 1: pairs of varints")
        << bytesOf({1, 5, 1, 0x80, 0x01, 0x83, 0x02}) << of({{middle5, 1}, {middle133, 259}});
    QTest::newRow("version 1: the first bin and the last")
        << bytesOf({1, 0, 7, 0xff, 0xff, 0x03, 1}) << of({{1, 7}, {Sketch::binMiddle(65535), 1}});
    const auto at = [](std::uint32_t bin) { return Sketch::binMiddle(bin); };
    QTest::newRow("version 2: values one by one")
        << bytesOf({2, 0x81, 0x4b, 4, 0xd6, 0x10})
        << of({{at(1200), 2}, {at(1203), 1}, {at(1204), 1}, {at(1212), 1}});
    QTest::newRow("version 2: values one by one, the last far away")
        << bytesOf({2, 0x81, 0x4b, 5, 0xa6, 0x21, 0, 0, 0, 4, 0x1e, 0x9a})
        << of({{at(1200), 2}, {at(1203), 1}, {at(1204), 1}, {at(1212), 1}, {at(9000), 1}});
    QTest::newRow("version 2: bins with their counts, a distance and counts above their marks")
        << bytesOf({2, 0x87, 0x4b, 7, 0x04, 0x1f, 2, 0, 0, 0xc0, 0x49, 0xab, 0xbd, 0x18, 0x7d, 2,
                    0xf0, 0x0d, 0xe1})
        << of({{at(1200), 20},
               {at(1201), 21},
               {at(1202), 22},
               {at(1203), 23},
               {at(1204), 24},
               {at(1205), 25},
               {at(1210), 9},
               {at(3000), 400}});
}

void TestSketchCodec::bytesThatWereWrittenStayReadable()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Sketch, sketch);
    const auto read = sketchOf(bytes);
    QVERIFY(read);
    QCOMPARE(*read, sketch);
    if (bytes.front() == 2) {
        QCOMPARE(bytesOf(sketch), bytes);
    }
}

// Nothing lost goes unnoticed, but for the digits of a number above its mark.
void TestSketchCodec::nothingIsReadOutOfPart()
{
    QFETCH(Sketch, sketch);
    const QByteArray bytes = bytesOf(sketch);
    const qsizetype step = std::max<qsizetype>(1, bytes.size() / 1000);
    for (qsizetype size = 1; size < bytes.size(); size += step) {
        const auto read = sketchOf(bytes.first(size));
        QVERIFY2(!read || (isSound(*read) && size + 10 > bytes.size()),
                 qPrintable(QString::number(size)));
    }
    QVERIFY(!sketchOf(bytes + '\0') || isSound(*sketchOf(bytes + '\0')));
}

void TestSketchCodec::flippedBitsAreRefusedOrMakeASoundSketch()
{
    QFETCH(Sketch, sketch);
    const QByteArray bytes = bytesOf(sketch);
    const qsizetype places = bytes.size() < 2000 ? 400 : 20; // those are slow to read
    const qsizetype step = std::max<qsizetype>(1, bytes.size() / places);
    for (qsizetype place = 0; place < bytes.size(); place += step) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray flipped = bytes;
            flipped[place] = char(flipped[place] ^ (1 << bit));
            const auto read = sketchOf(flipped);
            QVERIFY2(!read || isSound(*read),
                     qPrintable(QStringLiteral("bit %1 of byte %2").arg(bit).arg(place)));
        }
    }
}

void TestSketchCodec::garbageIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* name, std::initializer_list<int> bytes) {
        QTest::newRow(name) << bytesOf(bytes);
    };
    row("another version", {3, 5, 1});
    row("a version and nothing else", {1});
    row("a bin without a count", {1, 5});
    row("a count that ends too early", {1, 5, 0x80});
    row("a bin that nothing fell into", {1, 5, 0});
    row("the same bin twice", {1, 5, 1, 0, 1});
    row("a bin beyond the largest number", {1, 0x80, 0x80, 0x04, 1});
    row("a number written longer than needed", {1, 0x85, 0x00, 1});
    row("a count that does not fit 64 bits",
        {1, 5, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02});
    row("counts whose sum does not fit",
        {1, 5, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 1, 1});
    row("version 2 and nothing else", {2});
    row("a first bin and nothing else", {2, 40});
    row("a first bin beyond the largest number", {2, 0x80, 0x80, 0x20, 0});
    row("more values than bits", {2, 40, 60});
    row("more bins than any memory holds",
        {2, 47, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0, 0});
    row("bins without their parameters", {2, 47, 0});
    row("bins without their counts", {2, 47, 0, 0});
    row("a byte too many", {2, 40, 0, 0});
    row("something in the rest of the last byte", {2, 40, 1, 3});
    row("a number above its mark that is not there", {2, 40, 1, 0, 0, 0, 0x10});
    row("a run of zeros longer than any", {2, 40, 1, 0, 0, 0, 0x20});
    row("a distance to beyond the largest number", {2, 40, 1, 0, 0, 0, 0x10, 0x04, 0x80, 0x80});
    row("a number above its mark written longer than needed",
        {2, 40, 1, 0, 0, 0, 0x10, 0x00, 0x81});
    row("counts above the mark whose sum does not fit",
        {2, 47, 1, 0, 7, 0, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff});
}

void TestSketchCodec::garbageIsRefused()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!sketchOf(bytes));
}

void TestSketchCodec::randomBytesAreRefusedOrUnderstood_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("version 1") << 1;
    QTest::newRow("version 2") << 2;
}

void TestSketchCodec::randomBytesAreRefusedOrUnderstood()
{
    QFETCH(int, version);
    std::mt19937 random(5);
    int understood = 0;
    for (int i = 0; i < 50'000; ++i) {
        QByteArray bytes(qsizetype(1 + random() % 12), '\0');
        std::ranges::generate(bytes, [&] { return char(random() % 256); });
        bytes.front() = char(version);
        if (const auto sketch = sketchOf(bytes)) {
            QVERIFY2(isSound(*sketch), bytes.toHex().constData());
            ++understood;
        }
    }
    QVERIFY(understood > 0);
}

QTEST_GUILESS_MAIN(TestSketchCodec)
#include "tst_sketchcodec.moc"
