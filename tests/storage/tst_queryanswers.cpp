// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/answersreport.h"
#include "storage/report/planreport.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/syntheticdata.h"

#include <QJsonArray>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

namespace {

QString opus()
{
    return QStringLiteral("claude-opus-4-7");
}

QString haiku()
{
    return QStringLiteral("claude-haiku-5-5");
}

Observation probe(const QString& model, TimePoint at, Outcome outcome)
{
    return ObservationBuilder(model).at(at).outcome(outcome, 200);
}

} // namespace

// Four weeks of a probe every three minutes. Opus is overloaded from 09:00 to 09:30 UTC on every
// day of the first three weeks and never in the last one; Haiku never is.
class TestQueryAnswers : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theRateCountsEveryProbeThatReachedTheService();
    void burstsWidenTheInterval();
    void aLullIsJudgedByTheHistoryBeforeIt();
    void withoutAnOverloadTheRateIsBelowBothThresholds();
    void aWeekWithoutOverloadsAfterOneWithThemIsAnImprovement();
    void aYoungStoreSaysWhenThereWillBeEnough();
    void aSparseScheduleNeverHasEnough();
    void morningsAreToldFromTheOtherHours();
    void theDayOfAChangeIsFound();
    void burstsAreCountedAndTimed();
    void theOtherModelAnswersMeanwhile();
    void aGapCutsTheSequence();
    void aPauseOfManyProbesIsAGap();
    void hoursOfTheLocalWeekKeepToTheClockOnTheWall_data();
    void hoursOfTheLocalWeekKeepToTheClockOnTheWall();
    void anEmptyStoreHasNoAnswers();
    void theTextSaysTheVerdicts();
    void theJsonHoldsTheSameFigures();
    void aPlanSaysWhenAndForHowMuch();
    void aPlanOfWhatIsDecidedSaysSo();

private:
    Answers ask(const StoreReader& store, TimePoint asOf) const;

    const TimePoint m_end = at("2026-11-23T00:00:00.000Z"); // a Monday
    const TimePoint m_begin = m_end - 24h * 28;
    MemoryStore m_store;
    Answers m_answers;
};

Answers TestQueryAnswers::ask(const StoreReader& store, TimePoint asOf) const
{
    const auto found =
        answers(store, Catalogue::shipped(),
                {.evidence = {asOf - 24h * 28, asOf}, .asOf = asOf, .zone = QTimeZone::utc()});
    return found ? *found : Answers();
}

void TestQueryAnswers::initTestCase()
{
    Batch batch;
    for (TimePoint t = m_begin + 1min; t < m_end; t += 3min) {
        const auto ofDay = t - std::chrono::floor<std::chrono::days>(t);
        const bool overloaded = t < m_end - 24h * 7 && ofDay >= 9h && ofDay < 9h + 30min;
        batch.observations.push_back(
            probe(opus(), t, overloaded ? Outcome::OverloadedHttp : Outcome::Ok));
        batch.observations.push_back(probe(haiku(), t + 1s, Outcome::Ok));
    }
    batch.observations.push_back(probe(opus(), m_end - 2min, Outcome::RateLimited));
    QVERIFY(m_store.append(batch));
    m_answers = ask(m_store, m_end);
    QCOMPARE(m_answers.models.size(), 2U);
    QCOMPARE(m_answers.models[0].model, opus());
}

void TestQueryAnswers::theRateCountsEveryProbeThatReachedTheService()
{
    const auto& rate = m_answers.models[0].rate.rate;
    QVERIFY(rate);
    QCOMPARE(rate->n, 28U * 480U); // without the 429
    QCOMPARE(rate->hits, 21U * 10U);
}

void TestQueryAnswers::burstsWidenTheInterval()
{
    const RateAnswer& answer = m_answers.models[0].rate;
    QVERIFY(answer.rate->designEffect > 2);
    QVERIFY(answer.rate->low < answer.independent->low);
    QVERIFY(answer.rate->high > answer.independent->high);
    QCOMPARE(answer.wellBelow, stats::Answer::No);
}

// Five weeks with two hours of overloads on every third day, then a week without.
void TestQueryAnswers::aLullIsJudgedByTheHistoryBeforeIt()
{
    MemoryStore store;
    Batch batch;
    for (TimePoint t = m_begin - 24h * 14; t < m_end; t += 15min) {
        const auto day = (t - m_begin) / (24h);
        const auto ofDay = t - std::chrono::floor<std::chrono::days>(t);
        const bool overloaded = t < m_end - 24h * 7 && day % 3 == 0 && ofDay < 2h;
        batch.observations.push_back(
            probe(opus(), t, overloaded ? Outcome::OverloadedHttp : Outcome::Ok));
    }
    QVERIFY(store.append(batch));
    const auto found =
        answers(store, Catalogue::shipped(),
                {.evidence = {m_end - 24h * 7, m_end}, .asOf = m_end, .zone = QTimeZone::utc()});
    QVERIFY(found);
    const RateAnswer& lull = found->models.front().rate;
    QCOMPARE(lull.rate->hits, 0U);
    QCOMPARE(lull.rate->method, stats::BurstMethod::Assumed);
    QCOMPARE(lull.below, stats::Answer::Undecided);
    QVERIFY(lull.independent->high < belowThreshold); // so it would have seemed
}

void TestQueryAnswers::withoutAnOverloadTheRateIsBelowBothThresholds()
{
    const RateAnswer& answer = m_answers.models[1].rate;
    QCOMPARE(answer.rate->hits, 0U);
    QCOMPARE(answer.below, stats::Answer::Yes);
    QCOMPARE(answer.wellBelow, stats::Answer::Yes);
}

void TestQueryAnswers::aWeekWithoutOverloadsAfterOneWithThemIsAnImprovement()
{
    const WeekAnswer& week = m_answers.models[0].week;
    QCOMPARE(week.after.to, m_end);
    QCOMPARE(week.comparison->a.hits, 7U * 10U);
    QCOMPARE(week.comparison->b.hits, 0U);
    QVERIFY(qAbs(week.comparison->difference + 10.0 / 480) < 1e-12);
    // Of the 2^7 ways to exchange the two weeks day by day only two are as far apart.
    QCOMPARE(week.comparison->p, 2.0 / 128);
    QCOMPARE(week.p, 2 * 2.0 / 128); // two models
    QCOMPARE(week.verdict, stats::Verdict::Improved);
    QCOMPARE(m_answers.models[1].week.verdict, stats::Verdict::NoEvidence);
}

void TestQueryAnswers::aYoungStoreSaysWhenThereWillBeEnough()
{
    const Answers young = ask(m_store, m_begin + 24h * 9);
    const WeekAnswer& week = young.models[0].week;
    QCOMPARE(week.verdict, stats::Verdict::NotEnoughData);
    QCOMPARE(week.enoughAt, std::optional(m_begin + 24h * 14));
}

void TestQueryAnswers::aSparseScheduleNeverHasEnough()
{
    MemoryStore sparse;
    Batch batch;
    for (TimePoint t = m_begin; t < m_end; t += 1h) {
        batch.observations.push_back(probe(opus(), t, Outcome::Ok));
    }
    QVERIFY(sparse.append(batch));
    const WeekAnswer week = ask(sparse, m_end).models[0].week;
    QCOMPARE(week.verdict, stats::Verdict::NotEnoughData);
    QVERIFY(!week.enoughAt);
}

void TestQueryAnswers::morningsAreToldFromTheOtherHours()
{
    const PeakAnswer& peak = m_answers.models[0].peak;
    const auto& hours = peak.profile->hours;
    const auto busiest = std::ranges::max_element(hours, {}, &stats::HourRate::mean);
    const auto hour = int(busiest - hours.begin());
    const std::vector<int> mornings = weekdayMornings();
    QVERIFY(std::ranges::find(mornings, hour) != mornings.end());
    QCOMPARE(busiest->n, 4U * 20U); // of four weeks
    QVERIFY(busiest->low < busiest->mean && busiest->mean < busiest->high);
    QCOMPARE(peak.comparison->b.hits, 15U * 10U); // of three weeks of weekdays
    QCOMPARE(peak.comparison->b.n, 20U * 4U * 20U);
    QCOMPARE(peak.verdict, stats::Verdict::Worse);
    QCOMPARE(m_answers.models[1].peak.verdict, stats::Verdict::NoEvidence);
}

void TestQueryAnswers::theDayOfAChangeIsFound()
{
    const auto& changes = m_answers.models[0].changes;
    QVERIFY(changes);
    QCOMPARE(changes->size(), 1U);
    QCOMPARE(changes->front().day, m_end - 24h * 7);
    QCOMPARE(changes->front().before, 10.0 / 480);
    QCOMPARE(changes->front().after, 0.0);
    QVERIFY(m_answers.models[1].changes->empty());
}

void TestQueryAnswers::burstsAreCountedAndTimed()
{
    const BurstAnswer& bursts = m_answers.models[0].bursts;
    QCOMPARE(bursts.bursts.size(), 21U);
    QVERIFY(bursts.median);
    // From the first overloaded probe, at 09:01, to between 09:28 and 09:31.
    QCOMPARE(bursts.median->value, std::chrono::milliseconds(28min + 30s));
    QCOMPARE(bursts.chances.front().wait, std::chrono::milliseconds(10s));
    QVERIFY(bursts.chances.front().over && bursts.chances.back().over);
    QCOMPARE(bursts.chances.front().over->value, 0.0);
    QCOMPARE(bursts.chances.back().over->value, 1.0);
    QCOMPARE(bursts.firstWait, std::optional(std::chrono::milliseconds(28min + 30s)));
    QVERIFY(!bursts.policies.empty());
    // Seconds of waiting seldom reach the end of half an hour.
    QVERIFY(bursts.policies.front().outcome.mostShare() < 0.05);
    QVERIFY(m_answers.models[1].bursts.policies.empty());
}

void TestQueryAnswers::theOtherModelAnswersMeanwhile()
{
    QCOMPARE(m_answers.fallback[0][1].answered->value, 1.0);
    QCOMPARE(m_answers.fallback[0][1].answered->n, 21U * 10U);
    QVERIFY(!m_answers.fallback[1][0].answered); // Haiku never was
}

void TestQueryAnswers::aGapCutsTheSequence()
{
    MemoryStore store;
    Batch batch;
    for (int i = 0; i < 10; ++i) {
        batch.observations.push_back(probe(opus(), m_begin + i * 1min, Outcome::Ok));
    }
    batch.gaps = {{{m_begin + 4min + 1s, m_begin + 4min + 30s}, GapReason::Suspended}};
    QVERIFY(store.append(batch));
    const ProbedModel model {.model = opus(),
                             .organization = {},
                             .displayName = {},
                             .pool = {},
                             .rateTargets = {batch.observations.front().target}};
    const auto sequence = outcomeSequence(store, model, {m_begin, m_end});
    QVERIFY(sequence);
    QCOMPARE(sequence->interval, std::chrono::milliseconds(1min));
    const auto pieces = piecesOf(*sequence);
    QCOMPARE(pieces.size(), 2U);
    QCOMPARE(pieces[0].size(), 5U);
    QCOMPARE(pieces[1].size(), 5U);
}

void TestQueryAnswers::aPauseOfManyProbesIsAGap()
{
    MemoryStore store;
    Batch batch;
    for (const int minute : {0, 1, 2, 3, 7, 8, 13, 14}) { // four minutes are no gap, five are
        batch.observations.push_back(probe(opus(), m_begin + minute * 1min, Outcome::Ok));
    }
    QVERIFY(store.append(batch));
    const ProbedModel model {.model = opus(),
                             .organization = {},
                             .displayName = {},
                             .pool = {},
                             .rateTargets = {batch.observations.front().target}};
    const auto pieces = piecesOf(*outcomeSequence(store, model, {m_begin, m_end}));
    QCOMPARE(pieces.size(), 2U);
    QCOMPARE(pieces[0].size(), 6U);
}

void TestQueryAnswers::hoursOfTheLocalWeekKeepToTheClockOnTheWall_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QList<int>>("hours");
    // On Sunday 2026-10-25 Berlin has 02:00 twice, on 2026-03-29 not at all.
    QTest::newRow("an hour that comes twice")
        << QByteArray("Europe/Berlin") << QStringLiteral("2026-10-25T00:00:00.000Z")
        << QList<int> {146, 146, 147};
    QTest::newRow("an hour that is left out")
        << QByteArray("Europe/Berlin") << QStringLiteral("2026-03-29T00:00:00.000Z")
        << QList<int> {145, 147, 148};
    QTest::newRow("a zone off by half an hour")
        << QByteArray("Asia/Kolkata") << QStringLiteral("2026-11-23T00:00:00.000Z")
        << QList<int> {5, 6, 7};
}

void TestQueryAnswers::hoursOfTheLocalWeekKeepToTheClockOnTheWall()
{
    QFETCH(const QByteArray, zone);
    QFETCH(const QString, from);
    QFETCH(const QList<int>, hours);
    const TimePoint begin = at(from.toLatin1().constData());
    const auto local = localHours({begin, begin + 3h}, QTimeZone(zone));
    QCOMPARE(local.size(), 3U);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(local[std::size_t(i)].ofWeek, hours[i]);
    }
}

void TestQueryAnswers::anEmptyStoreHasNoAnswers()
{
    const Answers none = ask(MemoryStore(), m_end);
    QVERIFY(none.models.empty());
    QVERIFY(answersText(none).contains(QStringLiteral("No model has been probed.")));
}

void TestQueryAnswers::theTextSaysTheVerdicts()
{
    const QString text = answersText(m_answers);
    QVERIFY2(text.contains(QStringLiteral("Evidence from 2026-10-26 to 2026-11-23")),
             qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("1.56 % (")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("improved: -2.08 points")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("2026-11-16: 2.08 to 0.00 %")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("Haiku 5.5 100.0 % (n = 210)")), qPrintable(text));
}

void TestQueryAnswers::theJsonHoldsTheSameFigures()
{
    const QJsonObject json = answersJson(m_answers);
    QCOMPARE(json.value(QLatin1String("schema")).toInt(), answersSchema);
    const QJsonObject first = json.value(QLatin1String("models")).toArray().at(0).toObject();
    const QJsonObject rate = first.value(QLatin1String("overload_rate")).toObject();
    QCOMPARE(rate.value(QLatin1String("overloaded")).toInt(), 210);
    QCOMPARE(rate.value(QLatin1String("value")).toDouble(), 210.0 / (28 * 480));
    const QJsonObject week = first.value(QLatin1String("week_over_week")).toObject();
    QCOMPARE(week.value(QLatin1String("verdict")).toString(), QStringLiteral("improved"));
    QCOMPARE(week.value(QLatin1String("p_adjusted")).toDouble(), 2 * 2.0 / 128);
    const QJsonObject bursts = first.value(QLatin1String("bursts")).toObject();
    QCOMPARE(bursts.value(QLatin1String("median_s")).toDouble(), 1710.0);
}

void TestQueryAnswers::aPlanSaysWhenAndForHowMuch()
{
    MemoryStore store;
    Batch batch;
    for (int i = 0; i < 1000; ++i) { // two days of a probe every 2.88 minutes, six overloads apart
        const Outcome outcome = i % 160 == 80 ? Outcome::OverloadedHttp : Outcome::Ok;
        batch.observations.push_back(ObservationBuilder(opus())
                                         .at(m_begin + i * 172'800ms)
                                         .outcome(outcome, 200)
                                         .usage(10, 1, 50'000));
    }
    QVERIFY(store.append(batch));
    const TimePoint now = m_begin + 48h;
    const auto found =
        plans(store, Catalogue::shipped(), {.evidence = {m_begin, now}, .asOf = now});
    QVERIFY(found);
    const PlanAnswer& plan = found->front();
    QCOMPARE(plan.isBelow, stats::Answer::Undecided);
    QCOMPARE(plan.probesPerDay, 500.0);
    QVERIFY(qAbs(plan.rate.rate->designEffect - 1.001) < 1e-5);
    // 1.001 (1.6448536 sqrt(0.0099) / (0.01 - 0.006))^2 = 1675.7
    QCOMPARE(plan.steps.front().probes, 1676U);
    QCOMPARE(plan.steps.front().more, 676U);
    QCOMPARE(plan.steps.front().on, std::optional(now + std::chrono::milliseconds(116'812'800)));
    QCOMPARE(plan.steps.front().nanoUsd, std::optional<qint64>(676 * 50'000));
    const QString text = planText(*found, belowThreshold);
    QVERIFY2(text.contains(QStringLiteral("below 1.00 % is undecided; seen 0.60 % in 1000")),
             qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("676 more: on 2026-10-29 at this pace, for 0.03 USD")),
             qPrintable(text));
    const QJsonObject json = planJson(*found, belowThreshold);
    QCOMPARE(json.value(QLatin1String("models"))[0].toObject().value(QLatin1String("n")).toInt(),
             1000);
}

void TestQueryAnswers::aPlanOfWhatIsDecidedSaysSo()
{
    const auto found = plans(m_store, Catalogue::shipped(),
                             {.evidence = {m_begin, m_end}, .models = {haiku()}, .asOf = m_end});
    QVERIFY(found);
    QCOMPARE(found->size(), 1U);
    QCOMPARE(found->front().isBelow, stats::Answer::Yes);
    QVERIFY(planText(*found, belowThreshold).contains(QStringLiteral("decided: below 1.00 %")));
}

QTEST_GUILESS_MAIN(TestQueryAnswers)
#include "tst_queryanswers.moc"
