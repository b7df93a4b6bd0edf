// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/dashboard.h"
#include "storage/report/restingtext.h"
#include "storage/report/statusreport.h"
#include "tests/support/brokenstore.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

class TestQueryDashboard : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void windowsAreExactToTheMillisecond_data();
    void windowsAreExactToTheMillisecond();
    void theFiguresOfASilentModelStayAsTheyWere();
    void partsAgreeWithEachOther();
    void onlyThePartsAskedForAreRead();
    void sparkAddsUpToTheDay();
    void collectorCountsEveryKind();
    void anEmptyStoreHasNothingToSay();
    void aSkippedProbeWasNotSent();
    void anOverloadedModelSaysSinceWhen();
    void aSelectionHidesModelsButNotTheCollector();
    void statusCountsEqualTheRows();
    void statusIsOneLineForEachModel();
    void anErrorOfTheReaderIsPassedOn();

private:
    DashboardQuestion question(const QStringList& models = {}) const;

    const TimePoint m_asOf = at("2026-11-21T14:32:10.250Z");
    MemoryStore m_store;
};

namespace {

QString opus()
{
    return QStringLiteral("claude-opus-4-7");
}

QString haiku()
{
    return QStringLiteral("claude-haiku-5-5");
}

OutcomeCounts countIn(const MemoryStore& store, const QString& model, TimeRange range)
{
    OutcomeCounts counts;
    for (const Observation& row : store.rows()) {
        if (row.target.model == model && countsInRate(row.target.kind) && range.contains(row.at)) {
            ++counts[row.outcome];
        }
    }
    return counts;
}

} // namespace

DashboardQuestion TestQueryDashboard::question(const QStringList& models) const
{
    return {{{m_asOf - 24h, m_asOf}, models}, m_asOf, QTimeZone("Europe/Berlin"), 10min};
}

void TestQueryDashboard::initTestCase()
{
    const SyntheticPlan plan {.seed = 2,
                              .range = {m_asOf - 24h * 16, m_asOf},
                              .every = 10min,
                              .models = {opus(), haiku()},
                              .kinds = {ProbeKind::Admission, ProbeKind::Generation,
                                        ProbeKind::Followup, ProbeKind::Control}};
    Batch batch {syntheticObservations(plan), {}, {}};
    batch.events = {{m_asOf - 3h, EventType::Note, QStringLiteral("Inside"), {}, {}},
                    {m_asOf - 30h, EventType::Note, QStringLiteral("Before"), {}, {}}};
    batch.gaps = {{{m_asOf - 26h, m_asOf - 23h}, GapReason::Suspended},
                  {{m_asOf - 40h, m_asOf - 30h}, GapReason::NotRunning}};
    QVERIFY(m_store.append(batch));
}

void TestQueryDashboard::windowsAreExactToTheMillisecond_data()
{
    QTest::addColumn<qint64>("ageMs");
    QTest::addColumn<int>("hour");
    QTest::addColumn<int>("day");
    QTest::addColumn<int>("week");
    const qint64 hour = 3'600'000;
    QTest::newRow("one millisecond ago") << qint64(1) << 1 << 1 << 1;
    QTest::newRow("exactly an hour ago") << hour << 1 << 1 << 1;
    QTest::newRow("a millisecond more") << hour + 1 << 0 << 1 << 1;
    QTest::newRow("exactly a day ago") << 24 * hour << 0 << 1 << 1;
    QTest::newRow("a day and a millisecond") << 24 * hour + 1 << 0 << 0 << 1;
    QTest::newRow("exactly seven days ago") << 168 * hour << 0 << 0 << 1;
    QTest::newRow("seven days and a millisecond") << 168 * hour + 1 << 0 << 0 << 0;
    QTest::newRow("after the moment asked for") << qint64(-1) << 0 << 0 << 0;
}

void TestQueryDashboard::windowsAreExactToTheMillisecond()
{
    QFETCH(const qint64, ageMs);
    QFETCH(const int, hour);
    QFETCH(const int, day);
    QFETCH(const int, week);
    MemoryStore store;
    store.add(observed(opus(), m_asOf - std::chrono::milliseconds(ageMs), Outcome::OverloadedMid));
    store.add(observed(opus(), m_asOf - 1ms, Outcome::Ok)); // fresh
    const auto board = dashboard(store, Catalogue::shipped(), question());
    QVERIFY(board);
    const ModelOverview& model = board->models.front();
    QCOMPARE(model.hour.overloaded(), quint64(hour));
    QCOMPARE(model.day.overloaded(), quint64(day));
    QCOMPARE(model.week.overloaded(), quint64(week));
}

void TestQueryDashboard::theFiguresOfASilentModelStayAsTheyWere()
{
    MemoryStore store;
    for (int minutes = 0; minutes < 60; ++minutes) {
        store.add(observed(opus(), m_asOf - 40min - std::chrono::minutes(minutes),
                           minutes % 6 == 0 ? Outcome::OverloadedHttp : Outcome::Ok));
    }
    const auto board = dashboard(store, Catalogue::shipped(), question());
    QVERIFY(board);
    const ModelOverview& model = board->models.front();
    QCOMPARE(model.verdict.condition, Condition::Unknown);
    QCOMPARE(model.hour.overloaded(), quint64(10));
    QCOMPARE(model.hour.reached(), quint64(60));
}

void TestQueryDashboard::partsAgreeWithEachOther()
{
    const auto board = dashboard(m_store, Catalogue::shipped(), question());
    QVERIFY(board);
    QCOMPARE(board->models.size(), std::size_t(2));
    QCOMPARE(board->series.size(), std::size_t(2));
    for (std::size_t i = 0; i < 2; ++i) {
        const ModelOverview& model = board->models[i];
        QCOMPARE(board->series[i].model, model.model);
        // The range is the trailing day: the same numbers by another way.
        QVERIFY(board->series[i].whole.counts == model.day);
        const auto brute = [&](std::chrono::milliseconds length) {
            return countIn(m_store, model.model, {m_asOf - length, m_asOf});
        };
        QVERIFY(model.hour == brute(1h));
        QVERIFY(model.day == brute(24h));
        QVERIFY(model.week == brute(24h * 7));
        QCOMPARE(model.firstToken.n, board->series[i].whole.firstToken.count());
        QVERIFY(model.firstToken.p50 == estimateLatency(board->series[i].whole.firstToken).p50);
    }
    QCOMPARE(board->events.size(), std::size_t(1));
    QCOMPARE(board->events.front().title, QStringLiteral("Inside"));
    QCOMPARE(board->gaps.size(), std::size_t(1)); // the one that reaches into the range
    QCOMPARE(board->limits.changes.size(), std::size_t(2)); // input tokens of two pools
    QCOMPARE(board->trends.models.size(), std::size_t(2));
    QCOMPARE(board->step.count(), std::chrono::milliseconds(1h).count());
}

void TestQueryDashboard::onlyThePartsAskedForAreRead()
{
    DashboardQuestion asked = question();
    asked.parts = DashboardPart::Rates;
    const auto rates = dashboard(m_store, Catalogue::shipped(), asked);
    const auto whole = dashboard(m_store, Catalogue::shipped(), question());
    QVERIFY(rates && whole);
    QCOMPARE(rates->parts, DashboardParts(DashboardPart::Rates));
    QCOMPARE(rates->models.size(), whole->models.size());
    QCOMPARE(rates->series.size(), whole->series.size());
    QVERIFY(!whole->trends.models.empty() && !whole->events.empty() && !whole->targets.empty());
    QVERIFY(rates->trends.models.empty() && rates->events.empty() && rates->targets.empty());
}

void TestQueryDashboard::sparkAddsUpToTheDay()
{
    const auto board = dashboard(m_store, Catalogue::shipped(), question());
    QVERIFY(board);
    const ModelOverview& model = board->models.front();
    OutcomeCounts sum;
    for (const RateStep& step : model.spark) {
        QVERIFY(step.counts == countIn(m_store, model.model, step.range));
        QVERIFY(step.range.length() <= 10min);
        sum += step.counts;
    }
    QVERIFY(sum == model.day);
    QVERIFY(model.spark.size() <= 145);
}

void TestQueryDashboard::collectorCountsEveryKind()
{
    const auto board = dashboard(m_store, Catalogue::shipped(), question());
    QVERIFY(board);
    qint64 cost = 0;
    quint64 sent = 0;
    for (const Observation& row : m_store.rows()) {
        cost += row.at >= at("2026-11-21T00:00:00Z") ? row.costNanoUsd.value_or(0) : 0;
        sent += row.at >= m_asOf - 24h && row.outcome != Outcome::Skipped ? 1 : 0;
    }
    QCOMPARE(board->costTodayNanoUsd, cost);
    QCOMPARE(board->probesInDay, sent);
}

void TestQueryDashboard::anEmptyStoreHasNothingToSay()
{
    const MemoryStore store;
    const auto board = dashboard(store, Catalogue::shipped(), question());
    QVERIFY(board);
    QCOMPARE(board->verdict.sentence, QStringLiteral("Nothing measured yet."));
    QVERIFY(board->models.empty() && board->series.empty());
    QVERIFY(statusText(*board).startsWith(QStringLiteral("Nothing measured yet.")));
}

void TestQueryDashboard::aSkippedProbeWasNotSent()
{
    MemoryStore store;
    store.add(observed(opus(), m_asOf - 30h, Outcome::RateLimited));
    store.add(observed(opus(), m_asOf - 1min, Outcome::Skipped));
    const auto board = dashboard(store, Catalogue::shipped(), question());
    QVERIFY(board);
    const ModelOverview& model = board->models.front();
    QVERIFY(model.lastProbe == m_asOf - 30h);
    QVERIFY(model.lastOutcome == Outcome::RateLimited);
    QCOMPARE(model.verdict.word, QStringLiteral("Silent"));
    QCOMPARE(board->probesInDay, quint64(0));
    QCOMPARE(board->verdict.sentence, QStringLiteral("No probe for 30 h: the figures are old."));
}

void TestQueryDashboard::anOverloadedModelSaysSinceWhen()
{
    MemoryStore store;
    for (int i = 30; i >= 1; --i) {
        const Outcome outcome = i <= 13 && i % 3 != 0 ? Outcome::OverloadedHttp : Outcome::Ok;
        store.add(observed(opus(), m_asOf - 1min * i, outcome));
        store.add(observed(haiku(), m_asOf - 1min * i + 1s));
    }
    const auto board = dashboard(store, Catalogue::shipped(), question());
    QVERIFY(board);
    QVERIFY(board->models[0].overloadedSince == m_asOf - 13min);
    QVERIFY(!board->models[1].overloadedSince);
    QCOMPARE(board->verdict.sentence,
             QStringLiteral("It is them: Opus 4.7 is overloaded. Your line, your key and your "
                            "limits are fine."));
}

void TestQueryDashboard::aSelectionHidesModelsButNotTheCollector()
{
    const auto all = dashboard(m_store, Catalogue::shipped(), question());
    const auto one = dashboard(m_store, Catalogue::shipped(), question({haiku()}));
    QVERIFY(all && one);
    QCOMPARE(one->models.size(), std::size_t(1));
    QCOMPARE(one->models.front().model, haiku());
    QVERIFY(one->models.front().week == all->models.back().week);
    QCOMPARE(one->trends.models.size(), std::size_t(1));
    QCOMPARE(one->limits.pools.size(), std::size_t(1));
    QCOMPARE(one->probesInDay, all->probesInDay);
}

void TestQueryDashboard::statusCountsEqualTheRows()
{
    const auto board = dashboard(m_store, Catalogue::shipped(), question());
    QVERIFY(board);
    const QJsonObject status =
        QJsonDocument::fromJson(QJsonDocument(statusJson(*board)).toJson()).object();
    QCOMPARE(status[QStringLiteral("schema")].toInt(), statusSchema);
    QCOMPARE(status[QStringLiteral("as_of")].toString(),
             QStringLiteral("2026-11-21T14:32:10.250Z"));
    QCOMPARE(status[QStringLiteral("accounting")].toArray().size(), accountingRules().size());
    QCOMPARE(status[QStringLiteral("targets")].toArray().size(), 8);
    const QJsonArray own = status[QStringLiteral("own_traffic")].toArray();
    QCOMPARE(own.size(), qsizetype(board->own.size()));
    QCOMPARE(own[0][QStringLiteral("last_hour")].toInteger(), board->own[0].lastHour);
    QCOMPARE(status[QStringLiteral("tiers")].toArray().size(), 1);
    const QJsonArray models = status[QStringLiteral("models")].toArray();
    QCOMPARE(models.size(), 2);
    for (const auto& entry : models) {
        const QJsonObject model = entry.toObject();
        const OutcomeCounts expected =
            countIn(m_store, model[QStringLiteral("model")].toString(), {m_asOf - 24h, m_asOf});
        const QJsonObject counts = model[QStringLiteral("counts")].toObject();
        QCOMPARE(counts.size(), int(outcomeCount));
        for (std::size_t i = 0; i < outcomeCount; ++i) {
            QCOMPARE(quint64(counts[name(Outcome(i))].toInteger()), expected[Outcome(i)]);
        }
        const QJsonObject range = model[QStringLiteral("range")].toObject();
        QCOMPARE(range[QStringLiteral("rate")].toDouble(),
                 double(expected.overloaded()) / double(expected.reached()));
    }
}

void TestQueryDashboard::statusIsOneLineForEachModel()
{
    const auto board = dashboard(m_store, Catalogue::shipped(), question());
    QVERIFY(board);
    const QStringList lines = statusText(*board).split(QLatin1Char('\n'));
    QCOMPARE(lines.filter(QStringLiteral("Opus 4.7  ")).size(), 1);
    const QString line = lines.filter(QStringLiteral("Haiku 5.5  ")).constFirst();
    QVERIFY2(line.contains(QStringLiteral(", n = ")), qPrintable(line));
    QVERIFY2(line.endsWith(QStringLiteral(" ago")), qPrintable(line));
    QCOMPARE(lines.filter(QStringLiteral("Own probes in the last hour: Haiku 5.5 ")).size(), 1);
    QCOMPARE(lines.filter(QStringLiteral("Tier: ")).size(), 1);
    // The verdict, the range, a line per model, the tier, our own traffic, what is not sent, how it
    // is counted; then the end of the last line.
    const qsizetype resting = restingSentences(board->models, board->asOf).size();
    QCOMPARE(lines.size(), qsizetype(board->models.size()) + resting + 6);
    QVERIFY(statusRules().contains(QStringLiteral("- No data is a gap, never 0 %.\n")));
}

void TestQueryDashboard::anErrorOfTheReaderIsPassedOn()
{
    const auto board = dashboard(BrokenStore(), Catalogue::shipped(), question());
    QVERIFY(!board);
    QCOMPARE(board.error().message, QStringLiteral("The disk is gone."));
}

QTEST_GUILESS_MAIN(TestQueryDashboard)
#include "tst_querydashboard.moc"
