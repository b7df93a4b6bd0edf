// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/claims/claimbooks.h"
#include "app/config/tablereader.h"
#include "app/demo/historyfill.h"
#include "probes/simulator/world.h"
#include "storage/query/claims/ledger.h"
#include "storage/query/eventanswer.h"
#include "tests/support/paths.h"
#include "tests/support/syntheticdata.h"
#include "tests/support/temporarystore.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <array>
#include <map>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString opus = u"claude-opus-4-7"_s;
const QString pool = u"Opus 4.x"_s;
const TimePoint deal = at("2026-05-06T16:00:00.000Z");
const TimePoint tiers = at("2026-06-26T16:00:00.000Z");
constexpr int seeds = 3;

const TimeRange history {at("2026-04-15T00:00:00.000Z"), at("2026-07-08T00:00:00.000Z")};

simulator::Scenario scenario()
{
    const auto loaded = simulator::loadScenario(u"capacity-deal"_s);
    Q_ASSERT(loaded);
    return *loaded;
}

// The chance that a streamed request meets an overload, by the law of the world.
double overloadChance(const simulator::ModelBehaviour& behaviour, double strength)
{
    using simulator::Shape;
    double chance = 0;
    for (const Shape shape :
         {Shape::OverloadedHttp, Shape::OverloadedFirst, Shape::OverloadedMid}) {
        const double calm = behaviour.calm[shape];
        chance += calm + std::max(0.0, behaviour.burst[shape] - calm) * strength;
    }
    return chance;
}

// Mean of that chance over a range in the world of one seed, with its bursts: what a collector that
// never stops would see of it.
double trueRate(TimeRange range, quint64 seed)
{
    const simulator::Scenario scene = scenario();
    std::vector<simulator::BehaviourFrom> behaviours;
    std::ranges::copy_if(scene.behaviours, std::back_inserter(behaviours),
                         [](const auto& row) { return row.behaviour.model == opus; });
    const simulator::World world(scene, seed, Catalogue::shipped());
    double sum = 0;
    int moments = 0;
    for (TimePoint t = range.from; t < range.to; t += 1min) {
        sum +=
            overloadChance(*simulator::behaviourAt(behaviours, t), world.burst(opus, t).strength);
        ++moments;
    }
    return sum / moments;
}

struct Expected
{
    QStringList verdicts;
    QString because;
};

std::map<QString, Expected> expectedVerdicts()
{
    QFile file(sourceDir() + u"/resources/scenarios/capacity-deal.verdicts.toml"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray text = file.readAll();
    const toml::table root =
        toml::parse(std::string_view(text.constData(), std::size_t(text.size())));
    ConfigProblems problems;
    TableReader reader(root, u"the file"_s, problems);
    std::map<QString, Expected> expected;
    for (const toml::table* table : reader.tables(u"expected"_s)) {
        TableReader row(*table, u"[[expected]]"_s, problems);
        expected[row.text(u"id"_s).value_or(QString())] = {
            .verdicts = row.texts(u"verdicts"_s).value_or(QStringList()),
            .because = row.text(u"because"_s).value_or(QString())};
    }
    return problems.empty() ? expected : std::map<QString, Expected>();
}

} // namespace

// Twelve weeks of the scenario, as `generate` fills them: a probe of each target every five
// minutes.
class TestCapacityDeal : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theLimitLogHoldsBothChangesAndNoOther_data();
    void theLimitLogHoldsBothChangesAndNoOther();
    void theOverloadRateFellByWhatItDid_data() { eachSeed(); }
    void theOverloadRateFellByWhatItDid();
    void theLedgerSaysWhatTheScenarioIs_data() { eachSeed(); }
    void theLedgerSaysWhatTheScenarioIs();
    void everyExpectationIsOfAClaimThatIsMeasured();

private:
    static void eachSeed();

    const TemporaryStore& store(int seed) const { return m_stores[std::size_t(seed - 1)]; }

    std::array<TemporaryStore, seeds> m_stores; // of seeds 1, 2, ...
};

void TestCapacityDeal::eachSeed()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= seeds; ++seed) {
        QTest::addRow("seed %d", seed) << seed;
    }
}

void TestCapacityDeal::initTestCase()
{
    for (int seed = 1; seed <= seeds; ++seed) {
        const auto writer = store(seed).writer({.demo = true, .agent = {}});
        QVERIFY(writer);
        const auto written =
            fillHistory({.scenario = scenario(),
                         .seed = quint64(seed),
                         .range = history,
                         .denseFrom = history.to},
                        Catalogue::shipped(), *writer, [](double) { return true; });
        QVERIFY(written);
        QVERIFY(*written > 20'000);
    }
}

void TestCapacityDeal::theLimitLogHoldsBothChangesAndNoOther_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QList<double>>("ratios"); // of 2026-05-06 and of 2026-06-26; 0: none
    QTest::newRow("requests stay on the first day and rise from 50 to 1,000 on the second")
        << int(LimitKind::Requests) << QList<double> {0, 20};
    QTest::newRow("input tokens: 30,000, 500,000, 2,000,000")
        << int(LimitKind::InputTokens) << QList<double> {50.0 / 3, 4};
    QTest::newRow("output tokens: 8,000, 80,000, 400,000")
        << int(LimitKind::OutputTokens) << QList<double> {10, 5};
    QTest::newRow("all tokens: the sum of both")
        << int(LimitKind::Tokens) << QList<double> {580.0 / 38, 2400.0 / 580};
}

void TestCapacityDeal::theLimitLogHoldsBothChangesAndNoOther()
{
    QFETCH(const int, kind);
    QFETCH(const QList<double>, ratios);
    const auto reader = store(1).reader();
    const auto limits = limitHistory(*reader, Catalogue::shipped(), {});
    QVERIFY(limits);
    std::vector<LimitChange> changes;
    for (const LimitChange& change : limits->changes) {
        QCOMPARE(change.pool, pool); // no other pool has any
        if (change.kind == LimitKind(kind)) {
            changes.insert(changes.begin(), change); // oldest first
        }
    }
    std::size_t next = 0;
    for (qsizetype i = 0; i < ratios.size(); ++i) {
        if (ratios[i] == 0) {
            continue;
        }
        QVERIFY(next < changes.size());
        const LimitChange& change = changes[next++];
        const TimePoint when = i == 0 ? deal : tiers;
        QVERIFY(std::abs(change.ratio() - ratios[i]) < 1e-9);
        QVERIFY(change.lastOld < when && when <= change.firstNew);
        QVERIFY(change.firstNew - change.lastOld < 30min);
        QCOMPARE(change.matchedEvent,
                 i == 0 ? u"Opus limits raised"_s : u"Tiers renamed, limits raised"_s);
    }
    QCOMPARE(next, changes.size());
}

void TestCapacityDeal::theOverloadRateFellByWhatItDid()
{
    QFETCH(const int, seed);
    const auto reader = store(seed).reader();
    const auto targets = reader->targets();
    const auto models = probedModels(*targets, Catalogue::shipped(), {opus});
    QCOMPARE(models.size(), 1U);
    const auto answer = eventAnswer(*reader, models.front(),
                                    {.at = deal, .asOf = history.to, .zone = QTimeZone::utc()});
    QVERIFY(answer && answer->comparison && answer->comparison->interval);
    const stats::Comparison& found = *answer->comparison;
    const double truth =
        trueRate(answer->after, quint64(seed)) - trueRate(answer->before, quint64(seed));
    qInfo("%.2f points (%.2f to %.2f), in truth %.2f; n = %llu and %llu", 100 * found.difference,
          100 * found.interval->low, 100 * found.interval->high, 100 * truth,
          static_cast<unsigned long long>(found.a.n), static_cast<unsigned long long>(found.b.n));
    QVERIFY(truth < 0);
    QVERIFY(found.difference < 0);
    QVERIFY(found.interval->low <= truth && truth <= found.interval->high);
}

void TestCapacityDeal::theLedgerSaysWhatTheScenarioIs()
{
    QFETCH(const int, seed);
    const auto reader = store(seed).reader();
    QVERIFY(reader->beginSnapshot());
    const auto made = ledger(*reader, Catalogue::shipped(), shippedClaims(),
                             {.ids = {},
                              .scope = {.evidence = {history.to - 24h * 28, history.to},
                                        .asOf = history.to,
                                        .zone = QTimeZone::utc()}});
    QVERIFY2(made, qPrintable(made ? QString() : made.error().message));
    const auto expected = expectedVerdicts();
    QVERIFY(!expected.empty());
    QStringList wrong;
    for (const LedgerRow& row : made->rows) {
        const auto it = expected.find(row.claim.id);
        const QStringList allowed =
            it != expected.end() ? it->second.verdicts : QStringList {u"not_observable"_s};
        if (!allowed.contains(name(row.verdict))) {
            wrong << u"%1 is %2, not %3: %4 (%5 to %6, p %7). %8 %9"_s
                         .arg(row.claim.id, name(row.verdict), allowed.join(u" or "))
                         .arg(row.measured.value.value_or(-99))
                         .arg(row.measured.low.value_or(-99))
                         .arg(row.measured.high.value_or(-99))
                         .arg(row.measured.p.value_or(-99))
                         .arg(row.measured.missing, row.measured.evidence);
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestCapacityDeal::everyExpectationIsOfAClaimThatIsMeasured()
{
    const auto expected = expectedVerdicts();
    for (const auto& [id, expectation] : expected) {
        const Claim* claim = shippedClaims().find(id);
        QVERIFY2(claim && claim->metric != ClaimMetric::None, qPrintable(id));
        QVERIFY2(!expectation.because.isEmpty(), qPrintable(id));
        for (const QString& verdict : expectation.verdicts) {
            QVERIFY2(claimVerdictFromName(verdict), qPrintable(id));
        }
    }
    for (const Claim& claim : shippedClaims().claims) {
        QVERIFY2(claim.metric == ClaimMetric::None || expected.contains(claim.id),
                 qPrintable(claim.id));
    }
}

QTEST_GUILESS_MAIN(TestCapacityDeal)
#include "tst_capacitydeal.moc"
