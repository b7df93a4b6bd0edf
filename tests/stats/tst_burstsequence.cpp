// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/bursts.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace plimsoll::stats;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

// A probe each ten seconds from 0 on: '.' good, 'x' overloaded; '|' a gap from 4 to 6 seconds after
// the probe before it, which costs no probe.
struct Drawn
{
    std::vector<ProbeMoment> probes;
    std::vector<SilentSpan> gaps;
};

Drawn drawn(const QString& picture)
{
    Drawn result;
    milliseconds next = 0s;
    for (const QChar c : picture) {
        if (c == QLatin1Char('|')) {
            result.gaps.push_back({.from = next - 6s, .to = next - 4s});
            continue;
        }
        result.probes.push_back({.at = next, .overloaded = c == QLatin1Char('x')});
        next += 10s;
    }
    return result;
}

QString text(const Bracket& bracket)
{
    const auto inSeconds = [](milliseconds t) {
        return QString::number(std::chrono::duration_cast<seconds>(t).count());
    };
    return bracket.after == bracket.upTo
        ? inSeconds(bracket.upTo)
        : inSeconds(bracket.after) + QLatin1Char('-') + inSeconds(bracket.upTo);
}

// "10-20 to 30-40, 2 of 3": brackets in seconds, overloaded of all; ? for an unknown start, + for
// an end that was not seen.
QString text(const std::vector<Burst>& bursts)
{
    QStringList parts;
    for (const Burst& burst : bursts) {
        parts << QStringLiteral("%1%2 to %3%4, %5 of %6")
                     .arg(text(burst.start), burst.startKnown ? QString() : QStringLiteral("?"),
                          text(burst.end), burst.censored ? QStringLiteral("+") : QString())
                     .arg(burst.overloaded)
                     .arg(burst.probes);
    }
    return parts.join(QStringLiteral("; "));
}

} // namespace

class TestBurstSequence : public QObject
{
    Q_OBJECT

private slots:
    void burstsOfAPicture_data();
    void burstsOfAPicture();
    void gapsCutOnlyBetweenTheirProbes_data();
    void gapsCutOnlyBetweenTheirProbes();
    void lifetimesByEitherClock();
    void manyProbesAreCountedOnce();
    void theKnownLengthOfBurstsIsFound();
};

void TestBurstSequence::burstsOfAPicture_data()
{
    QTest::addColumn<QString>("picture");
    QTest::addColumn<quint64>("goodToEnd");
    QTest::addColumn<QString>("bursts");
    const auto row = [](const char* name, const char* picture, quint64 goodToEnd,
                        const char* bursts) {
        QTest::newRow(name) << QString::fromLatin1(picture) << goodToEnd
                            << QString::fromLatin1(bursts);
    };
    row("no probes", "", 2, "");
    row("no overload", ".....", 2, "");
    row("one overloaded probe", "..x..", 2, "10-20 to 20-30, 1 of 1");
    row("three in a row", "..xxx..", 2, "10-20 to 40-50, 3 of 3");
    row("one good probe between two does not end it", "..x.x..", 2, "10-20 to 40-50, 2 of 3");
    row("unless one is enough", "..x.x..", 1, "10-20 to 20-30, 1 of 1; 30-40 to 40-50, 1 of 1");
    row("three good ones are asked for", "...x..x...", 3, "20-30 to 60-70, 2 of 4");
    row("none asked for is taken as one", ".x.", 0, "0-10 to 10-20, 1 of 1");
    row("two bursts", "..x..xx..", 2, "10-20 to 20-30, 1 of 1; 40-50 to 60-70, 2 of 2");
    row("the data end within it", "..xx", 2, "10-20 to 30+, 2 of 2");
    row("the data end before it surely is over", "..xx.", 2, "10-20 to 30+, 2 of 2");
    row("the data begin within it", "xx..", 2, "0? to 10-20, 2 of 2");
    row("one good probe is no known calm", ".x..", 2, "10? to 10-20, 1 of 1");
    row("nothing but overload", "xxx", 2, "0? to 20+, 3 of 3");
    row("a gap cuts it", "..xx|x..", 2, "10-20 to 30+, 2 of 2; 40? to 40-50, 1 of 1");
    row("a gap cuts the row of good ones", "..xx.|..", 2, "10-20 to 30+, 2 of 2");
    row("a gap right before it", "..|x..", 2, "20? to 20-30, 1 of 1");
    row("a gap before the calm", "..|..x..", 2, "30-40 to 40-50, 1 of 1");
    row("a gap between calm and a good one", "..|.x..", 2, "30? to 30-40, 1 of 1");
}

void TestBurstSequence::burstsOfAPicture()
{
    QFETCH(QString, picture);
    QFETCH(quint64, goodToEnd);
    QFETCH(QString, bursts);
    const Drawn data = drawn(picture);
    QCOMPARE(text(burstsOf(data.probes, data.gaps, goodToEnd)), bursts);
}

// The probes of "..xx..", overloaded at 20 and 30 s.
void TestBurstSequence::gapsCutOnlyBetweenTheirProbes_data()
{
    QTest::addColumn<std::vector<SilentSpan>>("gaps");
    QTest::addColumn<QString>("bursts");
    const QString whole = QStringLiteral("10-20 to 30-40, 2 of 2");
    const QString cut = QStringLiteral("10-20 to 20+, 1 of 1; 30? to 30-40, 1 of 1");
    using Gaps = std::vector<SilentSpan>;
    QTest::newRow("within the pause") << Gaps {{22s, 28s}} << cut;
    QTest::newRow("from one probe to the next") << Gaps {{20s, 30s}} << cut;
    QTest::newRow("an empty one") << Gaps {{25s, 25s}} << whole;
    QTest::newRow("one the wrong way round") << Gaps {{28s, 22s}} << whole;
    QTest::newRow("before the data") << Gaps {{-20s, -10s}} << whole;
    QTest::newRow("up to the first probe") << Gaps {{-20s, 0s}} << whole;
    QTest::newRow("after the data") << Gaps {{50s, 70s}} << whole;
    QTest::newRow("an old one and one within") << Gaps {{-20s, -5s}, {22s, 23s}} << cut;
    QTest::newRow("two in the same pause") << Gaps {{21s, 22s}, {23s, 24s}} << cut;
}

void TestBurstSequence::gapsCutOnlyBetweenTheirProbes()
{
    QFETCH(std::vector<SilentSpan>, gaps);
    QFETCH(QString, bursts);
    QCOMPARE(text(burstsOf(drawn(QStringLiteral("..xx..")).probes, gaps)), bursts);
}

void TestBurstSequence::lifetimesByEitherClock()
{
    const Drawn data = drawn(QStringLiteral("xx..xxx..xx"));
    const auto bursts = burstsOf(data.probes, data.gaps);
    const auto seen = lifetimesOf(bursts, BurstClock::FirstSeen);
    QCOMPARE(seen.size(), 2U); // the first one's start is unknown
    QCOMPARE(seen[0].duration, milliseconds(25s)); // from 40 to the middle of 60 to 70
    QVERIFY(seen[0].ended);
    QCOMPARE(seen[0].entry, milliseconds(0));
    QCOMPARE(seen[1].duration, milliseconds(10s));
    QVERIFY(!seen[1].ended);
    const auto middle = lifetimesOf(bursts, BurstClock::MiddleOfStart);
    QCOMPARE(middle.size(), 2U);
    QCOMPARE(middle[0].duration, milliseconds(30s));
    QCOMPARE(middle[0].entry, milliseconds(5s));
    QCOMPARE(middle[1].duration, milliseconds(15s));
    QVERIFY(!middle[1].ended);
}

void TestBurstSequence::manyProbesAreCountedOnce()
{
    std::mt19937_64 random(5);
    std::bernoulli_distribution overloaded(0.3);
    std::bernoulli_distribution gapFollows(0.02);
    std::vector<ProbeMoment> probes;
    std::vector<SilentSpan> gaps;
    std::uint64_t expected = 0;
    for (milliseconds at = 0s; at < 100'000s; at += 10s) {
        probes.push_back({.at = at, .overloaded = overloaded(random)});
        expected += probes.back().overloaded ? 1 : 0;
        if (gapFollows(random)) {
            gaps.push_back({.from = at + 1s, .to = at + 9s});
        }
    }
    std::uint64_t counted = 0;
    milliseconds last = -1s;
    for (const Burst& burst : burstsOf(probes, gaps)) {
        counted += burst.overloaded;
        QVERIFY(burst.start.after >= last && burst.start.after <= burst.start.upTo);
        QVERIFY(burst.start.upTo <= burst.end.after && burst.end.after <= burst.end.upTo);
        QCOMPARE(burst.censored, burst.end.after == burst.end.upTo);
        QCOMPARE(burst.startKnown, burst.start.after < burst.start.upTo);
        last = burst.end.upTo;
    }
    QCOMPARE(counted, expected);
}

// Bursts of exponential length with a mean of 200 s, looked at each 20 s; those that no probe met
// are unseen. exp(-1) of them last longer than 200 s.
void TestBurstSequence::theKnownLengthOfBurstsIsFound()
{
    std::mt19937_64 random(11);
    std::exponential_distribution<double> lasting(1.0 / 200);
    std::exponential_distribution<double> calm(1.0 / 1000);
    std::vector<ProbeMoment> probes;
    double start = 100;
    double end = start + lasting(random);
    for (double at = 0; at < 4'000'000; at += 20) {
        while (at >= end) {
            start = end + 60 + calm(random);
            end = start + lasting(random);
        }
        probes.push_back({.at = milliseconds(std::llround(at * 1000)), .overloaded = at >= start});
    }
    const auto bursts = burstsOf(probes, {});
    QVERIFY(bursts.size() > 2000);
    for (const BurstClock clock : {BurstClock::FirstSeen, BurstClock::MiddleOfStart}) {
        const auto curve = SurvivalCurve::of(lifetimesOf(bursts, clock));
        const double share = curve->survivalAt(200s)->value;
        QVERIFY2(std::abs(share - std::exp(-1)) < 0.03, qPrintable(QString::number(share)));
    }
}

QTEST_GUILESS_MAIN(TestBurstSequence)
#include "tst_burstsequence.moc"
