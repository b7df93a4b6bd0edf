// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/cannedstore.h"
#include "ui/viewmodels/celltable.h"
#include "ui/viewmodels/limittables.h"
#include "ui/viewmodels/observationdetail.h"
#include "ui/viewmodels/observationsmodel.h"
#include "ui/viewmodels/ratetables.h"
#include "ui/viewmodels/trendtables.h"

#include <QAbstractItemModelTester>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestUiModels final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void contentOfTheSameShapeKeepsTheSelection();
    void everyTableFillsEveryColumn_data();
    void everyTableFillsEveryColumn();
    void ratesThatAllowForBurstsAreThoseOfTheAnswers();
    void factsTellHowARequestWent();
    void observationsComeInPages();
    void aMovedRangeKeepsRowsInPlace();
    void anotherFilterStartsAnew();
    void aFailureIsToldOnce();
    void changesThatHappenTogetherShareAFlag();
    void headroomOfAMissingHeaderIsUnknown();
    void headersAreRedactedOnceMore();
};

namespace {

TableContent twoRows(const QString& first)
{
    return {.columns = {{u"Name"_s, Qt::AlignLeft}},
            .rows = {{.key = u"a"_s, .cells = {{first, {}, {}, {}}}},
                     {.key = u"b"_s, .cells = {{u"B"_s, {}, Condition::Bad, {}}}}}};
}

RowFilter lastHours(int hours)
{
    RowFilter filter;
    filter.range = {.from = cannedNow() - hours * 1h, .to = cannedNow()};
    return filter;
}

} // namespace

void TestUiModels::contentOfTheSameShapeKeepsTheSelection()
{
    CellTableModel model;
    const QAbstractItemModelTester tester(&model);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setContent(twoRows(u"A"_s));
    QCOMPARE(reset.count(), 1);
    model.setContent(twoRows(u"A2"_s));
    QCOMPARE(reset.count(), 1);
    QCOMPARE(changed.count(), 1); // only the row that differs
    QCOMPARE(model.index(0, 0).data().toString(), u"A2"_s);
    QCOMPARE(model.index(1, 0).data(ConditionRole).toInt(), int(Condition::Bad));
    QCOMPARE(model.index(1, 0).data(KeyRole).toString(), u"b"_s);
}

void TestUiModels::everyTableFillsEveryColumn_data()
{
    QTest::addColumn<TableContent>("content");
    const Dashboard canned = cannedDashboard(14 * 24h);
    const Format format;
    QTest::newRow("overload") << overloadTable(canned.series, format);
    QTest::newRow("week") << weekTable(canned.models, format);
    QTest::newRow("limit changes") << limitChangeTable(canned.limits, u"Opus 4.x"_s, format);
    QTest::newRow("trend") << trendTable(canned.trends.models.front(), format);
    QTest::newRow("weeks") << weeksTable(canned.trends, opus47, format);
    QTest::newRow("facts") << observationFacts(cannedStore().rows().back(), format);
    QTest::newRow("headers") << observationHeaders(cannedStore().rows().back());
}

void TestUiModels::everyTableFillsEveryColumn()
{
    QFETCH(TableContent, content);
    QVERIFY(!content.rows.empty());
    for (const TableContent::Row& row : content.rows) {
        QCOMPARE(row.cells.size(), content.columns.size());
    }
    CellTableModel model;
    const QAbstractItemModelTester tester(&model);
    model.setContent(content);
    QCOMPARE(model.rowCount(), int(content.rows.size()));
}

void TestUiModels::ratesThatAllowForBurstsAreThoseOfTheAnswers()
{
    const Dashboard canned = cannedDashboard(14 * 24h);
    Answers answers = cannedFindings({.kinds = FindingKind::Answers,
                                      .selection = canned.selection,
                                      .asOf = cannedNow(),
                                      .zone = QTimeZone::utc()})
                          .answers;
    const Format format;
    const auto& opus = answers.models.front().rate;
    TableContent table = burstTable(canned.models, answers, format);
    QCOMPARE(table.rows.size(), canned.models.size());
    QCOMPARE(table.rows.front().cells[1].text, format.numbers.percent(opus.rate->value));
    QVERIFY(table.rows.front().cells[2].text
            != format.numbers.interval(*opus.independent)); // which is too narrow
    QVERIFY(opus.rate->high > opus.independent->high);
    answers.models.erase(answers.models.begin());
    table = burstTable(canned.models, answers, format);
    QCOMPARE(table.rows.front().cells[1].text, u"—"_s);
}

void TestUiModels::factsTellHowARequestWent()
{
    Observation row;
    row.target = {opus47, ProbeKind::Admission, u"acme"_s};
    row.timing.send = 4ms;
    row.connection = {.reused = false, .proxied = true, .addressFamily = 6, .httpVersion = 11};
    const auto factOf = [](const Observation& of, const QString& name) {
        for (const TableContent::Row& fact : observationFacts(of, Format()).rows) {
            if (fact.key == name) {
                return fact.cells[1].text;
            }
        }
        return QString();
    };
    QCOMPARE(factOf(row, u"Organization"_s), u"acme"_s);
    QCOMPARE(factOf(row, u"Send"_s), Format().numbers.milliseconds(4));
    QCOMPARE(factOf(row, u"HTTP version"_s), u"1.1"_s);
    QCOMPARE(factOf(row, u"Address family"_s), u"IPv6"_s);
    QCOMPARE(factOf(row, u"Proxy"_s), u"through a proxy"_s);
    for (const auto& name : {u"Organization"_s, u"Send"_s, u"HTTP version"_s, u"Proxy"_s}) {
        QCOMPARE(factOf(Observation(), name), QString());
    }
}

void TestUiModels::observationsComeInPages()
{
    ObservationsModel model(cannedRows()); // the tester would fetch everything by itself
    model.setFilter(lastHours(2));
    QTRY_COMPARE(model.rowCount(), ObservationsModel::pageSize);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 2 * ObservationsModel::pageSize);
    QSignalSpy loaded(&model, &ObservationsModel::loaded);
    while (model.canFetchMore({})) {
        model.fetchMore({});
        QVERIFY(loaded.wait());
    }
    const auto counted = cannedStore().countObservations(lastHours(2));
    QCOMPARE(qint64(model.rowCount()), *counted);
    for (int i = 1; i < model.rowCount(); ++i) {
        QVERIFY(model.row(i).seq < model.row(i - 1).seq);
    }
}

void TestUiModels::aMovedRangeKeepsRowsInPlace()
{
    ObservationsModel model(cannedRows());
    const QAbstractItemModelTester tester(&model);
    RowFilter filter = lastHours(1);
    filter.range.to -= 10min;
    model.setFilter(filter);
    QTRY_VERIFY(model.rowCount() > 0);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.setFilter(lastHours(1));
    QTRY_COMPARE(inserted.count(), 1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(inserted.front().at(1).toInt(), 0); // on top
    QCOMPARE(model.row(0).seq, cannedStore().rows().back().seq);
}

void TestUiModels::anotherFilterStartsAnew()
{
    ObservationsModel model(cannedRows());
    const QAbstractItemModelTester tester(&model);
    model.setFilter(lastHours(24));
    QTRY_VERIFY(model.rowCount() > 0);
    RowFilter overloads = lastHours(24);
    overloads.models = {opus47};
    overloads.outcomes = {Outcome::OverloadedHttp};
    model.setFilter(overloads);
    QTRY_VERIFY(model.rowCount() > 0);
    for (int i = 0; i < model.rowCount(); ++i) {
        QCOMPARE(model.row(i).outcome, Outcome::OverloadedHttp);
        QCOMPARE(model.row(i).target.model, opus47);
    }
}

void TestUiModels::aFailureIsToldOnce()
{
    ObservationsModel model([](const RowFilter&) {
        QPromise<ObservationRows> promise;
        auto future = promise.future();
        promise.start();
        promise.addResult(ObservationRows(Error {.code = Error::Code::Io, .message = u"full"_s}));
        promise.finish();
        return future;
    });
    const QAbstractItemModelTester tester(&model);
    QSignalSpy failed(&model, &ObservationsModel::failed);
    model.setFilter(lastHours(1));
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(!model.canFetchMore({})); // a view must not ask for ever
}

void TestUiModels::changesThatHappenTogetherShareAFlag()
{
    const Dashboard canned = cannedDashboard(24h);
    const auto flags = changeFlags(canned.limits, u"Opus 4.x"_s);
    QCOMPARE(flags.size(), 2U);
    QCOMPARE(flags[0].letter, u"A"_s);
    const TableContent table = limitChangeTable(canned.limits, u"Opus 4.x"_s, Format());
    QCOMPARE(table.rows.front().cells[0].text, u"B"_s); // newest first
    QCOMPARE(table.rows.back().cells[0].text, u"A"_s);
}

void TestUiModels::headroomOfAMissingHeaderIsUnknown()
{
    LimitNow limit;
    limit.kind = LimitKind::OutputTokens;
    limit.limit = 400'000;
    const HeadroomRow row = headroomRow(limit, cannedNow(), Format());
    QVERIFY(!row.share);
    QCOMPARE(row.percent, u"—"_s);
    QCOMPARE(row.amount, u"not sent, 400k"_s);
    QCOMPARE(row.full, u"unknown"_s);
    limit.remaining = 0;
    QCOMPARE(headroomRow(limit, cannedNow(), Format()).percent, u"0 %"_s);
    QVERIFY(headroomRow(limit, cannedNow(), Format()).low);
}

void TestUiModels::headersAreRedactedOnceMore()
{
    Observation row;
    row.headers = {{"x-api-key", "sk-ant-api03-secret"}, {"x-note", "key sk-ant-api03-secret"}};
    const TableContent table = observationHeaders(row);
    for (const TableContent::Row& line : table.rows) {
        QVERIFY(!line.cells[1].text.contains(u"secret"_s));
    }
}

QTEST_GUILESS_MAIN(TestUiModels)
#include "tst_uimodels.moc"
