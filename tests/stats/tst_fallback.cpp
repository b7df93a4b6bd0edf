// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/fallback.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace plimsoll::stats;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

using Probes = std::vector<ProbeMoment>;

namespace {

ProbeMoment good(milliseconds at)
{
    return {.at = at, .overloaded = false};
}

ProbeMoment bad(milliseconds at)
{
    return {.at = at, .overloaded = true};
}

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

} // namespace

class TestFallback : public QObject
{
    Q_OBJECT

private slots:
    void pairs_data();
    void pairs();
    void theIntervalIsWilsons();
    void nobodyToAskHasNoChance();
    void theMatrixHasADirection();
    void pairsAsASearchByHandFindsThem();
};

void TestFallback::pairs_data()
{
    QTest::addColumn<Probes>("model");
    QTest::addColumn<Probes>("other");
    QTest::addColumn<quint64>("hits");
    QTest::addColumn<quint64>("n");
    QTest::addColumn<quint64>("unpaired");
    const auto row = [](const char* name, const Probes& model, const Probes& other, quint64 hits,
                        quint64 n, quint64 unpaired) {
        QTest::newRow(name) << model << other << hits << n << unpaired;
    };
    row("good probes of the model do not count", {good(0s), bad(60s)}, {good(0s), good(60s)}, 1, 1,
        0);
    row("the other one is overloaded too", {bad(60s)}, {bad(62s)}, 0, 1, 0);
    row("the nearer one decides", {bad(60s)}, {bad(55s), good(62s)}, 1, 1, 0);
    row("the nearer one decides when it is earlier", {bad(60s)}, {good(59s), bad(62s)}, 1, 1, 0);
    row("the earlier of two equally near", {bad(60s)}, {bad(58s), good(62s)}, 0, 1, 0);
    row("just within the tolerance", {bad(60s)}, {good(70s)}, 1, 1, 0);
    row("just outside the tolerance", {bad(60s)}, {good(70'001ms)}, 0, 0, 1);
    row("just within the tolerance before", {bad(60s)}, {good(50s)}, 1, 1, 0);
    row("just outside the tolerance before", {bad(60s)}, {good(49'999ms)}, 0, 0, 1);
    row("each overloaded probe counts once", {bad(60s)}, {good(58s), good(60s), good(61s)}, 1, 1,
        0);
    row("one partner may serve two", {bad(60s), bad(64s)}, {good(62s)}, 2, 2, 0);
    row("the same moment", {bad(60s)}, {bad(59s), good(60s), bad(61s)}, 1, 1, 0);
    row("no probe of the other one", {bad(60s), bad(70s)}, {}, 0, 0, 2);
    row("nothing overloaded", {good(60s)}, {good(60s)}, 0, 0, 0);
}

void TestFallback::pairs()
{
    QFETCH(Probes, model);
    QFETCH(Probes, other);
    QFETCH(quint64, hits);
    QFETCH(quint64, n);
    QFETCH(quint64, unpaired);
    const FallbackChance chance = fallbackChance(model, other, 10s);
    QCOMPARE(quint64(chance.unpaired), unpaired);
    QCOMPARE(bool(chance.answered), n > 0);
    if (chance.answered) {
        QCOMPARE(quint64(chance.answered->hits), hits);
        QCOMPARE(quint64(chance.answered->n), n);
    }
}

// One of 29: R 4.2, prop.test(1, 29, correct = FALSE)$conf.int.
void TestFallback::theIntervalIsWilsons()
{
    Probes model;
    Probes other;
    for (milliseconds at = 0s; at < 29min; at += 1min) {
        model.push_back(bad(at));
        other.push_back(at == 5min ? good(at + 1s) : bad(at + 1s));
    }
    const FallbackChance chance = fallbackChance(model, other, 10s);
    QVERIFY(chance.answered);
    QVERIFY(near(chance.answered->value, 1.0 / 29, 1e-15));
    QVERIFY(near(chance.answered->low, 0.00611321429276, 1e-10));
    QVERIFY(near(chance.answered->high, 0.171755218793, 1e-10));
}

void TestFallback::nobodyToAskHasNoChance()
{
    QVERIFY(!fallbackChance({}, {}, 10s).answered);
    const Probes one {bad(60s)};
    QVERIFY(!fallbackChance(one, one, -1ms).answered);
    QVERIFY(fallbackChance(one, one, 0ms).answered);
}

void TestFallback::theMatrixHasADirection()
{
    const std::vector<Probes> models {
        {bad(0s), bad(60s), good(120s)},
        {good(1s), bad(61s), good(121s)},
        {good(2s), good(62s), good(122s)},
    };
    const auto matrix = fallbackMatrix(models, 10s);
    QCOMPARE(matrix.size(), 3U);
    QCOMPARE(matrix[0][1].answered->value, 0.5);
    QCOMPARE(matrix[1][0].answered->value, 0.0);
    QCOMPARE(matrix[0][2].answered->value, 1.0);
    QVERIFY(!matrix[2][0].answered); // it was never overloaded
    QVERIFY(!matrix[0][0].answered);
    QVERIFY(fallbackMatrix({}, 10s).empty());
}

void TestFallback::pairsAsASearchByHandFindsThem()
{
    std::mt19937_64 random(3);
    const auto probes = [&random] {
        std::uniform_int_distribution<int> pause(1, 40);
        std::bernoulli_distribution overloaded(0.4);
        Probes list;
        milliseconds at = 0s;
        for (int i = 0; i < 500; ++i) {
            at += std::chrono::seconds(pause(random));
            list.push_back({.at = at, .overloaded = overloaded(random)});
        }
        return list;
    };
    const Probes model = probes();
    const Probes other = probes();
    std::uint64_t hits = 0;
    std::uint64_t n = 0;
    for (const ProbeMoment& probe : model) {
        const auto distance = [&probe](const ProbeMoment& candidate) {
            return std::chrono::abs(candidate.at - probe.at);
        };
        const auto nearest = std::ranges::min_element(other, {}, distance);
        if (probe.overloaded && distance(*nearest) <= 7s) {
            ++n;
            hits += nearest->overloaded ? 0 : 1;
        }
    }
    const FallbackChance chance = fallbackChance(model, other, 7s);
    QVERIFY(n > 50 && chance.unpaired > 10);
    QCOMPARE(chance.answered->n, n);
    QCOMPARE(chance.answered->hits, hits);
}

QTEST_GUILESS_MAIN(TestFallback)
#include "tst_fallback.moc"
