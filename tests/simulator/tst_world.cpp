// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/random.h"
#include "probes/simulator/world.h"
#include "tests/simulator/scenariobuilder.h"

#include <QCryptographicHash>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace plimsoll;
using namespace plimsoll::simulator;
using namespace std::chrono_literals;

namespace {

const QStringList models {opus, QStringLiteral("claude-opus-5-5"),
                          QStringLiteral("claude-sonnet-5-5"), QStringLiteral("claude-haiku-5-5")};
const TimePoint start = utc(2026, 11, 16);

World shippedWorld(const QString& name, quint64 seed)
{
    return World(*loadScenario(name), seed, Catalogue::shipped());
}

// The names of the shapes of 500 requests of each model, one a minute.
QByteArray sequence(const World& world)
{
    QByteArray names;
    for (const QString& model : models) {
        for (quint64 i = 0; i < 500; ++i) {
            const Answer answer = world.answer({model, start + i * 1min, i, true});
            names += QByteArray(name(answer.shape).latin1()) + ' ';
        }
    }
    return names;
}

} // namespace

class TestWorld : public QObject
{
    Q_OBJECT

private slots:
    void splitmixFollowsItsReference();
    void namesOfShapesRoundTrip();
    void sameSeedSameSequence();
    void sequenceIsPinned();
    void orderOfModelsDoesNotMatter();
    void sharesAreThoseOfTheMix_data();
    void sharesAreThoseOfTheMix();
    void badDayMeetsEveryShape();
    void plainRequestNeverMeetsAStreamError();
    void delaysAreInOrder();
    void firstTokenHasItsMedian();
    void existence_data();
    void existence();
    void limitsChangeAtTheirDate();
    void otherTrafficIsSmooth();
};

void TestWorld::splitmixFollowsItsReference()
{
    // The first outputs for the seed 1234567 of Vigna's splitmix64.c.
    Random random(1234567);
    const std::array<quint64, 5> expected {6457827717110365317ULL, 3203168211198807973ULL,
                                           9817491932198370423ULL, 4593380528125082431ULL,
                                           16408922859458223821ULL};
    for (const quint64 value : expected) {
        QCOMPARE(random.next(), value);
    }
}

void TestWorld::namesOfShapesRoundTrip()
{
    for (std::size_t i = 0; i < shapeCount; ++i) {
        QCOMPARE(shapeFromName(QString(name(Shape(i)))), std::optional(Shape(i)));
    }
    QVERIFY(!shapeFromName(u"sunshine").has_value());
}

void TestWorld::sameSeedSameSequence()
{
    const QString scenario = QStringLiteral("bad-day");
    QCOMPARE(sequence(shippedWorld(scenario, 7)), sequence(shippedWorld(scenario, 7)));
    QVERIFY(sequence(shippedWorld(scenario, 7)) != sequence(shippedWorld(scenario, 8)));
}

// A world that never bursts draws from whole numbers alone, so every platform gives this digest.
void TestWorld::sequenceIsPinned()
{
    Scenario scenario = always(Shape::Ok);
    FaultMix& mix = scenario.behaviours[0].behaviour.calm;
    mix[Shape::OverloadedHttp] = 0.25;
    mix[Shape::OverloadedMid] = 0.25;
    const World world(scenario, 42, Catalogue::shipped());
    QByteArray names;
    for (quint64 i = 0; i < 1000; ++i) {
        names += name(world.answer({opus, start, i, true}).shape).latin1();
    }
    QCOMPARE(QCryptographicHash::hash(names, QCryptographicHash::Sha1).toHex(),
             QByteArray("92178b57efb40f0b0aba9e452a3cf1d4ee463223"));
}

void TestWorld::orderOfModelsDoesNotMatter()
{
    const World world = shippedWorld(QStringLiteral("bad-day"), 7);
    std::map<QString, std::vector<Shape>> mixed;
    for (quint64 i = 0; i < 500; ++i) {
        for (const QString& model : models) {
            mixed[model].push_back(world.answer({model, start + i * 1min, i, true}).shape);
        }
    }
    QByteArray names;
    for (const QString& model : models) {
        for (const Shape shape : mixed[model]) {
            names += QByteArray(name(shape).latin1()) + ' ';
        }
    }
    QCOMPARE(names, sequence(world));
}

void TestWorld::sharesAreThoseOfTheMix_data()
{
    QTest::addColumn<double>("severity"); // 0: calm
    QTest::addColumn<double>("overloaded");
    QTest::addColumn<double>("error");
    QTest::newRow("calm") << 0.0 << 0.01 << 0.02;
    QTest::newRow("a burst at its worst") << 1.0 << 0.5 << 0.02;
    QTest::newRow("a burst at half of it") << 0.5 << 0.255 << 0.02;
}

void TestWorld::sharesAreThoseOfTheMix()
{
    QFETCH(double, severity);
    QFETCH(double, overloaded);
    QFETCH(double, error);
    Scenario scenario = always(Shape::Ok);
    ModelBehaviour& behaviour = scenario.behaviours[0].behaviour;
    behaviour.calm[Shape::OverloadedHttp] = 0.01;
    behaviour.calm[Shape::Error500] = 0.02;
    behaviour.burst[Shape::OverloadedHttp] = 0.5;
    scenario.bursts.push_back({{}, {start - 1h, start + 1h}, severity});
    const World world(scenario, 3, Catalogue::shipped());
    constexpr double n = 20'000;
    std::array<double, shapeCount> counts {};
    for (quint64 i = 0; i < quint64(n); ++i) {
        ++counts[std::size_t(world.answer({opus, start, i, true}).shape)];
    }
    const auto agrees = [&](Shape shape, double share) {
        const double deviation = std::sqrt(n * share * (1 - share));
        return std::abs(counts[std::size_t(shape)] - n * share) < 4 * deviation;
    };
    QVERIFY(agrees(Shape::OverloadedHttp, overloaded));
    QVERIFY(agrees(Shape::Error500, error));
    QVERIFY(agrees(Shape::Ok, 1 - overloaded - error));
}

void TestWorld::badDayMeetsEveryShape()
{
    const World world = shippedWorld(QStringLiteral("bad-day"), 7);
    std::array<int, shapeCount> counts {};
    for (quint64 i = 0; i < 600; ++i) {
        ++counts[std::size_t(world.answer({opus, start + i * 1s, i, true}).shape)];
    }
    for (std::size_t i = 0; i < shapeCount; ++i) {
        // A wrong bill would end the day at once: who probes must stop at the first one.
        QVERIFY2((counts[i] > 0) == (Shape(i) != Shape::RunawayUsage), name(Shape(i)).data());
    }
}

void TestWorld::plainRequestNeverMeetsAStreamError()
{
    const World world = shippedWorld(QStringLiteral("bad-day"), 7);
    int streamErrors = 0;
    for (quint64 i = 0; i < 2000; ++i) {
        const Shape streamed = world.answer({opus, start, i, true}).shape;
        const Shape plain = world.answer({opus, start, i, false}).shape;
        QCOMPARE(plain, withoutStream(streamed));
        streamErrors += plain == streamed ? 0 : 1;
        QVERIFY(plain != Shape::OverloadedFirst && plain != Shape::OverloadedMid);
    }
    QVERIFY(streamErrors > 0);
}

void TestWorld::delaysAreInOrder()
{
    const World world = shippedWorld(QStringLiteral("bad-day"), 7);
    for (quint64 i = 0; i < 2000; ++i) {
        const Answer answer = world.answer({opus, start, i, true});
        QVERIFY(answer.firstByte > 0us);
        QVERIFY(answer.firstToken >= answer.firstByte);
        QVERIFY(answer.tokenGap(0) > 0us);
        QVERIFY(answer.tokenGap(3) == answer.tokenGap(3));
    }
}

void TestWorld::firstTokenHasItsMedian()
{
    Scenario scenario = always(Shape::Ok);
    scenario.behaviours[0].behaviour.firstToken = 600ms;
    const World world(scenario, 3, Catalogue::shipped());
    constexpr int n = 10'000;
    int below = 0;
    for (quint64 i = 0; i < n; ++i) {
        below += world.answer({opus, start, i, true}).firstToken < 600ms ? 1 : 0;
    }
    QVERIFY(std::abs(below - n / 2) < 4 * 50);
}

void TestWorld::existence_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<qint64>("at");
    QTest::addColumn<bool>("exists");
    const auto ms = [](TimePoint t) { return toEpochMs(t); };
    QTest::newRow("before its release") << opus << ms(utc(2026, 4, 15, 23, 59)) << false;
    QTest::newRow("on its release day") << opus << ms(utc(2026, 4, 16)) << true;
    QTest::newRow("of the catalogue alone")
        << QStringLiteral("claude-opus-4-8") << ms(start) << true;
    QTest::newRow("by its alias") << QStringLiteral("claude-sonnet-4-5") << ms(start) << true;
    QTest::newRow("retired") << QStringLiteral("claude-sonnet-4-5-20250929")
                             << ms(utc(2026, 11, 30)) << false;
    QTest::newRow("nobody's") << QStringLiteral("claude-opus-9") << ms(start) << false;
}

void TestWorld::existence()
{
    QFETCH(QString, model);
    QFETCH(qint64, at);
    QFETCH(bool, exists);
    const World world = shippedWorld(QStringLiteral("capacity-deal"), 1);
    QCOMPARE(world.exists(model, fromEpochMs(at)), exists);
}

void TestWorld::limitsChangeAtTheirDate()
{
    const World world = shippedWorld(QStringLiteral("capacity-deal"), 1);
    const QString pool = QStringLiteral("Opus 4.x");
    QCOMPARE(world.limits(pool, utc(2026, 5, 6, 15, 59)).inputTokens, qint64(30'000));
    QCOMPARE(world.limits(pool, utc(2026, 5, 6, 16)).inputTokens, qint64(500'000));
    QCOMPARE(world.limits(pool, utc(2026, 6, 26, 15, 59)).requests, qint64(50));
    QCOMPARE(world.limits(pool, utc(2026, 6, 26, 16)).requests, qint64(1'000));
    QCOMPARE(world.limits(QStringLiteral("Sonnet 5"), start).inputTokens, qint64(2'000'000));
}

void TestWorld::otherTrafficIsSmooth()
{
    const World world = shippedWorld(QStringLiteral("capacity-deal"), 5);
    double least = 1;
    double most = 0;
    double before = -1;
    for (TimePoint t = start; t < start + 168h; t += 1min) {
        const double share =
            world.otherTraffic(QStringLiteral("Opus 4.x"), LimitKind::InputTokens, t);
        least = std::min(least, share);
        most = std::max(most, share);
        QVERIFY(before < 0 || std::abs(share - before) < 0.06);
        before = share;
    }
    QVERIFY(least >= 0.03);
    QVERIFY(most <= 0.75);
    QVERIFY(most - least > 0.1);
}

QTEST_GUILESS_MAIN(TestWorld)
#include "tst_world.moc"
