// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/format.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestFormat final : public QObject
{
    Q_OBJECT

private slots:
    void rate_data();
    void rate();
    void duration_data();
    void duration();
    void milliseconds_data();
    void milliseconds();
    void differences();
    void ratios();
    void limits();
    void money();
    void separatorsFollowTheLocale();
    void momentsInAZone();
    void theZoneIsTheOneInForceThatDay();
    void agesAreNeverNegative();

private:
    Numbers m_numbers {QLocale(QLocale::English, QLocale::UnitedStates)};
    Times m_paris {QTimeZone("Europe/Paris"), QLocale(QLocale::English, QLocale::UnitedStates)};
};

void TestFormat::rate_data()
{
    QTest::addColumn<quint64>("n");
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QString>("text");
    QTest::newRow("two decimals below 10 %")
        << quint64(1438) << 0.0042 << 0.0021 << 0.0083 << u"0.42 % (0.21 to 0.83), n = 1,438"_s;
    QTest::newRow("one decimal from 10 %")
        << quint64(60) << 0.18333 << 0.095 << 0.323 << u"18.3 % (9.5 to 32.3), n = 60"_s;
    QTest::newRow("both ends have the precision of the upper one")
        << quint64(60) << 0.05 << 0.0171 << 0.137 << u"5.00 % (1.7 to 13.7), n = 60"_s;
    QTest::newRow("zero seen keeps its interval")
        << quint64(60) << 0.0 << 0.0 << 0.0823 << u"0.00 % (0.00 to 8.23), n = 60"_s;
    QTest::newRow("rounding to 10 drops a decimal")
        << quint64(10) << 0.09997 << 0.01 << 0.5 << u"10.0 % (1.0 to 50.0), n = 10"_s;
}

void TestFormat::rate()
{
    QFETCH(quint64, n);
    QFETCH(double, value);
    QFETCH(double, low);
    QFETCH(double, high);
    QTEST(m_numbers.rate({.hits = 0, .n = n, .value = value, .low = low, .high = high}), "text");
}

void TestFormat::duration_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("seconds") << qint64(12) << u"12 s"_s;
    QTest::newRow("minutes and seconds") << qint64(210) << u"3 min 30 s"_s;
    QTest::newRow("the smaller part has two digits") << qint64(424) << u"7 min 04 s"_s;
    QTest::newRow("whole minutes") << qint64(600) << u"10 min"_s;
    QTest::newRow("hours and minutes") << qint64(6240) << u"1 h 44 min"_s;
    QTest::newRow("a day is 24 h") << qint64(86400) << u"24 h"_s;
    QTest::newRow("days from two on") << qint64(7 * 86400) << u"7 d"_s;
    QTest::newRow("before now is nothing") << qint64(-5) << u"0 s"_s;
}

void TestFormat::duration()
{
    QFETCH(qint64, seconds);
    QTEST(m_numbers.duration(std::chrono::seconds(seconds)), "text");
}

void TestFormat::milliseconds_data()
{
    QTest::addColumn<double>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("tenths below 100 ms") << 24.13 << u"24.1 ms"_s;
    QTest::newRow("whole milliseconds") << 212.4 << u"212 ms"_s;
    QTest::newRow("seconds from 1,000 ms") << 1420.0 << u"1.42 s"_s;
    QTest::newRow("999.6 ms is a second") << 999.6 << u"1.00 s"_s;
    QTest::newRow("tenths from 10 s") << 21'840.0 << u"21.8 s"_s;
    QTest::newRow("minutes") << 210'000.0 << u"3 min 30 s"_s;
}

void TestFormat::milliseconds()
{
    QFETCH(double, ms);
    QTEST(m_numbers.milliseconds(ms), "text");
}

void TestFormat::differences()
{
    QCOMPARE(m_numbers.points(0.0062), u"+0.62 points"_s);
    QCOMPARE(m_numbers.points(-0.0144), u"−1.44 points"_s);
    QCOMPARE(m_numbers.points(0.00001), u"0.00 points"_s);
    QCOMPARE(m_numbers.pointsInterval(-0.0002, 0.0125), u"−0.02 to +1.25"_s);
    QCOMPARE(m_numbers.change(-0.12), u"−12.0 %"_s);
    QCOMPARE(m_numbers.changeInterval(-0.151, -0.088), u"−15.1 to −8.8"_s);
}

void TestFormat::ratios()
{
    QCOMPARE(m_numbers.ratio(500.0 / 30), u"× 16.7"_s);
    QCOMPARE(m_numbers.ratio(4), u"× 4.00"_s);
    QCOMPARE(m_numbers.ratio(1 / 1.6), u"÷ 1.60"_s);
    QCOMPARE(m_numbers.ratio(0), u"—"_s);
}

void TestFormat::limits()
{
    QCOMPARE(m_numbers.limit(LimitKind::InputTokens, 2'000'000), u"2,000k"_s);
    QCOMPARE(m_numbers.limit(LimitKind::InputTokens, 1'560'500), u"1,560,500"_s);
    QCOMPARE(m_numbers.limit(LimitKind::OutputTokens, 0), u"0"_s);
    QCOMPARE(m_numbers.limit(LimitKind::Requests, 1'000), u"1,000"_s);
    QCOMPARE(m_numbers.limitOnAxis(2e6), u"2M"_s);
    QCOMPARE(m_numbers.limitOnAxis(1e4), u"10k"_s);
}

void TestFormat::money()
{
    QCOMPARE(m_numbers.usd(130'000'000), u"$0.13"_s);
    QCOMPARE(m_numbers.usd(2'000'000), u"$0.002"_s);
    QCOMPARE(m_numbers.usd(0), u"$0.00"_s);
    QCOMPARE(m_numbers.bytes(212'300'000), u"212 MB"_s);
}

void TestFormat::separatorsFollowTheLocale()
{
    const Numbers german(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(german.percent(0.0042), u"0,42 %"_s);
    QCOMPARE(german.count(1438), u"1.438"_s);
}

void TestFormat::momentsInAZone()
{
    const TimePoint moment = fromEpochMs(1'795'267'930'250); // 2026-11-21T13:32:10.250Z
    QCOMPARE(m_paris.moment(moment), u"Sat 21 Nov 14:32"_s);
    QCOMPARE(m_paris.clock(moment), u"Sat 21 Nov 2026 14:32:10 CET (UTC+1)"_s);
    QCOMPARE(m_paris.exact(moment), u"2026-11-21 14:32:10.250"_s);
    QCOMPARE(Times().clock(moment).right(12), u"13:32:10 UTC"_s);
    QCOMPARE(m_paris.bracket(moment, moment + 60s), u"21 Nov 2026 14:32:10 to 14:33:10"_s);
}

void TestFormat::theZoneIsTheOneInForceThatDay()
{
    const TimePoint summer = fromEpochMs(1'778'079'720'000); // 2026-05-06T15:02Z
    QCOMPARE(m_paris.event(summer), u"2026-05-06 17:02 CEST"_s);
}

void TestFormat::agesAreNeverNegative()
{
    const Format format {.numbers = m_numbers, .times = m_paris};
    const TimePoint now = fromEpochMs(1'000'000);
    QCOMPARE(format.age(now - 12s, now), u"12 s ago"_s);
    QCOMPARE(format.age(now + 12s, now), u"0 s ago"_s);
}

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
