// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/dashboard.h"
#include "storage/query/probedmodels.h"
#include "storage/report/csv.h"
#include "storage/report/statusreport.h"
#include "tests/support/csvtext.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QJsonArray>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const TimePoint now = at("2026-11-20T12:00:00Z");

QString opus()
{
    return u"claude-opus-4-7"_s;
}

Observation of(const QString& organization, TimePoint when, Outcome outcome = Outcome::Ok,
               ProbeKind kind = ProbeKind::Admission)
{
    Observation o = observed(opus(), when, outcome, kind);
    o.target.organization = organization;
    return o;
}

// An hour in which [api] is answered and acme meets an overload in every second probe. Each has
// limits of its own, and acme's were raised.
MemoryStore twoOrganizations()
{
    MemoryStore store;
    for (int i = 0; i < 60; ++i) {
        const TimePoint t = now - 60min + 1min * i;
        Observation ours = of({}, t);
        ours.limits[LimitKind::Requests] = {.limit = 50, .remaining = 49, .reset = t};
        store.add(ours);
        const bool overloaded = i % 2 == 1;
        Observation theirs =
            of(u"acme"_s, t + 10s, overloaded ? Outcome::OverloadedHttp : Outcome::Ok);
        if (!overloaded) {
            theirs.limits[LimitKind::Requests] = {
                .limit = i < 30 ? 1000 : 4000, .remaining = 100, .reset = t};
        }
        store.add(theirs);
    }
    return store;
}

Dashboard boardOf(const MemoryStore& store, const QStringList& models = {})
{
    const auto board = dashboard(store, Catalogue::shipped(),
                                 {{{now - 60min, now}, models}, now, QTimeZone::utc(), 60s});
    return board ? *board : Dashboard();
}

} // namespace

// Two organizations that probe the same model are two subjects everywhere.
class TestOrganizations : public QObject
{
    Q_OBJECT

private slots:
    void subjectsAsText_data();
    void subjectsAsText();
    void figuresAreKeptApart();
    void aChoiceIsOfOneSubject_data();
    void aChoiceIsOfOneSubject();
    void limitsNeverMix();
    void colourIsTheModelsAndTheNameTellsThemApart();
    void reportsNameTheOrganization();
};

void TestOrganizations::subjectsAsText_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("organization");
    QTest::addColumn<QString>("text");
    QTest::newRow("of [api]") << opus() << QString() << opus();
    QTest::newRow("of an organization") << opus() << u"acme"_s << u"claude-opus-4-7@acme"_s;
    QTest::newRow("a model with a date of its own")
        << u"claude-opus-4@20250514"_s << u"acme"_s << u"claude-opus-4@20250514@acme"_s;
    QTest::newRow("no model is no subject") << QString() << u"acme"_s << QString();
}

void TestOrganizations::subjectsAsText()
{
    QFETCH(const QString, model);
    QFETCH(const QString, organization);
    QFETCH(const QString, text);
    QCOMPARE(subjectOf({model, ProbeKind::Admission, organization}), text);
}

void TestOrganizations::figuresAreKeptApart()
{
    const Dashboard board = boardOf(twoOrganizations());
    QCOMPARE(board.models.size(), std::size_t(2));
    const ModelOverview& ours = board.models[0];
    const ModelOverview& theirs = board.models[1];
    QCOMPARE(ours.subject(), opus());
    QCOMPARE(theirs.subject(), u"claude-opus-4-7@acme"_s);
    QCOMPARE(ours.displayName, u"Opus 4.7"_s);
    QCOMPARE(theirs.displayName, u"Opus 4.7 (acme)"_s);
    QCOMPARE(ours.hour.overloaded(), 0U);
    QCOMPARE(theirs.hour.overloaded(), 30U);
    QCOMPARE(ours.hour.reached(), 60U);
    QCOMPARE(ours.verdict.condition, Condition::Normal);
    QVERIFY(theirs.verdict.condition != Condition::Normal);
    QVERIFY2(board.verdict.sentence.contains(u"Opus 4.7 (acme)"_s),
             qPrintable(board.verdict.sentence));
    QCOMPARE(board.series.size(), std::size_t(2));
    QCOMPARE(board.series[0].whole.counts.overloaded(), 0U);
    QCOMPARE(board.series[1].whole.counts.overloaded(), 30U);
    QCOMPARE(board.trends.models.size(), std::size_t(2));
    QCOMPARE(board.trends.weeks.size(), std::size_t(2));
    QCOMPARE(board.trends.weeks[1].subject(), u"claude-opus-4-7@acme"_s);
    QCOMPARE(board.trends.weeks[1].summary.counts.overloaded(), 30U);
    QCOMPARE(*ours.tightest->limit, 50);
    QCOMPARE(*theirs.tightest->limit, 4000);
}

void TestOrganizations::aChoiceIsOfOneSubject_data()
{
    QTest::addColumn<QStringList>("models");
    QTest::addColumn<int>("shown");
    QTest::addColumn<qint64>("rows");
    QTest::newRow("all") << QStringList() << 2 << qint64(120);
    QTest::newRow("that of [api]") << QStringList(opus()) << 1 << qint64(60);
    QTest::newRow("that of an organization")
        << QStringList(u"claude-opus-4-7@acme"_s) << 1 << qint64(60);
    QTest::newRow("both") << QStringList({opus(), u"claude-opus-4-7@acme"_s}) << 2 << qint64(120);
    QTest::newRow("an organization that is not there")
        << QStringList(u"claude-opus-4-7@other"_s) << 0 << qint64(0);
}

void TestOrganizations::aChoiceIsOfOneSubject()
{
    QFETCH(const QStringList, models);
    QFETCH(const int, shown);
    QFETCH(const qint64, rows);
    const MemoryStore store = twoOrganizations();
    const Dashboard board = boardOf(store, models);
    QCOMPARE(int(board.models.size()), shown);
    QCOMPARE(int(board.series.size()), shown);
    QCOMPARE(int(board.trends.models.size()), shown);
    QCOMPARE(int(board.limits.pools.size()), shown);
    QCOMPARE(int(board.targets.size()), shown);
    RowFilter filter = rowsIn({now - 60min, now});
    filter.models = models;
    QCOMPARE(*store.countObservations(filter), rows);
}

void TestOrganizations::limitsNeverMix()
{
    const LimitHistory history = boardOf(twoOrganizations()).limits;
    QCOMPARE(history.pools.size(), std::size_t(2));
    QCOMPARE(history.pools[0].account(), u"Opus 4.x"_s);
    QCOMPARE(history.pools[1].account(), u"Opus 4.x@acme"_s);
    QCOMPARE(history.pools[1].displayName(), u"Opus 4.x (acme)"_s);
    QCOMPARE(history.pools[0].spans.size(), std::size_t(1));
    QCOMPARE(history.pools[1].spans.size(), std::size_t(2));
    QCOMPARE(history.pools[1].models, QStringList(u"claude-opus-4-7@acme"_s));
    // The only change is acme's; ours next to theirs is none.
    QCOMPARE(history.changes.size(), std::size_t(1));
    QCOMPARE(history.changes[0].account(), u"Opus 4.x@acme"_s);
    QCOMPARE(history.changes[0].from, 1000);
    QCOMPARE(history.changes[0].to, 4000);
}

void TestOrganizations::colourIsTheModelsAndTheNameTellsThemApart()
{
    const TargetId unknown {u"claude-next"_s, ProbeKind::Admission};
    TargetId unknownTheirs = unknown;
    unknownTheirs.organization = u"acme"_s;
    const auto models = probedModels({{u"claude-other"_s, ProbeKind::Admission},
                                      unknownTheirs,
                                      {opus(), ProbeKind::Admission, u"acme"_s},
                                      {opus(), ProbeKind::Admission, u"beta"_s},
                                      unknown},
                                     Catalogue::shipped(), {});
    QStringList names;
    for (const ProbedModel& model : models) {
        names << model.displayName;
    }
    QCOMPARE(names,
             QStringList({u"Opus 4.7 (acme)"_s, u"Opus 4.7 (beta)"_s, u"claude-next"_s,
                          u"claude-next (acme)"_s, u"claude-other"_s}));
    QCOMPARE(models[0].series, models[1].series);
    QCOMPARE(models[2].series, models[3].series);
    QVERIFY(models[4].series != models[3].series);
}

void TestOrganizations::reportsNameTheOrganization()
{
    const Dashboard board = boardOf(twoOrganizations());
    const auto organizations = [](const QByteArray& csv, int rows) {
        QByteArrayList found;
        for (int i = 1; i <= rows; ++i) {
            found << csvCell(csv, "organization", i);
        }
        return found;
    };
    const QByteArray limits =
        written([&](QIODevice& d) { return writeLimitsCsv(d, board.limits); });
    QCOMPARE(organizations(limits, 3), QByteArrayList({"", "acme", "acme"}));
    QCOMPARE(csvCell(limits, "previous_limit_per_minute", 3), QByteArray("1000"));
    const QByteArray rates = written([&](QIODevice& d) { return writeRatesCsv(d, board.series); });
    QCOMPARE(csvCell(rates, "organization", 1), QByteArray());
    QCOMPARE(csvCell(rates, "model", 1), opus().toLatin1());
    QVERIFY(rates.endsWith(",acme\r\n"));
    const QByteArray weeks = written([&](QIODevice& d) { return writeTrendsCsv(d, board.trends); });
    QVERIFY(weeks.endsWith(",acme\r\n"));
    const QJsonArray models = statusJson(board)[u"models"_s].toArray();
    QCOMPARE(models[1][u"organization"_s].toString(), u"acme"_s);
    QCOMPARE(models[1][u"model"_s].toString(), opus());
    QCOMPARE(models[1][u"limits"_s][0][u"limit_per_minute"_s].toInt(), 4000);
    QCOMPARE(models[1][u"counts"_s][u"overloaded_http"_s].toInt(), 30);
}

QTEST_GUILESS_MAIN(TestOrganizations)
#include "tst_organizations.moc"
