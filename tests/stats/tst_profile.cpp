// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/profile.h"
#include "tests/stats/burstyhours.h"
#include "tests/stats/references.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace plimsoll;
using namespace plimsoll::stats;

namespace {

// A set of cells in the data of tests/reference/profile.R.
std::vector<EffectiveCount> cellsOf(const QString& set)
{
    std::vector<EffectiveCount> cells;
    for (const auto& row : test::references(QStringLiteral("profile-cells.csv"))) {
        if (row[QStringLiteral("set")] == set) {
            cells.push_back({.hits = test::number(row, "hits"), .n = test::number(row, "n")});
        }
    }
    return cells;
}

std::vector<HourCount> referenceDays()
{
    std::vector<HourCount> counts;
    for (const auto& row : test::references(QStringLiteral("profile-days.csv"))) {
        counts.push_back({.day = row[QStringLiteral("day")].toLongLong(),
                          .hourOfWeek = row[QStringLiteral("hour")].toInt(),
                          .hits = row[QStringLiteral("hits")].toULongLong(),
                          .n = row[QStringLiteral("n")].toULongLong()});
    }
    return counts;
}

std::vector<HourCount> simulated(int weeks, const test::Climate& climate, std::mt19937_64& random)
{
    std::vector<HourCount> counts;
    const auto hours = test::burstyHours(weeks * 7, climate, random);
    for (std::size_t hour = 0; hour < hours.size(); ++hour) {
        counts.push_back({.day = std::int64_t(hour / 24),
                          .hourOfWeek = int(hour % 168),
                          .hits = hours[hour].hits,
                          .n = hours[hour].n});
    }
    return counts;
}

// 6 to 10 o'clock on the first five days.
std::vector<int> weekdayMornings()
{
    std::vector<int> hours;
    for (int day = 0; day < 5; ++day) {
        for (int hour = 6; hour < 10; ++hour) {
            hours.push_back(day * 24 + hour);
        }
    }
    return hours;
}

std::vector<double> morningWeights(double factor)
{
    std::vector<double> weights(hoursPerWeek, 1);
    for (const int hour : weekdayMornings()) {
        weights[std::size_t(hour)] = factor;
    }
    return weights;
}

} // namespace

class TestProfile : public QObject
{
    Q_OBJECT

private slots:
    void priorsAgainstReferences_data();
    void priorsAgainstReferences();
    void equalCellsHaveAHomogeneousPrior();
    void withoutAHitThePriorIsUninformed();
    void badCountsHaveNoAnswer();
    void hoursAgainstReferences();
    void hoursWithoutCallsGetThePrior();
    void meansLieBetweenTheirRateAndThePrior();
    void burstsRaiseTheDispersion();
    void intervalsCoverRatesFromThePrior();
    void contrastAgainstReferences();
    void contrastLeavesOutDaysOfOneKind();
    void calmBurstyDaysHaveFewPeaks_data();
    void calmBurstyDaysHaveFewPeaks();
    void peaksAreFound();
};

void TestProfile::priorsAgainstReferences_data()
{
    QTest::addColumn<test::ReferenceRow>("row");
    for (const auto& row : test::references(QStringLiteral("profile-fits.csv"))) {
        QTest::addRow("%s", qPrintable(row[QStringLiteral("set")])) << row;
    }
}

// R: optim() over the likelihood with lbeta().
void TestProfile::priorsAgainstReferences()
{
    QFETCH(test::ReferenceRow, row);
    const auto prior = fitBetaPrior(cellsOf(row[QStringLiteral("set")]));
    QVERIFY(prior);
    QCOMPARE(prior->source, PriorSource::Likelihood);
    QVERIFY2(test::agree(prior->a, test::number(row, "a"), 1e-6),
             qPrintable(QString::number(prior->a, 'g', 12)));
    QVERIFY(test::agree(prior->b, test::number(row, "b"), 1e-6));
}

void TestProfile::equalCellsHaveAHomogeneousPrior()
{
    const std::vector<EffectiveCount> cells(168, {.hits = 3, .n = 60});
    const auto prior = fitBetaPrior(cells);
    QVERIFY(prior);
    QCOMPARE(prior->source, PriorSource::Homogeneous);
    QCOMPARE(prior->a, 3.0 * 168);
    QCOMPARE(prior->a + prior->b, 60.0 * 168);
}

void TestProfile::withoutAHitThePriorIsUninformed()
{
    for (const double hits : {0.0, 60.0}) {
        const auto prior = fitBetaPrior(std::vector<EffectiveCount>(9, {.hits = hits, .n = 60}));
        QVERIFY(prior);
        QCOMPARE(prior->source, PriorSource::Uninformed);
        QCOMPARE(prior->a, 0.5);
        QCOMPARE(prior->b, 0.5);
    }
}

void TestProfile::badCountsHaveNoAnswer()
{
    const HourCount good {.day = 1, .hourOfWeek = 3, .hits = 1, .n = 5};
    HourCount late = good;
    late.hourOfWeek = 168;
    HourCount full = good;
    full.hits = 6;
    QVERIFY(weekProfile(std::vector {good}));
    QVERIFY(!weekProfile({}));
    QVERIFY(!weekProfile(std::vector {good, late}));
    QVERIFY(!weekProfile(std::vector {full}));
    QVERIFY(!weekProfile(std::vector {good}, 1));
    QVERIFY(!fitBetaPrior({}));
    QVERIFY(!fitBetaPrior(std::vector<EffectiveCount> {{.hits = 2, .n = 1}}));
    QVERIFY(!fitBetaPrior(std::vector<EffectiveCount> {{.hits = std::nan(""), .n = 1}}));
    QVERIFY(!peakContrast(std::vector {good}, std::vector {3}));
    QVERIFY(!peakContrast(std::vector {good}, std::vector {168}));
    QVERIFY(!peakContrast(std::vector {late}, std::vector {3}));
}

// R: qbeta() with a prior from optim(), hence to six digits.
void TestProfile::hoursAgainstReferences()
{
    const auto rows = test::references(QStringLiteral("profile-week.csv"));
    QCOMPARE(rows.size(), std::size_t(hoursPerWeek));
    std::vector<HourCount> counts;
    for (const auto& row : rows) {
        const int hour = row[QStringLiteral("hour")].toInt();
        counts.push_back({.day = hour / 24,
                          .hourOfWeek = hour,
                          .hits = row[QStringLiteral("hits")].toULongLong(),
                          .n = row[QStringLiteral("n")].toULongLong()});
    }
    const auto profile = weekProfile(counts);
    QVERIFY(profile);
    QCOMPARE(profile->dispersion, 1.0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QVERIFY(test::agree(profile->hours[i].mean, test::number(rows[i], "mean"), 1e-6));
        QVERIFY(test::agree(profile->hours[i].low, test::number(rows[i], "low"), 1e-6));
        QVERIFY(test::agree(profile->hours[i].high, test::number(rows[i], "high"), 1e-6));
    }
}

void TestProfile::hoursWithoutCallsGetThePrior()
{
    std::mt19937_64 random(1);
    auto counts = simulated(4, {}, random);
    std::erase_if(counts, [](const HourCount& count) { return count.hourOfWeek == 40; });
    const auto profile = weekProfile(counts);
    QVERIFY(profile);
    QVERIFY(profile->hours[40].isPrior);
    QVERIFY(!profile->hours[41].isPrior);
    const BetaPrior& prior = profile->prior;
    QVERIFY(test::agree(profile->hours[40].mean, prior.a / (prior.a + prior.b), 1e-12));
}

void TestProfile::meansLieBetweenTheirRateAndThePrior()
{
    std::mt19937_64 random(2);
    const auto profile = weekProfile(simulated(6, {}, random));
    QVERIFY(profile);
    const double centre = profile->prior.a / (profile->prior.a + profile->prior.b);
    for (const HourRate& hour : profile->hours) {
        const double rate = double(hour.hits) / double(hour.n);
        QVERIFY(hour.mean >= std::min(rate, centre) - 1e-12);
        QVERIFY(hour.mean <= std::max(rate, centre) + 1e-12);
        QVERIFY(0 <= hour.low && hour.low <= hour.high && hour.high <= 1);
    }
}

void TestProfile::burstsRaiseTheDispersion()
{
    std::mt19937_64 random(3);
    const auto calm = simulated(8, {.calmRate = 0.006, .incidentsPerDay = 0}, random);
    const auto bursty = simulated(8, {}, random);
    const double calmFactor = hourDispersion(calm);
    const double burstyFactor = hourDispersion(bursty);
    QVERIFY2(calmFactor < 1.1, qPrintable(QString::number(calmFactor)));
    QVERIFY2(burstyFactor > 5, qPrintable(QString::number(burstyFactor)));
}

// Rates are drawn from a known beta distribution, which the fit has to find.
void TestProfile::intervalsCoverRatesFromThePrior()
{
    std::mt19937_64 random(4);
    std::gamma_distribution<double> first(2, 1);
    std::gamma_distribution<double> second(60, 1);
    int covered = 0;
    constexpr int rounds = 40;
    for (int round = 0; round < rounds; ++round) {
        std::vector<HourCount> counts;
        std::vector<double> rates;
        for (int hour = 0; hour < hoursPerWeek; ++hour) {
            const double x = first(random);
            rates.push_back(x / (x + second(random)));
            const quint64 n = random() % 300;
            counts.push_back({.day = hour / 24,
                              .hourOfWeek = hour,
                              .hits = std::binomial_distribution<quint64>(n, rates.back())(random),
                              .n = n});
        }
        const auto profile = weekProfile(counts);
        QVERIFY(profile);
        for (std::size_t i = 0; i < rates.size(); ++i) {
            const HourRate& hour = profile->hours[i];
            covered += hour.low <= rates[i] && rates[i] <= hour.high ? 1 : 0;
        }
    }
    const double share = double(covered) / (rounds * hoursPerWeek);
    qInfo("intervals cover: %.1f %% of the rates", 100 * share);
    QVERIFY(share > 0.93 && share < 0.97);
}

// R: aggregate() for ten days, all rotations for three of them.
void TestProfile::contrastAgainstReferences()
{
    const auto rows = test::references(QStringLiteral("profile-peak.csv"));
    QCOMPARE(rows.size(), std::size_t(1));
    const std::vector peak {6, 7, 8, 9};
    auto days = referenceDays();
    const auto result = peakContrast(days, peak);
    QVERIFY(result && result->interval);
    QVERIFY(test::agree(result->difference, test::number(rows[0], "difference"), 1e-9));
    QVERIFY(result->interval->low < result->difference);
    QVERIFY(result->interval->high > result->difference);
    QVERIFY(test::agree(hourDispersion(days), test::number(rows[0], "dispersion"), 1e-9));

    std::erase_if(days, [](const HourCount& count) { return count.day > 2; });
    constexpr double draws = 20'000;
    const auto three = peakContrast(days, peak, {.draws = quint64(draws)});
    QVERIFY(three);
    QVERIFY(test::agree(three->difference, test::number(rows[0], "three"), 1e-9));
    const double p = test::number(rows[0], "p");
    QVERIFY(std::abs(three->p - p) < 4 * std::sqrt(p * (1 - p) / draws) + 1 / draws);
    // R's limits at 4.4 and 5.6 %: no further off are those of so many drawn rotations at 5 %.
    QVERIFY(three->interval);
    const auto lows = test::numbers(rows[0], "lows");
    const auto highs = test::numbers(rows[0], "highs");
    QVERIFY(lows[0] - 1e-9 <= three->interval->low && three->interval->low <= lows[1] + 1e-9);
    QVERIFY(highs[1] - 1e-9 <= three->interval->high && three->interval->high <= highs[0] + 1e-9);
}

void TestProfile::contrastLeavesOutDaysOfOneKind()
{
    auto counts = referenceDays();
    const auto before = peakContrast(counts, std::vector {6, 7, 8, 9});
    counts.push_back({.day = 77, .hourOfWeek = 12, .hits = 50, .n = 50});
    counts.push_back({.day = 78, .hourOfWeek = 6, .hits = 0, .n = 50});
    const auto after = peakContrast(counts, std::vector {6, 7, 8, 9});
    QVERIFY(before && after);
    QCOMPARE(after->difference, before->difference);
    QCOMPARE(after->a.blocks, std::size_t(10));
}

void TestProfile::calmBurstyDaysHaveFewPeaks_data()
{
    QTest::addColumn<int>("weeks");
    QTest::addColumn<double>("incidentsPerDay");

    QTest::newRow("four weeks") << 4 << 0.3;
    QTest::newRow("twelve weeks") << 12 << 0.3;
    QTest::newRow("twelve weeks with an incident or two a day") << 12 << 1.4;
}

// An exact test of level 5 % exceeds 17 of 200 with probability 0.012: R, 1 - pbinom(17, 200,
// 0.05).
void TestProfile::calmBurstyDaysHaveFewPeaks()
{
    QFETCH(int, weeks);
    QFETCH(double, incidentsPerDay);
    int small = 0;
    int covered = 0;
    constexpr int rounds = 200;
    for (unsigned seed = 0; seed < rounds; ++seed) {
        std::mt19937_64 random(seed);
        const auto counts = simulated(weeks, {.incidentsPerDay = incidentsPerDay}, random);
        const auto result = peakContrast(counts, weekdayMornings(), {.draws = 399, .seed = seed});
        QVERIFY(result && result->interval);
        small += result->p <= 0.05 ? 1 : 0;
        const bool covers = result->interval->low <= 0 && 0 <= result->interval->high;
        covered += covers ? 1 : 0;
        QCOMPARE(covers, result->p > 0.05);
    }
    qInfo("p <= 5 %%: %.1f %%, interval covers: %.1f %% of %d series", 100.0 * small / rounds,
          100.0 * covered / rounds, rounds);
    QVERIFY(small <= 17);
}

// Incidents start twelve times as often in the morning of a weekday.
void TestProfile::peaksAreFound()
{
    int found = 0;
    constexpr int rounds = 200;
    for (unsigned seed = 0; seed < rounds; ++seed) {
        std::mt19937_64 random(1000 + seed);
        const auto counts = simulated(12, {.startWeights = morningWeights(12)}, random);
        const auto result = peakContrast(counts, weekdayMornings(), {.draws = 399, .seed = seed});
        QVERIFY(result && result->interval);
        found += result->p <= 0.05 && result->interval->low > 0 ? 1 : 0;
    }
    qInfo("found: %.1f %% of %d", 100.0 * found / rounds, rounds);
    QVERIFY(found > rounds / 2);
}

QTEST_GUILESS_MAIN(TestProfile)
#include "tst_profile.moc"
