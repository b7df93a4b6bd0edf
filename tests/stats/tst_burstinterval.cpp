// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/blockmeans.h"
#include "storage/stats/bootstrap.h"
#include "storage/stats/burstinterval.h"
#include "storage/stats/interval.h"
#include "tests/support/paths.h"

#include <QFile>
#include <QHash>
#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace plimsoll::stats;

namespace {

// Also for the infinite.
bool near(double a, double b, double tolerance = 1e-9)
{
    return a == b || std::abs(a - b) <= tolerance;
}

// Runs of outcomes, written "0110|001": a bar is a gap.
class Runs
{
public:
    explicit Runs(const QByteArray& text)
        : m_runs(text.split('|'))
    {
        for (QByteArray& run : m_runs) {
            for (char& outcome : run) {
                outcome = char(outcome - '0');
            }
        }
        for (const QByteArray& run : std::as_const(m_runs)) {
            m_segments.emplace_back(reinterpret_cast<const std::uint8_t*>(run.constData()),
                                    std::size_t(run.size()));
        }
    }
    operator Segments() const { return m_segments; } // NOLINT(google-explicit-constructor)

private:
    QByteArrayList m_runs;
    std::vector<Outcomes> m_segments;
};

// One case of burstinterval.csv.
struct Reference
{
    QByteArray outcomes;
    QHash<QByteArray, double> values; // by column; not a number: there is none

    double operator[](const char* column) const
    {
        return values.value(column, std::numeric_limits<double>::quiet_NaN());
    }
    bool has(const char* column) const { return !std::isnan((*this)[column]); }
};

void addReferenceRows()
{
    QTest::addColumn<Reference>("reference");
    QFile file(plimsoll::test::dataFile(QStringLiteral("reference/burstinterval.csv")));
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    const QByteArrayList columns = file.readLine().trimmed().split(',');
    while (!file.atEnd()) {
        const QByteArrayList cells = file.readLine().trimmed().split(',');
        QCOMPARE(cells.size(), columns.size());
        Reference reference {.outcomes = cells[1], .values = {}};
        for (qsizetype i = 2; i < cells.size(); ++i) {
            bool isNumber = false;
            const double value = cells[i].toLower().toDouble(&isNumber);
            if (isNumber) {
                reference.values.insert(columns[i], value);
            }
        }
        QTest::newRow(cells[0].constData()) << reference;
    }
}

} // namespace

Q_DECLARE_METATYPE(Reference)

class TestBurstInterval : public QObject
{
    Q_OBJECT

private slots:
    void chainAgainstR_data() { addReferenceRows(); }
    void chainAgainstR();
    void blocksAgainstR_data() { addReferenceRows(); }
    void blocksAgainstR();
    void intervalAgainstR_data() { addReferenceRows(); }
    void intervalAgainstR();
    void bootstrapAgainstR_data() { addReferenceRows(); }
    void bootstrapAgainstR();
    void noTransitionHasNoChain();
    void designEffectOfManyValues_data();
    void designEffectOfManyValues();
    void noDataHasNoInterval();
    void anyOtherByteIsAnOverload();
    void noHitIsTheIntervalOfIndependentProbes();
    void aKnownDesignEffectWidensTheInterval();
    void aKnownDesignEffectNeverNarrowsTheInterval();
    void effectiveNumberIsNeverAboveTheNumber();
    void sameSeedSameBootstrap();
    void claimsBelowAThreshold();
};

void TestBurstInterval::chainAgainstR()
{
    QFETCH(Reference, reference);
    const Runs runs(reference.outcomes);
    const Transitions transitions = countTransitions(runs);
    QCOMPARE(double(transitions.n00), reference["n00"]);
    QCOMPARE(double(transitions.n01), reference["n01"]);
    QCOMPARE(double(transitions.n10), reference["n10"]);
    QCOMPARE(double(transitions.n11), reference["n11"]);
    const auto chain = fitChain(transitions);
    QVERIFY(chain);
    QVERIFY(near(chain->p01, reference["p01"]));
    QVERIFY(near(chain->p11, reference["p11"]));
    QVERIFY(near(chainDesignEffect(chain->rho, joined(runs).size()), reference["finite"]));
    QVERIFY(near(chainDesignEffect(chain->rho), reference["limit"]));
}

void TestBurstInterval::blocksAgainstR()
{
    QFETCH(Reference, reference);
    const std::vector<std::uint8_t> outcomes = joined(Runs(reference.outcomes));
    QCOMPARE(double(blockLength(outcomes)), reference["length"]);
    const auto sevens = blockEffect(outcomes, 7);
    QCOMPARE(bool(sevens), reference.has("effect7"));
    if (sevens) {
        QVERIFY(near(sevens->designEffect, reference["effect7"]));
        QVERIFY(near(sevens->degreesOfFreedom, reference["df7"]));
    }
    const auto longer = longBlockEffect(outcomes);
    QCOMPARE(bool(longer), reference.has("long"));
    if (longer) {
        QVERIFY(near(longer->designEffect, reference["long"]));
        QVERIFY(near(longer->degreesOfFreedom, reference["longdf"]));
    }
}

void TestBurstInterval::intervalAgainstR()
{
    QFETCH(Reference, reference);
    const Runs runs(reference.outcomes);
    const auto interval = burstInterval(runs);
    QVERIFY(interval);
    QVERIFY(near(interval->designEffect, reference["designeffect"]));
    QVERIFY(near(interval->effectiveN, double(interval->n) / reference["designeffect"]));
    QVERIFY(near(interval->low, reference["low"]));
    QVERIFY(near(interval->high, reference["high"]));
    const auto bounds = oneSided(runs);
    QVERIFY(bounds);
    QVERIFY(near(bounds->low, reference["low90"]));
    QVERIFY(near(bounds->high, reference["high90"]));
}

// The variance is the exact one of the bootstrap, the bounds are those of boot::tsboot() with other
// random numbers: both within what so many replicates vary by.
void TestBurstInterval::bootstrapAgainstR()
{
    QFETCH(Reference, reference);
    const Runs runs(reference.outcomes);
    const auto interval = bootstrapInterval(runs, 0.95, {.replicates = 3999});
    QCOMPARE(bool(interval), reference.has("bootvariance"));
    if (!interval) {
        return;
    }
    const double n = double(interval->n);
    const double p = interval->value;
    const double expected = std::max(1.0, reference["bootvariance"] / (n * p * (1 - p)));
    QVERIFY(near(interval->designEffect / expected, 1, 0.06));
    const double deviation = std::sqrt(reference["bootvariance"]) / n;
    const double tolerance = 1.01 / n + 0.15 * deviation; // hits are whole numbers
    QVERIFY(near(interval->low, reference["bootlow"], tolerance));
    QVERIFY(near(interval->high, reference["boothigh"], tolerance));
}

void TestBurstInterval::noTransitionHasNoChain()
{
    QVERIFY(!fitChain(countTransitions(Runs("1"))));
    QVERIFY(!fitChain(countTransitions(Runs("1|0|1|1"))));
    QVERIFY(fitChain(countTransitions(Runs("1|0|1|11"))));
}

// Limits known without a formula: of independent values 1, of one value said n times over n, of
// values in turns, whose sum hardly varies, 0 or 1 / n.
void TestBurstInterval::designEffectOfManyValues_data()
{
    QTest::addColumn<double>("rho");
    QTest::addColumn<quint64>("n");
    QTest::addColumn<double>("effect");
    QTest::newRow("no value") << 0.5 << quint64(0) << 1.0;
    QTest::newRow("one value") << 0.5 << quint64(1) << 1.0;
    QTest::newRow("independent values") << 0.0 << quint64(1000) << 1.0;
    QTest::newRow("two values, by hand 1 + rho") << 0.25 << quint64(2) << 1.25;
    QTest::newRow("three values, by hand 1 + 4/3 rho + 2/3 rho^2") << 0.5 << quint64(3) << 11.0 / 6;
    QTest::newRow("the same value again and again") << 1.0 << quint64(1000) << 1000.0;
    QTest::newRow("an even number of values in turns") << -1.0 << quint64(1000) << 0.0;
    QTest::newRow("an odd number of values in turns") << -1.0 << quint64(5) << 0.2;
    QTest::newRow("so many values are as good as all") << 0.9 << quint64(1'000'000'000) << 19.0;
}

void TestBurstInterval::designEffectOfManyValues()
{
    QFETCH(double, rho);
    QFETCH(quint64, n);
    QFETCH(double, effect);
    QVERIFY(near(chainDesignEffect(rho, n), effect, 1e-6));
}

void TestBurstInterval::noDataHasNoInterval()
{
    QVERIFY(!burstInterval({}));
    QVERIFY(!burstInterval(Runs("")));
    QVERIFY(!burstInterval(Runs("01"), 1.0));
    QVERIFY(!burstInterval(Runs("01"), 0.95, 0.5));
    QVERIFY(!burstInterval(Runs("01"), 0.95, std::numeric_limits<double>::quiet_NaN()));
    QVERIFY(!oneSided(Runs("01"), 0.5));
    QVERIFY(!bootstrapInterval({}));
    QVERIFY(!bootstrapInterval(Runs("000")));
    QVERIFY(!bootstrapInterval(Runs("010"), 0.95, {.replicates = 38}));
    QVERIFY(bootstrapInterval(Runs("010"), 0.95, {.replicates = 39}));
    QCOMPARE(isBelow(Segments(), 0.01), Answer::Undecided);
    QVERIFY(burstInterval(Runs("1")));
}

void TestBurstInterval::anyOtherByteIsAnOverload()
{
    const std::vector<std::uint8_t> bytes {0, 255, 1, 0, 2, 0};
    const Outcomes run(bytes);
    const auto interval = burstInterval(Segments(&run, 1));
    QVERIFY(interval);
    QCOMPARE(interval->hits, std::uint64_t(3));
    QCOMPARE(countTransitions(Segments(&run, 1)).n11, std::uint64_t(1));
}

void TestBurstInterval::noHitIsTheIntervalOfIndependentProbes()
{
    const auto interval = burstInterval(Runs(QByteArray(500, '0')));
    QVERIFY(interval && interval->method == BurstMethod::Independent);
    QVERIFY(near(interval->high, wilson(0, 500)->high, 1e-14));
    QCOMPARE(interval->low, 0.0);
}

void TestBurstInterval::aKnownDesignEffectWidensTheInterval()
{
    const auto interval = burstInterval(Runs(QByteArray(500, '0')), 0.95, 5);
    QVERIFY(interval && interval->method == BurstMethod::Assumed);
    QCOMPARE(interval->effectiveN, 100.0);
    QVERIFY(near(interval->high, wilson(0, 100)->high, 1e-14));
}

void TestBurstInterval::aKnownDesignEffectNeverNarrowsTheInterval()
{
    QByteArray text(3000, '0');
    for (const int begin : {200, 900, 2100}) {
        text.replace(begin, 60, QByteArray("01").repeated(30));
    }
    const Runs runs(text);
    const auto own = burstInterval(runs);
    QVERIFY(own && own->method == BurstMethod::Blocks);
    // A little more than what the blocks say, but known: with the normal quantile alone it would be
    // narrower than with Student's.
    const auto known = burstInterval(runs, 0.95, own->designEffect * 1.01);
    QVERIFY(known && known->method == BurstMethod::Assumed);
    QCOMPARE(known->low, own->low);
    QCOMPARE(known->high, own->high);
    const auto wider = burstInterval(runs, 0.95, own->designEffect * 100);
    QVERIFY(wider->low < own->low && wider->high > own->high);
}

void TestBurstInterval::effectiveNumberIsNeverAboveTheNumber()
{
    std::mt19937_64 random(3);
    for (int n = 1; n <= 120; ++n) {
        QByteArray text(n, '0');
        for (char& outcome : text) {
            outcome = random() % 3 == 0 ? '1' : '0';
        }
        const auto interval = burstInterval(Runs(text));
        QVERIFY(interval);
        QVERIFY(interval->designEffect >= 1 && interval->effectiveN <= double(interval->n));
        QVERIFY(0 <= interval->low && interval->low <= interval->value);
        QVERIFY(interval->value <= interval->high && interval->high <= 1);
        const auto plain = wilson(interval->hits, interval->n);
        QVERIFY(interval->high - interval->low >= plain->high - plain->low - 1e-12);
    }
}

void TestBurstInterval::sameSeedSameBootstrap()
{
    const Runs runs("0001110000000010000000011110001000000000");
    const auto first = bootstrapInterval(runs, 0.9, {.seed = 7});
    const auto again = bootstrapInterval(runs, 0.9, {.seed = 7});
    const auto other = bootstrapInterval(runs, 0.9, {.seed = 8});
    QVERIFY(first && again && other);
    QCOMPARE(first->designEffect, again->designEffect);
    QVERIFY(first->low == again->low && first->high == again->high);
    QVERIFY(first->designEffect != other->designEffect);
}

void TestBurstInterval::claimsBelowAThreshold()
{
    const Runs calm(QByteArray(2000, '0'));
    QCOMPARE(isBelow(calm, 0.01), Answer::Yes);
    QCOMPARE(isBelow(calm, 0.005), Answer::Yes);
    QCOMPARE(isBelow(calm, 0.001), Answer::Undecided);
    // A known design effect takes the claim "well below" back.
    QCOMPARE(isBelow(calm, 0.005, 0.95, 10), Answer::Undecided);
    const Runs often(QByteArray("0100000000").repeated(100));
    QCOMPARE(isBelow(often, 0.01), Answer::No);
    // 30 of 3000 in a row: as many hits as wilson() would call surely above 0.5 %.
    const Runs once(QByteArray(1500, '0') + QByteArray(30, '1') + QByteArray(1470, '0'));
    QVERIFY(wilson(30, 3000, 0.9)->low > 0.005);
    QCOMPARE(isBelow(once, 0.005), Answer::Undecided);
}

QTEST_GUILESS_MAIN(TestBurstInterval)
#include "tst_burstinterval.moc"
