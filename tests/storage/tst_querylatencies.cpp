// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/answersreport.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/syntheticdata.h"

#include <QJsonArray>
#include <QTest>

#include <cmath>
#include <random>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::milliseconds;

namespace {

QString opus()
{
    return QStringLiteral("claude-opus-4-7");
}

QString haiku()
{
    return QStringLiteral("claude-haiku-5-5");
}

Micros micros(double milliseconds)
{
    return Micros(std::int64_t(milliseconds * 1000));
}

// Answers whose times vary by a third or so around what is given, in milliseconds.
class Answering
{
public:
    explicit Answering(unsigned seed)
        : m_random(seed)
    {
    }

    Observation of(const QString& model, ProbeKind kind, TimePoint at, double firstToken,
                   double perToken)
    {
        const double first = firstToken * varied();
        const double gap = perToken * varied();
        ObservationBuilder made(model, kind);
        made.at(at).latency(micros(first * 0.9), micros(first), micros(first + 32 * gap));
        if (kind == ProbeKind::Generation) {
            made.tokenGaps(std::vector<Micros>(4, micros(gap)));
        }
        return made;
    }

private:
    double varied() { return std::exp(m_normal(m_random) * 0.3); }

    std::mt19937_64 m_random;
    std::normal_distribution<double> m_normal;
};

const LatencyAnswer& figureOf(const std::vector<LatencyAnswer>& answers, LatencyFigure figure)
{
    return answers[std::size_t(figure)];
}

} // namespace

// Thirty days on either side of an event, an admission probe every ten minutes and one for
// generation every twenty. From the event on Opus answers after 0.85 of the time and with 22
// instead of 26 ms per token; Haiku answers as before.
class TestQueryLatencies : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aDropIsFoundAndSized_data();
    void aDropIsFoundAndSized();
    void whatDidNotChangeIsNoEvidence();
    void aKindThatIsSentMoreOftenMovesNothing();
    void aTailNeedsAThousandAnswers();
    void theLastWeekIsComparedWithTheOneBefore();
    void figuresOfAllModelsAreOneFamily();
    void announcedChangesWithinTheEvidenceAreCompared();
    void momentsThatAreAskedForTakeTheirPlace();
    void theTextSaysTheFigures();
    void theTextSaysWhatIsMissing();
    void theJsonHoldsTheSameFigures();

private:
    Answers ask(TimePoint asOf, const std::vector<TimePoint>& events = {}) const;

    const TimePoint m_event = at("2026-06-10T16:00:00.000Z"); // a Wednesday
    const TimePoint m_end = m_event + days(30);
    MemoryStore m_store;
    Answers m_answers;
};

Answers TestQueryLatencies::ask(TimePoint asOf, const std::vector<TimePoint>& events) const
{
    const auto found = answers(m_store, Catalogue::shipped(),
                               {.evidence = {m_event - days(30), asOf},
                                .asOf = asOf,
                                .zone = QTimeZone::utc(),
                                .events = events});
    return found ? *found : Answers();
}

void TestQueryLatencies::initTestCase()
{
    Answering service(1);
    Batch batch;
    int number = 0;
    for (TimePoint t = m_event - days(30); t < m_end; t += 10min) {
        const bool after = t >= m_event;
        const auto add = [&](ProbeKind kind, TimePoint at) {
            batch.observations.push_back(
                service.of(opus(), kind, at, after ? 510 : 600, after ? 22 : 26));
            batch.observations.push_back(service.of(haiku(), kind, at + 1s, 300, 8));
        };
        add(ProbeKind::Admission, t);
        if (number++ % 2 == 0) {
            add(ProbeKind::Generation, t + 5min);
        }
    }
    batch.events = {{.at = m_event,
                     .type = EventType::Announced,
                     .title = QStringLiteral("Limits raised"),
                     .detail = {},
                     .source = {}},
                    {.at = m_event + days(5),
                     .type = EventType::Announced,
                     .title = QStringLiteral("Opus 9 released"),
                     .detail = {},
                     .source = {}},
                    {.at = m_event + days(6),
                     .type = EventType::Note,
                     .title = QStringLiteral("A note"),
                     .detail = {},
                     .source = {}}};
    QVERIFY(m_store.append(batch));
    m_answers = ask(m_end);
    QCOMPARE(m_answers.models.size(), 2U);
    QCOMPARE(m_answers.models[0].model, opus());
}

void TestQueryLatencies::aDropIsFoundAndSized_data()
{
    QTest::addColumn<LatencyFigure>("figure");
    QTest::addColumn<double>("before"); // milliseconds
    QTest::addColumn<double>("factor"); // absent (0): of a mixture that is not known in closed form
    QTest::addColumn<quint64>("n"); // of either side
    QTest::newRow("first token, median")
        << LatencyFigure::FirstTokenP50 << 600.0 << 0.85 << quint64(28 * 144 * 3 / 2);
    QTest::newRow("first token, tail") // 600 exp(0.3 * 1.6449)
        << LatencyFigure::FirstTokenP95 << 982.8 << 0.85 << quint64(28 * 144 * 3 / 2);
    QTest::newRow("per token, median")
        << LatencyFigure::TokenGapP50 << 26.0 << 22.0 / 26 << quint64(28 * 144 / 2);
    QTest::newRow("total, far tail")
        << LatencyFigure::TotalP99 << 0.0 << 0.0 << quint64(28 * 144 * 3 / 2);
}

void TestQueryLatencies::aDropIsFoundAndSized()
{
    QFETCH(const LatencyFigure, figure);
    QFETCH(const double, before);
    QFETCH(const double, factor);
    QFETCH(const quint64, n);
    QCOMPARE(m_answers.models[0].events.size(), 1U);
    const LatencyAnswer& answer = figureOf(m_answers.models[0].events[0].latencies, figure);
    QCOMPARE(answer.figure, figure);
    QVERIFY(answer.shift && answer.shift->interval);
    QCOMPARE(answer.shift->a.n, n);
    QCOMPARE(answer.shift->b.n, n);
    QCOMPARE(answer.verdict, stats::Verdict::Improved);
    if (factor > 0) {
        QVERIFY(std::abs(answer.shift->a.quantile / 1000 / before - 1) < 0.04);
        QVERIFY(answer.shift->interval->low < factor);
        QVERIFY(answer.shift->interval->high > factor);
    }
}

void TestQueryLatencies::whatDidNotChangeIsNoEvidence()
{
    const EventAnswer& event = m_answers.models[1].events[0];
    for (const LatencyAnswer& answer : event.latencies) {
        QCOMPARE(answer.verdict, stats::Verdict::NoEvidence);
        QVERIFY(answer.shift->interval->low < 1 && answer.shift->interval->high > 1);
    }
}

// Generation is slow and admission quick. One in six answers is slow before, every second one
// after: the plain median moves from the quick to the slow ones.
void TestQueryLatencies::aKindThatIsSentMoreOftenMovesNothing()
{
    MemoryStore store;
    Batch batch;
    for (TimePoint t = m_event - days(7); t < m_event + days(7); t += 10min) {
        const auto ofHour = (t - std::chrono::floor<std::chrono::hours>(t)) / 10min;
        const bool slow = t < m_event ? ofHour == 0 : ofHour % 3 > 0;
        const double first = slow ? 1500 : 600;
        batch.observations.push_back(
            ObservationBuilder(opus(), slow ? ProbeKind::Generation : ProbeKind::Admission)
                .at(t)
                .latency(micros(first), micros(first), micros(first)));
    }
    QVERIFY(store.append(batch));
    const ComparedHours hours({m_event - days(7), m_event}, {m_event, m_event + days(7)},
                              QTimeZone::utc());
    const auto found = latencyAnswers(store, *store.targets(), hours);
    QVERIFY(found);
    const LatencyAnswer& answer = figureOf(*found, LatencyFigure::FirstTokenP50);
    QVERIFY(answer.shift);
    QCOMPARE(answer.shift->ratio, 1.0);
    QCOMPARE(answer.shift->p, 1.0);
    // The same hours of one kind alone: the plain medians differ.
    stats::Sketch before;
    stats::Sketch after;
    for (const Observation& row : store.rows()) {
        (row.at < m_event ? before : after).add(double(row.timing.firstToken->count()));
    }
    QVERIFY(*after.quantile(0.5) > 2 * *before.quantile(0.5));
}

void TestQueryLatencies::aTailNeedsAThousandAnswers()
{
    Answering service(2);
    MemoryStore store;
    Batch batch;
    for (TimePoint t = m_event - days(7); t < m_event + days(7); t += 12min) { // 840 a week
        batch.observations.push_back(
            service.of(opus(), ProbeKind::Admission, t, t < m_event ? 600 : 400, 26));
    }
    QVERIFY(store.append(batch));
    const ComparedHours hours({m_event - days(7), m_event}, {m_event, m_event + days(7)},
                              QTimeZone::utc());
    const auto found = latencyAnswers(store, *store.targets(), hours);
    QVERIFY(found);
    QCOMPARE(figureOf(*found, LatencyFigure::FirstTokenP95).verdict, stats::Verdict::Improved);
    QCOMPARE(figureOf(*found, LatencyFigure::TotalP99).verdict, stats::Verdict::NotEnoughData);
    QCOMPARE(figureOf(*found, LatencyFigure::TotalP99).shift->a.n, 840U);
    QVERIFY(!figureOf(*found, LatencyFigure::TokenGapP50).shift); // admission has no tokens
}

void TestQueryLatencies::theLastWeekIsComparedWithTheOneBefore()
{
    const Answers young = ask(m_event + days(7));
    const LatencyAnswer& opusFirst =
        figureOf(young.models[0].week.latencies, LatencyFigure::FirstTokenP50);
    QCOMPARE(opusFirst.shift->a.n, quint64(7 * 144 * 3 / 2));
    QVERIFY(opusFirst.shift->exact); // 2^7 ways to exchange the days of a week
    QCOMPARE(opusFirst.shift->p, 2.0 / 128);
    QCOMPARE(opusFirst.verdict, stats::Verdict::Improved);
    QCOMPARE(figureOf(m_answers.models[0].week.latencies, LatencyFigure::FirstTokenP50).verdict,
             stats::Verdict::NoEvidence);
}

void TestQueryLatencies::figuresOfAllModelsAreOneFamily()
{
    std::vector<double> p;
    std::vector<double> given;
    for (const ModelAnswers& model : m_answers.models) {
        p.push_back(model.events[0].comparison->p);
        given.push_back(model.events[0].p);
        for (const LatencyAnswer& answer : model.events[0].latencies) {
            p.push_back(answer.shift->p);
            given.push_back(answer.p);
        }
    }
    QCOMPARE(p.size(), 10U);
    QCOMPARE(given, *stats::benjaminiHochberg(p));
    QVERIFY(given != p);
}

void TestQueryLatencies::announcedChangesWithinTheEvidenceAreCompared()
{
    const std::vector<EventAnswer>& events = m_answers.models[0].events;
    QCOMPARE(events.size(), 1U); // neither the release nor the note
    QCOMPARE(events[0].at, m_event);
    QCOMPARE(events[0].title, QStringLiteral("Limits raised"));
    const auto later = answers(m_store, Catalogue::shipped(),
                               {.evidence = {m_event + 1h, m_end}, .asOf = m_end, .zone = {}});
    QVERIFY(later->models[0].events.empty());
}

void TestQueryLatencies::momentsThatAreAskedForTakeTheirPlace()
{
    const TimePoint other = m_event - days(14);
    const Answers found = ask(m_end, {m_event + 3h, other, other});
    const std::vector<EventAnswer>& events = found.models[0].events;
    QCOMPARE(events.size(), 2U);
    QCOMPARE(events[0].at, other);
    QCOMPARE(events[0].title, QString());
    QCOMPARE(events[0].after.to, m_event); // not beyond the announced one
    QCOMPARE(events[1].at, m_event + 3h);
}

void TestQueryLatencies::theTextSaysTheFigures()
{
    const QString text = answersText(m_answers);
    const auto holds = [&text](const char* words) {
        return text.contains(QString::fromLatin1(words));
    };
    QVERIFY2(holds("  Event 2026-06-10  Limits raised: the 4 weeks until 2026-06-10 16:00 against "
                   "the 4 weeks from 2026-06-10 16:00 UTC\n"),
             qPrintable(text));
    const auto& shift =
        *figureOf(m_answers.models[0].events[0].latencies, LatencyFigure::FirstTokenP50).shift;
    const QString figures = QStringLiteral("first token p50 improved: %1 to %2 ms, %3 times (")
                                .arg(shift.a.quantile / 1000, 0, 'f', 0)
                                .arg(shift.b.quantile / 1000, 0, 'f', 0)
                                .arg(shift.ratio, 0, 'f', 3);
    QVERIFY2(text.contains(figures), qPrintable(text));
    QVERIFY2(holds(", n = 6048 and 6048\n"), qPrintable(text));
    QVERIFY2(holds("overload rate   no evidence of a difference: 0.00 points"), qPrintable(text));
}

void TestQueryLatencies::theTextSaysWhatIsMissing()
{
    const QString text = answersText(ask(m_event + days(3)));
    QVERIFY2(text.contains(QStringLiteral("the week until 2026-06-10 16:00 against the week from")),
             qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("not enough data; enough on 2026-06-17 at this pace")),
             qPrintable(text));
    QCOMPARE(text.count(QStringLiteral("total p99")), 2); // of the weeks of both models
    // Week over week, three days after the first week began.
    const QString first = answersText(ask(m_event - days(30) + days(8)));
    QVERIFY2(first.contains(QStringLiteral("first token p50 not enough data: 1 and 1 days, each "
                                           "side needs 7")),
             qPrintable(first));
}

void TestQueryLatencies::theJsonHoldsTheSameFigures()
{
    const QJsonObject model = answersJson(m_answers).value(QLatin1String("models"))[0].toObject();
    const QJsonObject event = model.value(QLatin1String("events"))[0].toObject();
    QCOMPARE(event.value(QLatin1String("title")).toString(), QStringLiteral("Limits raised"));
    QCOMPARE(event.value(QLatin1String("overload_rate"))
                 .toObject()
                 .value(QLatin1String("verdict"))
                 .toString(),
             QStringLiteral("no_evidence"));
    const QJsonArray latencies = event.value(QLatin1String("latencies")).toArray();
    QCOMPARE(latencies.size(), 4);
    const QJsonObject perToken = latencies[2].toObject();
    const LatencyAnswer& answer =
        figureOf(m_answers.models[0].events[0].latencies, LatencyFigure::TokenGapP50);
    QCOMPARE(perToken.value(QLatin1String("figure")).toString(), QStringLiteral("token_gap_p50"));
    QCOMPARE(perToken.value(QLatin1String("n_needed")).toInt(), 100);
    QCOMPARE(perToken.value(QLatin1String("ratio")).toDouble(), answer.shift->ratio);
    QCOMPARE(perToken.value(QLatin1String("b")).toObject().value(QLatin1String("ms")).toDouble(),
             answer.shift->b.quantile / 1000);
    QCOMPARE(perToken.value(QLatin1String("p_adjusted")).toDouble(), answer.p);
    const QJsonObject week = model.value(QLatin1String("week_over_week")).toObject();
    QCOMPARE(week.value(QLatin1String("latencies")).toArray().size(), 4);
}

QTEST_GUILESS_MAIN(TestQueryLatencies)
#include "tst_querylatencies.moc"
