// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/survival.h"
#include "tests/support/paths.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

using namespace plimsoll::stats;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

// A row of tests/data/reference/survival.csv, which tests/reference/survival.R describes. What is
// empty there is not a number here.
struct Reference
{
    QByteArray set;
    QByteArray kind;
    QByteArray scale;
    double a = 0;
    double b = 0;
    double c = 0;
    double value = 0;
    double error = 0;
    double low = 0;
    double high = 0;
    QByteArray name; // for a failure

    BandScale bandScale() const { return scale == "log" ? BandScale::Log : BandScale::LogLog; }
};

std::vector<Reference> references(const QByteArray& kind)
{
    QFile file(plimsoll::test::dataFile(QStringLiteral("reference/survival.csv")));
    std::vector<Reference> rows;
    if (!file.open(QIODevice::ReadOnly)) {
        return rows;
    }
    while (!file.atEnd()) {
        const QByteArrayList cells = file.readLine().trimmed().split(',');
        if (cells.size() != 10 || cells[1] != kind) {
            continue;
        }
        const auto number = [&cells](qsizetype i) {
            return cells[i].isEmpty() ? std::nan("") : cells[i].toDouble();
        };
        rows.push_back({cells[0], cells[1], cells[2], number(3), number(4), number(5), number(6),
                        number(7), number(8), number(9), cells.mid(0, 5).join(' ')});
    }
    return rows;
}

// A day of the data is a second here, so that the middle of two days is exact too.
milliseconds days(double count)
{
    return milliseconds(std::llround(count * 1000));
}

bool isDays(std::optional<milliseconds> t, double count)
{
    return std::isnan(count) ? !t : t && *t == days(count);
}

const SurvivalCurve& curveOf(const QByteArray& set)
{
    static std::map<QByteArray, std::optional<SurvivalCurve>> curves;
    if (curves.empty()) {
        std::map<QByteArray, std::vector<Lifetime>> lifetimes;
        for (const Reference& row : references("life")) {
            lifetimes[row.set].push_back(
                {.duration = days(row.a), .ended = row.b == 1, .entry = days(row.c)});
        }
        for (const auto& [name, list] : lifetimes) {
            curves[name] = SurvivalCurve::of(list);
        }
    }
    return curves.at(set).value();
}

// Freireich et al. 1963, Blood 21:699: weeks of remission under 6-MP; false: still in remission.
std::vector<Lifetime> remissions()
{
    const auto ended = [](int weeks) { return Lifetime {.duration = days(weeks)}; };
    const auto censored = [](int weeks) {
        return Lifetime {.duration = days(weeks), .ended = false};
    };
    return {ended(6),     ended(6),     ended(6),     censored(6), ended(7),     censored(9),
            ended(10),    censored(10), censored(11), ended(13),   ended(16),    censored(17),
            censored(19), censored(20), ended(22),    ended(23),   censored(25), censored(32),
            censored(32), censored(34), censored(35)};
}

} // namespace

class TestSurvival : public QObject
{
    Q_OBJECT

private slots:
    void theTextbookExample_data();
    void theTextbookExample();
    void theMedianOfTheTextbookExample();
    void stepsAgainstR();
    void quantilesAgainstR();
    void restrictedMeansAgainstR();
    void chancesToEndAgainstR();
    void chancesToEndByHand();
    void noEndWithinTheWaitIsNoCertainty();
    void endsOfAllAreNoCertainty();
    void whatNobodySawHasNoAnswer();
    void aCurveThatFellToZeroIsKnownForEver();
    void senselessQuestionsHaveNoAnswer();
    void lifetimesThatSayNothingAreLeftOut();
    void lateEntriesCorrectForShortOnesThatWentUnseen();
    void bandsCoverAsOftenAsTheySay();
};

// Klein and Moeschberger 2003, Survival Analysis, table 4.1, of the data of Freireich et al. 1963.
// The log-log band: Venables and Ripley 2002, Modern Applied Statistics with S, section 13.1.
void TestSurvival::theTextbookExample_data()
{
    QTest::addColumn<int>("week");
    QTest::addColumn<quint64>("atRisk");
    QTest::addColumn<quint64>("ended");
    QTest::addColumn<double>("survival");
    QTest::addColumn<double>("standardError");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    const auto row = [](const char* name, int week, quint64 atRisk, quint64 ended, double survival,
                        double standardError, double low, double high) {
        QTest::newRow(name) << week << atRisk << ended << survival << standardError << low << high;
    };
    row("three relapse in week 6, one is lost", 6, 21, 3, 0.857, 0.0764, 0.620, 0.952);
    row("week 7", 7, 17, 1, 0.807, 0.0869, 0.563, 0.923);
    row("week 10", 10, 15, 1, 0.753, 0.0963, 0.503, 0.889);
    row("week 13", 13, 12, 1, 0.690, 0.1068, 0.432, 0.849);
    row("week 16", 16, 11, 1, 0.627, 0.1141, 0.368, 0.805);
    row("week 22", 22, 7, 1, 0.538, 0.1282, 0.268, 0.747);
    row("week 23", 23, 6, 1, 0.448, 0.1346, 0.188, 0.680);
}

void TestSurvival::theTextbookExample()
{
    QFETCH(int, week);
    QFETCH(quint64, atRisk);
    QFETCH(quint64, ended);
    QFETCH(double, survival);
    QFETCH(double, standardError);
    QFETCH(double, low);
    QFETCH(double, high);
    const auto curve = SurvivalCurve::of(remissions());
    QVERIFY(curve);
    QCOMPARE(curve->steps().size(), 7U);
    const auto step = std::ranges::find(curve->steps(), days(week), &SurvivalCurve::Step::at);
    QVERIFY(step != curve->steps().end());
    QCOMPARE(quint64(step->atRisk), atRisk);
    QCOMPARE(quint64(step->ended), ended);
    const auto at = curve->survivalAt(days(week));
    QVERIFY(at);
    QVERIFY(near(at->value, survival, 0.0005));
    QVERIFY(near(at->standardError, standardError, 0.00005));
    QVERIFY(at->band && near(at->band->low, low, 0.0005) && near(at->band->high, high, 0.0005));
}

// The interval of Brookmeyer and Crowley 1982 as R's survfit() prints it: for 6-MP on the log scale
// 23 weeks, from 16 on without end; on the log-log scale from 13 on.
void TestSurvival::theMedianOfTheTextbookExample()
{
    for (const auto& [scale, low] : {std::pair(BandScale::Log, 16), {BandScale::LogLog, 13}}) {
        const auto median = SurvivalCurve::of(remissions())->median(scale);
        QVERIFY(median && !median->high);
        QCOMPARE(median->value, days(23));
        QCOMPARE(median->low, std::optional(days(low)));
    }
}

void TestSurvival::stepsAgainstR()
{
    std::map<QByteArray, std::size_t> steps;
    for (const Reference& row : references("step")) {
        const SurvivalCurve& curve = curveOf(row.set);
        const auto step = std::ranges::find(curve.steps(), days(row.a), &SurvivalCurve::Step::at);
        QVERIFY2(step != curve.steps().end(), row.name.constData());
        QCOMPARE(double(step->atRisk), row.b);
        QCOMPARE(double(step->ended), row.c);
        const auto at = curve.survivalAt(days(row.a), row.bandScale());
        QVERIFY2(at && near(at->value, row.value, 1e-10), row.name.constData());
        QVERIFY2(std::isnan(row.error) || near(at->standardError, row.error, 1e-10),
                 row.name.constData());
        QVERIFY2(bool(at->band) == !std::isnan(row.low), row.name.constData());
        if (at->band) {
            QVERIFY2(near(at->band->low, row.low, 1e-10), row.name.constData());
            QVERIFY2(near(at->band->high, row.high, 1e-10), row.name.constData());
        }
        ++steps[row.set];
    }
    QCOMPARE(steps.size(), 6U);
    for (const auto& [set, count] : steps) {
        QCOMPARE(count, 2 * curveOf(set).steps().size()); // once for each scale
    }
}

void TestSurvival::quantilesAgainstR()
{
    int compared = 0;
    for (const Reference& row : references("quantile")) {
        const auto quantile = curveOf(row.set).quantile(row.a, row.bandScale());
        QVERIFY2(bool(quantile) == !std::isnan(row.value), row.name.constData());
        if (quantile) {
            QVERIFY2(isDays(quantile->value, row.value), row.name.constData());
            QVERIFY2(isDays(quantile->low, row.low), row.name.constData());
            QVERIFY2(isDays(quantile->high, row.high), row.name.constData());
        }
        ++compared;
    }
    QCOMPARE(compared, 60);
}

void TestSurvival::restrictedMeansAgainstR()
{
    int compared = 0;
    for (const Reference& row : references("mean")) {
        const auto mean = curveOf(row.set).restrictedMean(days(row.a));
        QVERIFY2(mean && near(mean->value.count() / 1000, row.value, 1e-8), row.name.constData());
        QVERIFY2(near(mean->standardError.count() / 1000, row.error, 1e-8), row.name.constData());
        ++compared;
    }
    QCOMPARE(compared, 18);
}

void TestSurvival::chancesToEndAgainstR()
{
    int compared = 0;
    for (const Reference& row : references("given")) {
        const auto chance = curveOf(row.set).endsWithin(days(row.a), days(row.b));
        QVERIFY2(chance && near(chance->value, row.value, 1e-10), row.name.constData());
        QVERIFY2(near(chance->low, row.low, 1e-10), row.name.constData());
        QVERIFY2(near(chance->high, row.high, 1e-10), row.name.constData());
        ++compared;
    }
    QVERIFY(compared >= 30);
}

// After week 6, 17 are watched; up to week 10 one of 17 and one of 15 relapse:
// 1 - 16/17 * 14/15 = 31/255, and Greenwood's sum is 1/(17*16) + 1/(15*14).
void TestSurvival::chancesToEndByHand()
{
    const auto curve = SurvivalCurve::of(remissions());
    const auto chance = curve->endsWithin(days(6), days(4));
    QVERIFY(chance);
    QCOMPARE(chance->atRisk, 17U);
    QCOMPARE(chance->ended, 2U);
    QVERIFY(near(chance->value, 31.0 / 255, 1e-12));
    const double factor = std::exp(1.959963984540054 * std::sqrt(1.0 / 272 + 1.0 / 210));
    QCOMPARE(chance->low, 0.0); // 224/255 * 1.198 is above 1
    QVERIFY(near(chance->high, 1 - 224.0 / 255 / factor, 1e-12));
}

// Of 16 seen beyond week 7, 16 are watched until week 9 is over, one of them just so long: none of
// 16 has 1 - 0.025^(1/16) as its upper limit.
void TestSurvival::noEndWithinTheWaitIsNoCertainty()
{
    const auto chance = SurvivalCurve::of(remissions())->endsWithin(days(7), days(2));
    QVERIFY(chance);
    QCOMPARE(chance->value, 0.0);
    QCOMPARE(chance->low, 0.0);
    QVERIFY(near(chance->high, 1 - std::pow(0.025, 1.0 / 16), 1e-12));
}

void TestSurvival::endsOfAllAreNoCertainty()
{
    const std::vector<Lifetime> four {
        {.duration = 1s}, {.duration = 2s}, {.duration = 2s}, {.duration = 3s}};
    const auto chance = SurvivalCurve::of(four)->endsWithin(1s, 10s);
    QVERIFY(chance);
    QCOMPARE(chance->value, 1.0);
    QVERIFY(near(chance->low, std::pow(0.025, 1.0 / 3), 1e-12));
    QCOMPARE(chance->high, 1.0);
}

void TestSurvival::whatNobodySawHasNoAnswer()
{
    const auto curve = SurvivalCurve::of(remissions());
    QVERIFY(curve->survivalAt(days(35)));
    QVERIFY(!curve->survivalAt(days(36)));
    QVERIFY(!curve->quantile(0.9)); // it comes down to 0.448 only
    QVERIFY(!curve->restrictedMean(days(36)));
    QVERIFY(curve->endsWithin(days(30), days(5)));
    QVERIFY(!curve->endsWithin(days(30), days(6)));
    QVERIFY(!curve->endsWithin(days(35), days(0))); // nobody was watched beyond
    QVERIFY(!curve->endsWithin(days(6), milliseconds::max()));
    QVERIFY(!SurvivalCurve::of({}));
}

void TestSurvival::aCurveThatFellToZeroIsKnownForEver()
{
    const std::vector<Lifetime> two {{.duration = 2s}, {.duration = 4s}};
    const auto curve = SurvivalCurve::of(two);
    QCOMPARE(curve->survivalAt(1h)->value, 0.0);
    QVERIFY(!curve->survivalAt(1h)->band);
    QCOMPARE(curve->restrictedMean(1h)->value.count(), 3000.0);
    QCOMPARE(curve->endsWithin(1s, milliseconds::max())->value, 1.0);
    QCOMPARE(curve->median()->value, milliseconds(3s)); // level at one half from 2 s to 4 s
}

void TestSurvival::senselessQuestionsHaveNoAnswer()
{
    const auto curve = SurvivalCurve::of(remissions());
    QVERIFY(!curve->survivalAt(-1ms));
    QVERIFY(!curve->survivalAt(days(6), BandScale::Log, 1));
    QVERIFY(!curve->quantile(0));
    QVERIFY(!curve->quantile(1));
    QVERIFY(!curve->restrictedMean(-1ms));
    QVERIFY(!curve->endsWithin(-1ms, 5ms));
    QVERIFY(!curve->endsWithin(5ms, -1ms));
    QVERIFY(!curve->endsWithin(5ms, 5ms, 0));
}

void TestSurvival::lifetimesThatSayNothingAreLeftOut()
{
    std::vector<Lifetime> lifetimes = remissions();
    lifetimes.push_back({.duration = 0s});
    lifetimes.push_back({.duration = 5s, .ended = false, .entry = 5s});
    lifetimes.push_back({.duration = -5s});
    const auto curve = SurvivalCurve::of(lifetimes);
    QCOMPARE(curve->count(), 21U);
    const std::vector<Lifetime> nothing {{.duration = 0s}};
    QVERIFY(!SurvivalCurve::of(nothing));
}

// Exponential lifetimes with a mean of 100 s that are noticed only if they outlast a look at a
// random moment within 60 s. Taken as if watched from the start, they seem too long.
void TestSurvival::lateEntriesCorrectForShortOnesThatWentUnseen()
{
    std::mt19937_64 random(7);
    std::exponential_distribution<double> lasting(1.0 / 100'000);
    std::uniform_real_distribution<double> look(0, 60'000);
    std::vector<Lifetime> seen;
    std::vector<Lifetime> naive;
    while (seen.size() < 20'000) {
        const milliseconds duration(std::llround(lasting(random)));
        const milliseconds entry(std::llround(look(random)));
        if (duration > entry) {
            seen.push_back({.duration = duration, .entry = entry});
            naive.push_back({.duration = duration});
        }
    }
    const double truth = std::exp(-0.5);
    QVERIFY(near(SurvivalCurve::of(seen)->survivalAt(50s)->value, truth, 0.02));
    QVERIFY(SurvivalCurve::of(naive)->survivalAt(50s)->value > truth + 0.1);
}

// Of 60 lifetimes, exponential with a mean of 100 s, a part cut short: coverage at 70 s.
void TestSurvival::bandsCoverAsOftenAsTheySay()
{
    std::mt19937_64 random(2026);
    std::exponential_distribution<double> lasting(1.0 / 100'000);
    std::exponential_distribution<double> cut(1.0 / 250'000);
    const double truth = std::exp(-0.7);
    const double truthWithin = 1 - std::exp(-0.4); // the same after any time
    constexpr int rounds = 4000;
    int covered = 0;
    int coveredWithin = 0;
    for (int i = 0; i < rounds; ++i) {
        std::vector<Lifetime> lifetimes(60);
        for (Lifetime& lifetime : lifetimes) {
            const double whole = lasting(random);
            const double seen = cut(random);
            lifetime.duration = milliseconds(std::llround(std::min(whole, seen)) + 1);
            lifetime.ended = whole <= seen;
        }
        const auto curve = SurvivalCurve::of(lifetimes);
        const auto at = curve->survivalAt(70s);
        const auto within = curve->endsWithin(30s, 40s);
        QVERIFY(at && at->band && within);
        covered += at->band->low <= truth && truth <= at->band->high ? 1 : 0;
        coveredWithin += within->low <= truthWithin && truthWithin <= within->high ? 1 : 0;
    }
    const auto share = [](int hits) { return double(hits) / rounds; };
    QVERIFY2(share(covered) > 0.93 && share(covered) < 0.97,
             qPrintable(QString::number(share(covered))));
    QVERIFY2(share(coveredWithin) > 0.93 && share(coveredWithin) < 0.97,
             qPrintable(QString::number(share(coveredWithin))));
}

QTEST_GUILESS_MAIN(TestSurvival)
#include "tst_survival.moc"
