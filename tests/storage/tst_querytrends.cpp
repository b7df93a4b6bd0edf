// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/localweek.h"
#include "storage/query/trendrow.h"
#include "storage/query/trends.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QDateTime>
#include <QTest>

#include <cmath>
#include <random>
#include <set>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;
using Metric = TrendRow::Metric;

class TestQueryTrends : public QObject
{
    Q_OBJECT

private slots:
    void localWeeks_data();
    void localWeeks();
    void everyLocalHourIsItsOwn();
    void sharesFollowNewcombe();
    void verdictsOfShares_data();
    void verdictsOfShares();
    void verdictsOfTimes_data();
    void verdictsOfTimes();
    void intervalsOfTimesHoldWhatTheySay_data();
    void intervalsOfTimesHoldWhatTheySay();
    void aStepOfOneBinIsNeverBeyondChance();
    void hoursWithoutDataInEitherWeekAreLeftOutOfBoth();
    void theHourUnderWayIsLeftOut();
    void daylightSavingDoesNotShiftTheWeek();
    void weeksAddUp();

private:
    QString m_model = QStringLiteral("claude-opus-4-7");
    QTimeZone m_berlin {"Europe/Berlin"};
};

namespace {

stats::Sketch logNormal(int n, double medianMs)
{
    stats::Sketch sketch;
    for (int i = 0; i < n; ++i) {
        // A logistic spread over the ranks: no randomness, a smooth distribution.
        const double u = (i + 0.5) / n;
        sketch.add(medianMs * 1000 * std::pow(u / (1 - u), 0.3));
    }
    return sketch;
}

const TrendRow& row(const std::vector<TrendRow>& rows, Metric metric)
{
    return *std::ranges::find(rows, metric, &TrendRow::metric);
}

} // namespace

void TestQueryTrends::localWeeks_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("moment");
    QTest::addColumn<QString>("monday");
    QTest::addColumn<int>("hours");
    QTest::addColumn<int>("hour"); // of the week, of the moment
    const auto add = [](const char* name, const char* zone, const char* moment, const char* monday,
                        int hours, int hour) {
        QTest::newRow(name) << QByteArray(zone) << QString::fromLatin1(moment)
                            << QString::fromLatin1(monday) << hours << hour;
    };
    add("UTC, Saturday afternoon", "UTC", "2026-11-21T14:32:10Z", "2026-11-16T00:00:00Z", 168, 134);
    add("UTC, the first moment of a week", "UTC", "2026-11-16T00:00:00Z", "2026-11-16T00:00:00Z",
        168, 0);
    add("UTC, the last moment of a week", "UTC", "2026-11-15T23:59:59.999Z", "2026-11-09T00:00:00Z",
        168, 167);
    add("Berlin, winter", "Europe/Berlin", "2026-11-21T14:32:10Z", "2026-11-15T23:00:00Z", 168,
        135);
    add("Berlin, the week that loses an hour", "Europe/Berlin", "2026-03-29T01:00:00Z",
        "2026-03-22T23:00:00Z", 167, 147);
    add("Berlin, the week that gains an hour", "Europe/Berlin", "2026-10-25T01:30:00Z",
        "2026-10-18T22:00:00Z", 169, 146);
    add("Kolkata, half an hour off", "Asia/Kolkata", "2026-11-21T14:32:10Z", "2026-11-15T18:30:00Z",
        168, 139);
}

void TestQueryTrends::localWeeks()
{
    QFETCH(const QByteArray, zone);
    QFETCH(const QString, moment);
    QFETCH(const QString, monday);
    QFETCH(const int, hours);
    QFETCH(const int, hour);
    const TimePoint t = at(moment.toLatin1().constData());
    const LocalWeek week(t, QTimeZone(zone));
    QCOMPARE(toEpochMs(week.monday()), toEpochMs(at(monday.toLatin1().constData())));
    QCOMPARE(int(week.range().length() / 1h), hours);
    QCOMPARE(week.hourOf(t), hour);
    QCOMPARE(week.hourOf(week.range().to), -1);
    QVERIFY(week.previous().range().to == week.range().from);
}

void TestQueryTrends::everyLocalHourIsItsOwn()
{
    const LocalWeek spring(at("2026-03-25T12:00:00Z"), m_berlin);
    const LocalWeek autumn(at("2026-10-21T12:00:00Z"), m_berlin);
    std::map<int, int> inSpring;
    std::map<int, int> inAutumn;
    for (TimePoint t = spring.range().from; t < spring.range().to; t += 1h) {
        ++inSpring[spring.hourOf(t)];
    }
    for (TimePoint t = autumn.range().from; t < autumn.range().to; t += 1h) {
        ++inAutumn[autumn.hourOf(t)];
    }
    for (int hour = 0; hour < hoursOfWeek; ++hour) {
        QCOMPARE(inSpring[hour], hour == 6 * 24 + 2 ? 0 : 1); // 02:00 on Sunday does not exist
        QCOMPARE(inAutumn[hour], hour == 6 * 24 + 2 ? 2 : 1); // and exists twice
    }
}

void TestQueryTrends::sharesFollowNewcombe()
{
    // Newcombe 1998, Statistics in Medicine 17:873, table II, (a) 56/70 - 48/80, method 10: 0.2000,
    // 0.0524 to 0.3339. Ours is this - last.
    const TrendRow a = shareRow(Metric::OverloadRate, {.hits = 48, .n = 80}, {.hits = 56, .n = 70});
    QVERIFY(std::abs(*a.difference - 0.2) < 5e-5);
    QVERIFY(std::abs(*a.low - 0.0524) < 5e-5);
    QVERIFY(std::abs(*a.high - 0.3339) < 5e-5);
    QCOMPARE(a.nLast, quint64(80));
    QCOMPARE(a.nThis, quint64(70));
    QCOMPARE(*a.lastWeek, 0.6);
}

void TestQueryTrends::verdictsOfShares_data()
{
    QTest::addColumn<int>("hitsLast");
    QTest::addColumn<int>("nLast");
    QTest::addColumn<int>("hitsNow");
    QTest::addColumn<int>("nNow");
    QTest::addColumn<QString>("word");
    QTest::newRow("no data last week") << 0 << 0 << 5 << 1000 << QStringLiteral("Too few to tell");
    QTest::newRow("nineteen are too few")
        << 0 << 19 << 500 << 1000 << QStringLiteral("Too few to tell");
    QTest::newRow("lower") << 240 << 10000 << 97 << 10000 << QStringLiteral("Lower, beyond chance");
    QTest::newRow("higher") << 97 << 10000 << 240 << 10000
                            << QStringLiteral("Higher, beyond chance");
    QTest::newRow("could be chance")
        << 42 << 7410 << 50 << 7930 << QStringLiteral("Not decided: could be no change");
    QTest::newRow("never seen in either")
        << 0 << 7410 << 0 << 7930 << QStringLiteral("Not decided: could be no change");
}

void TestQueryTrends::verdictsOfShares()
{
    QFETCH(const int, hitsLast);
    QFETCH(const int, nLast);
    QFETCH(const int, hitsNow);
    QFETCH(const int, nNow);
    QFETCH(const QString, word);
    const TrendRow result =
        shareRow(Metric::OverloadRate, {.hits = quint64(hitsLast), .n = quint64(nLast)},
                 {.hits = quint64(hitsNow), .n = quint64(nNow)});
    QCOMPARE(result.verdict.word, word);
    QCOMPARE(result.lastWeek.has_value(), nLast > 0);
}

void TestQueryTrends::verdictsOfTimes_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<double>("last");
    QTest::addColumn<double>("now");
    QTest::addColumn<QString>("word");
    QTest::newRow("much faster") << 5000 << 1580.0 << 1390.0
                                 << QStringLiteral("Faster, beyond chance");
    QTest::newRow("much slower") << 5000 << 1390.0 << 1580.0
                                 << QStringLiteral("Slower, beyond chance");
    QTest::newRow("the same") << 20000 << 1400.0 << 1400.0 << QStringLiteral("Same within 5 %");
    QTest::newRow("too wide to call")
        << 60 << 1400.0 << 1450.0 << QStringLiteral("Not decided: could be no change");
    QTest::newRow("too few") << 19 << 1400.0 << 2800.0 << QStringLiteral("Too few to tell");
}

void TestQueryTrends::verdictsOfTimes()
{
    QFETCH(const int, n);
    QFETCH(const double, last);
    QFETCH(const double, now);
    QFETCH(const QString, word);
    const TrendRow result =
        quantileRow(Metric::FirstTokenP50, 0.5, logNormal(n, last), logNormal(n, now));
    QCOMPARE(result.verdict.word, word);
    QCOMPARE(result.nThis, quint64(n));
    QVERIFY(std::abs(*result.lastWeek / last - 1) < 0.03);
    if (result.low) {
        QVERIFY(*result.low <= *result.difference && *result.difference <= *result.high);
    }
}

void TestQueryTrends::intervalsOfTimesHoldWhatTheySay_data()
{
    QTest::addColumn<double>("q");
    QTest::addColumn<int>("n");
    QTest::newRow("medians of 100") << 0.5 << 100;
    QTest::newRow("medians of 2000") << 0.5 << 2000;
    QTest::newRow("p95 of 400") << 0.95 << 400;
}

void TestQueryTrends::intervalsOfTimesHoldWhatTheySay()
{
    QFETCH(const double, q);
    QFETCH(const int, n);
    std::mt19937 random(99);
    const auto draw = [&random](double scale) {
        const double u = (double(random()) + 0.5) / 4294967296.0;
        return scale * std::pow(u / (1 - u), 0.3); // log-logistic: every quantile scales alike
    };
    constexpr int trials = 1000;
    int held = 0;
    for (int trial = 0; trial < trials; ++trial) {
        stats::Sketch last;
        stats::Sketch now;
        for (int i = 0; i < n; ++i) {
            last.add(draw(1'000'000));
            now.add(draw(1'100'000));
        }
        const TrendRow result = quantileRow(Metric::FirstTokenP50, q, last, now);
        QVERIFY(result.low && result.high);
        held += *result.low <= 0.1 && 0.1 <= *result.high ? 1 : 0;
    }
    // 95 % or more; four standard errors of a thousand trials below that would be a defect.
    QVERIFY2(held >= trials * (0.95 - 4 * std::sqrt(0.95 * 0.05 / trials)),
             qPrintable(QString::number(held)));
    QVERIFY2(held < trials, "an interval that always holds says nothing");
}

void TestQueryTrends::aStepOfOneBinIsNeverBeyondChance()
{
    // Values so dense that the order statistics fall into the estimate's own bin.
    stats::Sketch last;
    stats::Sketch now;
    last.add(1'000'000, 100'000);
    now.add(1'000'000 * 1.012, 100'000); // the next bin
    const TrendRow result = quantileRow(Metric::FirstTokenP50, 0.5, last, now);
    QVERIFY(*result.difference > 0);
    QVERIFY(*result.low <= 0 && *result.high >= 0);
}

void TestQueryTrends::hoursWithoutDataInEitherWeekAreLeftOutOfBoth()
{
    MemoryStore store;
    const TimePoint lastMonday = at("2026-11-09T00:00:00Z");
    const TimePoint monday = at("2026-11-16T00:00:00Z");
    const auto fill = [&](TimePoint hour, int ok, int overloaded, int limited) {
        for (int i = 0; i < ok + overloaded + limited; ++i) {
            const Outcome outcome = i < ok ? Outcome::Ok
                : i < ok + overloaded      ? Outcome::OverloadedHttp
                                           : Outcome::RateLimited;
            store.add(observed(m_model, hour + 1s * i, outcome));
        }
    };
    fill(lastMonday, 50, 1, 0);
    fill(monday, 40, 2, 0);
    fill(lastMonday + 1h, 50, 10, 0); // this week has nothing then
    fill(monday + 2h, 50, 20, 0); // last week had nothing then
    fill(lastMonday + 3h, 10, 0, 0);
    fill(monday + 3h, 0, 0, 10); // only 429: in the 429 share, not in the rate

    const auto result = trends(store, Catalogue::shipped(), {}, monday + 5h, QTimeZone::utc());
    QVERIFY(result);
    const TrendRow& rate = row(result->models.front().rows, Metric::OverloadRate);
    QCOMPARE(rate.nLast, quint64(51));
    QCOMPARE(rate.nThis, quint64(42));
    const TrendRow& limited = row(result->models.front().rows, Metric::LimitedShare);
    QCOMPARE(limited.nLast, quint64(61));
    QCOMPARE(limited.nThis, quint64(52));
    QCOMPARE(*limited.thisWeek, 10.0 / 52);
    QCOMPARE(result->models.front().lastWeek[1].counts.reached(), quint64(60)); // still drawn
}

void TestQueryTrends::theHourUnderWayIsLeftOut()
{
    MemoryStore store;
    const TimePoint monday = at("2026-11-16T00:00:00Z");
    for (int minute = 0; minute < 150; ++minute) {
        store.add(observed(m_model, monday + 1min * minute));
        store.add(observed(m_model, monday - 24h * 7 + 1min * minute));
    }
    const auto result = trends(store, Catalogue::shipped(), {}, monday + 2h + 20min, {});
    QVERIFY(result);
    QVERIFY(result->comparedUntil == monday + 2h);
    const TrendRow& rate = row(result->models.front().rows, Metric::OverloadRate);
    QCOMPARE(rate.nThis, quint64(120));
    QCOMPARE(rate.nLast, quint64(120));
    QCOMPARE(result->models.front().thisWeek[2].counts.reached(), quint64(20)); // up to asOf
}

void TestQueryTrends::daylightSavingDoesNotShiftTheWeek()
{
    // Busy from 15:00 to 16:00 Berlin time, on either side of the change of 25 October 2026.
    MemoryStore store;
    for (int day = 0; day < 14; ++day) {
        const QDate date = QDate(2026, 10, 19).addDays(day);
        for (int hour = 0; hour < 24; ++hour) {
            const QDateTime local(date, QTime(hour, 5), m_berlin);
            store.add(observed(m_model, fromEpochMs(local.toMSecsSinceEpoch()),
                               hour == 15 ? Outcome::OverloadedHttp : Outcome::Ok));
        }
    }
    const auto result =
        trends(store, Catalogue::shipped(), {}, at("2026-11-01T22:59:00Z"), m_berlin);
    QVERIFY(result);
    QVERIFY(result->thisMonday == at("2026-10-25T23:00:00Z"));
    const ModelTrend& trend = result->models.front();
    for (std::size_t hour = 0; hour < 168; ++hour) {
        QCOMPARE(trend.lastWeek[hour].counts.overloaded(), quint64(hour % 24 == 15 ? 1 : 0));
        QCOMPARE(trend.thisWeek[hour].counts.overloaded(), quint64(hour % 24 == 15 ? 1 : 0));
    }
}

void TestQueryTrends::weeksAddUp()
{
    MemoryStore store;
    const TimePoint from = at("2026-10-28T07:00:00Z");
    const TimePoint asOf = at("2026-11-21T14:32:10Z");
    const SyntheticPlan plan {.seed = 5,
                              .range = {from, asOf},
                              .every = 30min,
                              .models = {m_model, QStringLiteral("claude-haiku-5-5")},
                              .kinds = {ProbeKind::Admission, ProbeKind::Generation}};
    QVERIFY(store.append({syntheticObservations(plan), {}, {}}));
    const auto result = trends(store, Catalogue::shipped(), {m_model}, asOf, m_berlin);
    QVERIFY(result);
    Summary sum;
    for (const WeekTotal& week : result->weeks) {
        QCOMPARE(week.model, m_model);
        QCOMPARE(week.complete, week.monday < at("2026-11-16T00:00:00Z"));
        sum += week.summary;
    }
    QCOMPARE(result->weeks.size(), std::size_t(4));
    Summary rows;
    for (const Observation& observation : store.rows()) {
        if (observation.target.model == m_model) {
            rows.add(observation);
        }
    }
    QVERIFY(sum == rows);
}

QTEST_GUILESS_MAIN(TestQueryTrends)
#include "tst_querytrends.moc"
