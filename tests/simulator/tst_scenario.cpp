// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/bursts.h"
#include "probes/simulator/scenario.h"
#include "tests/simulator/scenariobuilder.h"

#include <QTest>

#include <algorithm>

using namespace plimsoll;
using namespace plimsoll::simulator;

class TestScenario : public QObject
{
    Q_OBJECT

private slots:
    void shippedFileParses_data();
    void shippedFileParses();
    void unknownNameNamesTheKnownOnes();
    void mistakeIsToldWithItsLine_data();
    void mistakeIsToldWithItsLine();
    void allMistakesAreToldAtOnce();
    void changeKeepsWhatItDoesNotName();
    void opusLimitsFollowTheTier_data();
    void opusLimitsFollowTheTier();
    void launchCrunchStartsInsideABurst();
    void capacityDealHasItsDates();
};

void TestScenario::shippedFileParses_data()
{
    QTest::addColumn<QString>("file");
    const QStringList names = shippedScenarios();
    QCOMPARE(names,
             QStringList({QStringLiteral("bad-day"), QStringLiteral("calm"),
                          QStringLiteral("capacity-deal"), QStringLiteral("headroom"),
                          QStringLiteral("launch-crunch")}));
    for (const QString& scenario : names) {
        QTest::newRow(qPrintable(scenario)) << scenario;
    }
}

void TestScenario::shippedFileParses()
{
    QFETCH(QString, file);
    const auto scenario = loadScenario(file);
    QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().message));
    QCOMPARE(scenario->name, file);
    QVERIFY(!scenario->description.isEmpty());
    QVERIFY(!scenario->behaviours.empty());
    QVERIFY(!scenario->history.isEmpty());
    for (const BehaviourFrom& row : scenario->behaviours) {
        QVERIFY(Catalogue::shipped().find(row.behaviour.model));
    }
    for (const PoolLimitsFrom& row : scenario->limits) {
        QVERIFY2(std::ranges::count(Catalogue::shipped().models(), row.pool, &ModelInfo::pool) > 0,
                 qPrintable(row.pool));
    }
}

void TestScenario::unknownNameNamesTheKnownOnes()
{
    const auto scenario = loadScenario(QStringLiteral("rainy-day"));
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().code, Error::Code::NotFound);
    QVERIFY(scenario.error().message.contains(QStringLiteral("rainy-day")));
    QVERIFY(scenario.error().message.contains(
        QStringLiteral("bad-day, calm, capacity-deal, headroom, launch-crunch")));
}

void TestScenario::mistakeIsToldWithItsLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("sentence");
    const QByteArray head = "history = { from = 2026-04-15 }\n";
    QTest::newRow("an unknown key")
        << head + "\nbrusts = 3\n"
        << QStringLiteral("here.toml, line 3: the key \"brusts\" is not known here.");
    QTest::newRow("no history")
        << QByteArray("spread = 0.1\n")
        << QStringLiteral("line 1: the table \"history\" with its key \"from\" is missing.");
    QTest::newRow("a history that ends before it begins")
        << QByteArray("history = { from = 2026-04-15, to = 2026-04-14 }\n")
        << QStringLiteral("line 1: \"to\" of the history must be after \"from\".");
    QTest::newRow("a share above 1")
        << head + "[[model]]\nid = \"m\"\n[model.calm]\nerror_500 = 1.5\n"
        << QStringLiteral("line 5: \"error_500\" must be a number from 0 to 1.");
    QTest::newRow("shares that add up to more than 1")
        << head + "[[model]]\nid = \"m\"\ncalm = { error_500 = 0.6, error_503 = 0.6 }\n"
        << QStringLiteral("line 4: the shares of \"calm\" add up to more than 1.");
    QTest::newRow("a shape that does not exist")
        << head + "[[model]]\nid = \"m\"\ncalm = { error_599 = 0.1 }\n"
        << QStringLiteral("line 4: \"error_599\" is no shape of an answer.");
    QTest::newRow("a duration without a unit")
        << head + "[[model]]\nid = \"m\"\nper_token = 22\n"
        << QStringLiteral("line 4: \"per_token\" must be a duration such as \"600ms\" or \"40m\".");
    QTest::newRow("a moment that is not UTC")
        << head + "live_at = 2026-04-15T10:00:00+02:00\n"
        << QStringLiteral("line 2: \"live_at\" must be a date or a UTC moment");
    QTest::newRow("a model without id") << head + "[[model]]\nper_token = \"22ms\"\n"
                                        << QStringLiteral("line 2: the key \"id\" is missing.");
    QTest::newRow("a model twice")
        << head + "[[model]]\nid = \"m\"\n[[model]]\nid = \"m\"\n"
        << QStringLiteral("line 4: the model \"m\" stands here a second time.");
    QTest::newRow("changes out of order")
        << head
            + "[[model]]\nid = \"m\"\n[[model.change]]\nfrom = 2026-06-01\n[[model.change]]\nfrom "
              "= 2026-05-01\n"
        << QStringLiteral("line 6: changes must stand in order of their dates.");
    QTest::newRow("limits without the tier")
        << "tier = \"Gold\"\n" + head + "[[limits]]\npool = \"p\"\n"
        << QStringLiteral("line 3: these limits have no row for the tier \"Gold\".");
    QTest::newRow("a limit of nought")
        << "tier = \"A\"\n" + head
            + "[[limits]]\npool = \"p\"\ntiers.A = { requests = 0, input_tokens = 1, "
              "output_tokens = 1 }\n"
        << QStringLiteral("line 5: \"requests\" must be a whole number above 0.");
    QTest::newRow("a gap without a known reason")
        << head + "[[gap]]\nfrom = 2026-05-01\nto = 2026-05-02\nreason = \"holiday\"\n"
        << QStringLiteral("line 2: \"holiday\" is no reason of a gap.");
    QTest::newRow("an event without a title")
        << head + "[[event]]\nat = 2026-05-01\n"
        << QStringLiteral("line 2: the key \"title\" is missing.");
    QTest::newRow("too few hours") << head + "hour_weights = [1, 2, 3]\n"
                                   << QStringLiteral("line 2: \"hour_weights\" must be 24 numbers");
    QTest::newRow("traffic of no pool")
        << head + "[[traffic]]\nfrom = 2026-05-01\nto = 2026-05-02\nbegin = 0.1\nend = 0.2\n"
        << QStringLiteral("line 2: the key \"pool\" is missing.");
    QTest::newRow("traffic beyond the limit") << head
            + "[[traffic]]\npool = \"p\"\nfrom = 2026-05-01\nto = 2026-05-02\nbegin = 0.1\n"
              "end = 1.2\n" << QStringLiteral("line 7: \"end\" must be a number from 0 to 1.");
    QTest::newRow("a status page of no known kind")
        << head + "status_page = \"late\"\n"
        << QStringLiteral("line 2: \"status_page\" must be \"open\", \"challenge\" or");
    QTest::newRow("text that is not TOML") << head + "model = [\n"
                                           << QStringLiteral("here.toml, line ");
}

void TestScenario::mistakeIsToldWithItsLine()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, sentence);
    const auto scenario = parseScenario(text, QStringLiteral("here.toml"), utc(2026, 11, 21));
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().code, Error::Code::Config);
    QVERIFY2(scenario.error().message.contains(sentence), qPrintable(scenario.error().message));
}

void TestScenario::allMistakesAreToldAtOnce()
{
    const auto scenario = parseScenario("spread = 2\nwind = 3\ntier = 4\n[[event]]\nat = \"May\"\n",
                                        QStringLiteral("here.toml"), utc(2026, 11, 21));
    QVERIFY(!scenario);
    const QStringList lines = scenario.error().message.split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 6); // spread, wind, tier, history, title, at
}

void TestScenario::changeKeepsWhatItDoesNotName()
{
    const auto scenario = parseScenario(
        "history = { from = 2026-04-15 }\n[[model]]\nid = \"m\"\nper_token = \"30ms\"\n"
        "first_token = \"0.5s\"\ncalm = { error_500 = 0.25 }\n[[model.change]]\n"
        "from = 2026-05-06T16:00:00Z\nper_token = \"20ms\"\n",
        QStringLiteral("here.toml"), utc(2026, 11, 21));
    QVERIFY(scenario);
    QCOMPARE(scenario->behaviours.size(), std::size_t(2));
    const BehaviourFrom& after = scenario->behaviours[1];
    QVERIFY(after.from == utc(2026, 5, 6, 16));
    QVERIFY(after.behaviour.perToken == std::chrono::milliseconds(20));
    QVERIFY(after.behaviour.firstToken == std::chrono::milliseconds(500));
    QCOMPARE(after.behaviour.calm[Shape::Error500], 0.25);
    QVERIFY(scenario->history.to == utc(2026, 11, 21));
    QCOMPARE(behaviourAt(scenario->behaviours, utc(2026, 5, 6, 15)),
             &scenario->behaviours[0].behaviour);
    QCOMPARE(behaviourAt(scenario->behaviours, utc(2026, 5, 6, 16)), &after.behaviour);
}

void TestScenario::opusLimitsFollowTheTier_data()
{
    QTest::addColumn<QString>("tier");
    QTest::addColumn<QList<qint64>>("values"); // three rows of requests, input and output tokens
    using Values = QList<qint64>;
    QTest::newRow("Tier 1 is Start")
        << QStringLiteral("Tier 1")
        << Values {50, 30'000, 8'000, 50, 500'000, 80'000, 1'000, 2'000'000, 400'000};
    QTest::newRow("Tier 4 is Scale")
        << QStringLiteral("Tier 4") << Values {4'000,   2'000'000, 400'000,    4'000,    10'000'000,
                                               800'000, 10'000,    10'000'000, 2'000'000};
}

void TestScenario::opusLimitsFollowTheTier()
{
    QFETCH(QString, tier);
    QFETCH(QList<qint64>, values);
    QFile file(QStringLiteral(":/plimsoll/scenarios/capacity-deal.toml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray chosen = "tier = \"" + tier.toUtf8() + '"';
    const QByteArray text = file.readAll().replace("tier = \"Tier 1\"", chosen);
    const auto scenario = parseScenario(text, file.fileName(), utc(2026, 11, 21));
    QVERIFY(scenario);
    QList<qint64> found;
    for (const PoolLimitsFrom& row : scenario->limits) {
        if (row.pool == QStringLiteral("Opus 4.x")) {
            found << row.requests << row.inputTokens << row.outputTokens;
        }
    }
    QCOMPARE(found, values);
}

void TestScenario::launchCrunchStartsInsideABurst()
{
    const auto scenario = loadScenario(QStringLiteral("launch-crunch"));
    QVERIFY(scenario);
    QVERIFY(scenario->liveAt.has_value());
    for (quint64 seed = 0; seed < 20; ++seed) {
        const BurstProcess bursts(*scenario, seed);
        for (int minute = 0; minute < 120; minute += 10) {
            const TimePoint at = *scenario->liveAt + std::chrono::minutes(minute);
            QCOMPARE(bursts.at(0, at).strength, 1.0);
        }
    }
}

void TestScenario::capacityDealHasItsDates()
{
    const auto scenario = loadScenario(QStringLiteral("capacity-deal"));
    QVERIFY(scenario);
    QVERIFY(scenario->history.from == utc(2026, 4, 15));
    QVERIFY(!scenario->liveAt.has_value());
    const auto announced = [&](TimePoint at, const QString& title) {
        return std::ranges::any_of(scenario->events, [&](const Event& event) {
            return event.at == at && event.title == title && event.type == EventType::Announced;
        });
    };
    QVERIFY(announced(utc(2026, 5, 6, 16), QStringLiteral("Opus limits raised")));
    QVERIFY(announced(utc(2026, 6, 26, 16), QStringLiteral("Tiers renamed, limits raised")));
    QCOMPARE(scenario->gaps.size(), std::size_t(3));
}

QTEST_GUILESS_MAIN(TestScenario)
#include "tst_scenario.moc"
