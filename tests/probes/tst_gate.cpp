// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/cost.h"
#include "probes/schedule/gate.h"
#include "tests/support/observationbuilder.h"

#include <QTest>

#include <map>
#include <random>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr TimePoint start = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 9h;
const TargetId dear {u"claude-fable-5-1"_s, ProbeKind::Generation};

BudgetSettings budgetOf(std::optional<double> day, std::optional<double> month)
{
    return {.usdPerDay = day, .usdPerMonth = month, .requestsPerMinute = 1'000'000};
}

Observation answerTo(const TargetId& target, TimePoint at, const Usage& usage)
{
    Observation observation;
    observation.target = target;
    observation.at = at;
    observation.httpStatus = 200;
    observation.usage = usage;
    observation.costNanoUsd = Catalogue::shipped().costNanoUsd(target.model, usage, at);
    return observation;
}

// Sends probes through a gate as an unruly world would answer them, and keeps books of its own.
class UnrulyWorld
{
public:
    UnrulyWorld(const BudgetSettings& budget, quint32 seed)
        : m_gate(budget, Catalogue::shipped(), {}, start)
        , m_dice(seed)
    {
    }

    void step()
    {
        moveClock();
        const Instant now {m_wall, m_elapsed};
        if (!m_gate.refusal(dear, now)) {
            const qint64 assumed =
                std::max(m_dearestSeen, assumedCostNanoUsd(dear, Catalogue::shipped(), m_wall));
            book(m_wall, assumed);
            m_flights.push_back({m_gate.admit(dear, now), m_wall, assumed});
            m_mostPlannedInADay = std::max(m_mostPlannedInADay, m_days[dayOf(m_wall)]);
            m_mostPlannedInAMonth = std::max(m_mostPlannedInAMonth, m_months[monthOf(m_wall)]);
            ++sent;
        }
        if (m_flights.size() > 8 || (!m_flights.empty() && below(2) == 0)) {
            land();
        }
    }

    qint64 mostPlannedInADay() const { return m_mostPlannedInADay; }
    qint64 mostPlannedInAMonth() const { return m_mostPlannedInAMonth; }
    int sent = 0;

private:
    struct Flight
    {
        qint64 reservation;
        TimePoint at;
        qint64 booked;
    };

    static std::chrono::sys_days dayOf(TimePoint t)
    {
        return std::chrono::floor<std::chrono::days>(t);
    }
    static std::chrono::sys_days monthOf(TimePoint t)
    {
        const std::chrono::year_month_day date(dayOf(t));
        return date.year() / date.month() / 1;
    }
    quint32 below(quint32 n) { return quint32(m_dice() % n); }
    void book(TimePoint at, qint64 nanoUsd)
    {
        m_days[dayOf(at)] += nanoUsd;
        m_months[monthOf(at)] += nanoUsd;
    }

    void moveClock()
    {
        const auto passed = std::chrono::milliseconds(below(120'000));
        m_elapsed += passed;
        m_wall += passed;
        if (below(2000) == 0) { // somebody sets the clock: minutes, or days
            const int span = below(4) == 0 ? 4 * 86'400 : 3 * 3600;
            m_wall += std::chrono::seconds(int(below(quint32(2 * span))) - span);
        }
    }

    void land()
    {
        const auto index = below(quint32(m_flights.size()));
        const Flight flight = m_flights[index];
        m_flights.erase(m_flights.begin() + index);
        Observation answer = answerTo(dear, flight.at + 5ms, {17, 32, {}, {}});
        qint64 billed = answer.costNanoUsd.value_or(0);
        switch (below(8)) {
        case 0: // overloaded: nothing is billed
            answer = ObservationBuilder(dear.model, dear.kind).at(flight.at).overloaded();
            billed = 0;
            break;
        case 1: // nobody knows what became of it
            answer = ObservationBuilder(dear.model, dear.kind)
                         .at(flight.at)
                         .outcome(Outcome::TimedOut, 0);
            billed = flight.booked;
            break;
        case 2: // a stream that was cut before it told its usage
            answer = ObservationBuilder(dear.model, dear.kind).at(flight.at);
            answer.outcome = Outcome::Cut;
            billed = flight.booked;
            break;
        case 3: // dearer than assumed, within what the fuse lets pass
            answer = answerTo(dear, flight.at, {17 + below(500), 32, {}, {}});
            billed = *answer.costNanoUsd;
            m_dearestSeen = std::max(m_dearestSeen, billed);
            break;
        default:
            break;
        }
        book(flight.at, billed - flight.booked);
        QVERIFY(!m_gate.settle(flight.reservation, answer, {m_wall, m_elapsed}));
    }

    Gate m_gate;
    std::mt19937 m_dice;
    TimePoint m_wall = start;
    Elapsed m_elapsed {0};
    std::vector<Flight> m_flights;
    std::map<std::chrono::sys_days, qint64> m_days;
    std::map<std::chrono::sys_days, qint64> m_months;
    qint64 m_dearestSeen = 0;
    qint64 m_mostPlannedInADay = 0;
    qint64 m_mostPlannedInAMonth = 0;
};

} // namespace

class TestGate : public QObject
{
    Q_OBJECT

private slots:
    void aMillionProbesStayWithinTheDay();
    void probesStayWithinTheMonth();
    void assumesTheMostThatCanBeBilled_data();
    void assumesTheMostThatCanBeBilled();
    void learnsUpwardsOnly();
    void settlesWhatIsBilled_data();
    void settlesWhatIsBilled();
    void theFuseStopsAllThatIsPaid();
    void aTrippedFuseTripsOnce();
    void scarceHeadroomSlowsDown();
};

void TestGate::aMillionProbesStayWithinTheDay()
{
    UnrulyWorld world(budgetOf(0.10, std::nullopt), 20'261'121);
    for (int i = 0; i < 1'000'000; ++i) {
        world.step();
    }
    QVERIFY2(world.mostPlannedInADay() <= 100'000'000,
             qPrintable(QString::number(world.mostPlannedInADay())));
    QVERIFY(world.mostPlannedInADay() > 95'000'000); // it is used, too
    QVERIFY(world.sent > 10'000);
}

void TestGate::probesStayWithinTheMonth()
{
    UnrulyWorld world(budgetOf(std::nullopt, 1.0), 7);
    for (int i = 0; i < 200'000; ++i) {
        world.step();
    }
    QVERIFY2(world.mostPlannedInAMonth() <= 1'000'000'000,
             qPrintable(QString::number(world.mostPlannedInAMonth())));
    QVERIFY(world.mostPlannedInAMonth() > 990'000'000);
}

void TestGate::assumesTheMostThatCanBeBilled_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<ProbeKind>("kind");
    QTest::addColumn<QDate>("on");
    QTest::addColumn<qint64>("atLeast"); // nano-USD
    const QDate today(2026, 11, 21);
    QTest::newRow("an admission") << u"claude-opus-4-7"_s << ProbeKind::Admission << today
                                  << qint64(15 * 5'000 + 25'000);
    QTest::newRow("a generation that thinks") << u"claude-opus-5-5"_s << ProbeKind::Generation
                                              << today << qint64(25 * 4'000 + 32 * 20'000);
    QTest::newRow("a model of unknown price")
        << u"claude-next"_s << ProbeKind::Admission << today << qint64(15 * 10'000 + 50'000);
    QTest::newRow("a clock before every price")
        << u"claude-opus-4-7"_s << ProbeKind::Admission << QDate(1970, 1, 1)
        << qint64(15 * 10'000 + 50'000);
    QTest::newRow("a control is free")
        << u"claude-opus-4-7"_s << ProbeKind::Control << today << qint64(0);
}

void TestGate::assumesTheMostThatCanBeBilled()
{
    QFETCH(QString, model);
    QFETCH(ProbeKind, kind);
    QFETCH(QDate, on);
    QFETCH(qint64, atLeast);
    const TimePoint at = fromEpochMs(on.startOfDay(Qt::UTC).toMSecsSinceEpoch());
    const qint64 most = assumedCostNanoUsd({model, kind}, Catalogue::shipped(), at);
    QVERIFY2(most >= atLeast && most <= 3 * atLeast, qPrintable(QString::number(most)));
}

void TestGate::learnsUpwardsOnly()
{
    CostCeilings ceilings;
    const auto most = [&] { return ceilings.nanoUsd(dear, Catalogue::shipped(), start); };
    const qint64 before = most();
    ceilings.learn(answerTo(dear, start, {1, 1, {}, {}}));
    QCOMPARE(most(), before);
    ceilings.learn(answerTo(dear, start, {400, 1, {}, {}}));
    QCOMPARE(most(), 400 * 10'000 + 32 * 50'000);
    ceilings.learn(ObservationBuilder(dear.model, dear.kind).overloaded());
    QCOMPARE(most(), 400 * 10'000 + 32 * 50'000);
}

void TestGate::settlesWhatIsBilled_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Phase>("failedIn");
    QTest::addColumn<qint64>("cost"); // -1: not known
    QTest::addColumn<qint64>("billed");
    QTest::newRow("the true cost") << 200 << Phase::None << qint64(30) << qint64(30);
    QTest::newRow("an error is not billed") << 529 << Phase::None << qint64(-1) << qint64(0);
    QTest::newRow("what nobody told stands") << 0 << Phase::FirstByte << qint64(-1) << qint64(100);
    QTest::newRow("a stream cut before its usage stands")
        << 200 << Phase::Stream << qint64(-1) << qint64(100);
    QTest::newRow("no name, no bill") << 0 << Phase::Resolve << qint64(-1) << qint64(0);
    QTest::newRow("no connection, no bill") << 0 << Phase::Connect << qint64(-1) << qint64(0);
    QTest::newRow("a request under way may be billed")
        << 0 << Phase::Send << qint64(-1) << qint64(100);
}

void TestGate::settlesWhatIsBilled()
{
    QFETCH(int, status);
    QFETCH(Phase, failedIn);
    QFETCH(qint64, cost);
    Observation observation = ObservationBuilder().outcome(Outcome::Ok, status);
    observation.failedIn = failedIn;
    observation.costNanoUsd = cost < 0 ? std::nullopt : std::optional(cost);
    QTEST(CostCeilings::billedNanoUsd(observation, Catalogue::shipped(), 100), "billed");
}

void TestGate::theFuseStopsAllThatIsPaid()
{
    Gate gate(budgetOf(1.0, 10.0), Catalogue::shipped(), {}, start);
    const Instant now {start, 1s};
    QVERIFY(!gate.refusal(dear, now));
    const auto trip =
        gate.settle(gate.admit(dear, now), answerTo(dear, start, {17, 33, {}, {}}), now);
    QVERIFY(trip);
    QCOMPARE(trip->asked.outputTokens, 32);
    const Instant later {start + 48h, 48h};
    for (const ProbeKind kind :
         {ProbeKind::Admission, ProbeKind::Prefill, ProbeKind::Followup, ProbeKind::CacheWrite}) {
        const auto refusal = gate.refusal({u"claude-haiku-5-5"_s, kind, u"other"_s}, later);
        QVERIFY(refusal);
        QVERIFY2(refusal->reason.contains(u"fuse"_s), qPrintable(refusal->reason));
        QVERIFY(!refusal->gap);
    }
    QVERIFY(!gate.refusal({u"claude-haiku-5-5"_s, ProbeKind::Control}, later));
    QVERIFY(!gate.refusal({{}, ProbeKind::Line}, later));
    gate.setFuse(std::nullopt);
    QVERIFY(!gate.refusal(dear, later));
}

void TestGate::aTrippedFuseTripsOnce()
{
    Gate gate(budgetOf(1.0, 10.0), Catalogue::shipped(), {}, start);
    const Instant now {start, 1s};
    const qint64 first = gate.admit(dear, now);
    const qint64 second = gate.admit(dear, now);
    const Observation tooMuch = answerTo(dear, start, {17, 9000, {}, {}});
    QVERIFY(gate.settle(first, tooMuch, now));
    QVERIFY(!gate.settle(second, tooMuch, now)); // was under way already
    QVERIFY(!gate.settle(second, tooMuch, now)); // and is settled
}

void TestGate::scarceHeadroomSlowsDown()
{
    Gate gate(budgetOf(1.0, 10.0), Catalogue::shipped(), {}, start);
    Observation answer = answerTo(dear, start, {17, 32, {}, {}});
    answer.limits[LimitKind::Requests] = {50, 7, start + 50s};
    gate.settle(gate.admit(dear, {start, 0s}), answer, {start, 1s});
    int sent = 0;
    for (int i = 1; i <= 4; ++i) {
        const Instant due {start + i * 60s, i * 60s};
        if (const auto refusal = gate.refusal(dear, due)) {
            QVERIFY2(refusal->reason.contains(u"7 of 50 left"_s), qPrintable(refusal->reason));
        } else {
            gate.settle(gate.admit(dear, due), answer, due);
            ++sent;
        }
    }
    QCOMPARE(sent, 2);
}

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
