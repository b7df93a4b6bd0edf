// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/openwindow.h"
#include "ui/pages/incidentspage.h"
#include "ui/viewmodels/happeningdetail.h"
#include "ui/viewmodels/happeningrows.h"
#include "ui/viewmodels/happeningsentence.h"
#include "ui/widgets/happeninglanes.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::array kinds {HappeningKind::Burst, HappeningKind::Post, HappeningKind::Limit,
                            HappeningKind::Told, HappeningKind::Gap};

const Findings& canned()
{
    static const Findings found =
        cannedFindings({.kinds = FindingKind::Happenings,
                        .selection = {.range = {cannedNow() - 14 * 24h, cannedNow()}, .models = {}},
                        .asOf = cannedNow(),
                        .zone = QTimeZone::utc()});
    return found;
}

Format english()
{
    const QLocale locale(QLocale::English, QLocale::UnitedStates);
    return {.numbers = Numbers(locale), .times = Times(QTimeZone::utc(), locale)};
}

std::vector<HappeningRow> rows()
{
    return happeningRows(canned().happenings, english());
}

// A burst of an hour, twelve minutes before it was posted.
MeasuredBurst burst()
{
    const auto begin = cannedNow().time_since_epoch() - 5h;
    return {.subject = opus47,
            .displayName = u"Opus 4.7"_s,
            .series = 0,
            .burst = {.start = {begin - 1min, begin + 1min},
                      .end = {begin + 59min, begin + 61min},
                      .probes = 60,
                      .overloaded = 48},
            .http = 40,
            .told = MeasuredBurst::Told::Posted,
            .posted = TimePoint(begin) + 12min,
            .lag = 12min};
}

Happenings one(const MeasuredBurst& of)
{
    Happenings found;
    found.range = {cannedNow() - 24h, cannedNow()};
    found.toldSince = cannedNow() - 240h;
    found.models = {{.subject = opus47,
                     .displayName = u"Opus 4.7"_s,
                     .series = 0,
                     .probes = 1'440,
                     .silent = {}}};
    found.bursts = {of};
    return found;
}

QString textOf(const TableContent& content, const QString& name)
{
    const auto row = std::ranges::find(content.rows, name, &TableContent::Row::key);
    return row == content.rows.end() ? u"no such row"_s : row->cells[1].text;
}

} // namespace

class TestIncidentsPage final : public QObject, private OpenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void cleanup() { close(); }
    void theSentenceCountsBurstsAndPosts();
    void theSentenceOfQuietAndOfSilence();
    void aBurstThatGoesOnSaysSo();
    void filtersPartTheTable();
    void theTableRunsAsItIsOrdered_data();
    void theTableRunsAsItIsOrdered();
    void aClickOnAColumnTurnsItRound();
    void everyRowFillsEveryColumnAndHasItsDetail();
    void theDetailOfABurstHasItsBrackets();
    void theDetailOfAnIncidentHasItsPosts();
    void theTimelineHasALaneForEachModelAndOneForTheRest();
    void aChosenRowIsMarkedInTheTimeline();
    void theKindButtonsFilterThePage();
    void theChoiceFollowsItsRow();
    void theExportHoldsEverything();
    void everythingFitsASmallScreen();

private:
    IncidentsPage& shownPage();
    QTemporaryDir m_directory;
};

IncidentsPage& TestIncidentsPage::shownPage()
{
    open();
    m_window->resize(1440, 900);
    m_window->showPage(u"incidents"_s);
    m_window->setDashboard(cannedDashboard(14 * 24h));
    m_window->setFindings(std::make_shared<const Findings>(canned()));
    return page<IncidentsPage>("incidents");
}

void TestIncidentsPage::theSentenceCountsBurstsAndPosts()
{
    const Headline headline = incidentsHeadline(canned().happenings, english());
    const auto n = canned().happenings.bursts.size();
    QVERIFY(n > 10);
    QVERIFY2(headline.sentence.startsWith(u"%1 bursts of overload; the longest lasted "_s.arg(n)),
             qPrintable(headline.sentence));
    QVERIFY(headline.detail.contains(u" of Opus 4.7, "_s));
    QVERIFY(headline.detail.contains(u"the status page posted 1, "_s));
    QVERIFY(headline.detail.contains(u" late."_s));
    QVERIFY(headline.detail.endsWith(u"Posts without a burst of ours behind them: 1 of 2."_s));
    // Of one burst the figures stand in the sentence.
    const Headline single = incidentsHeadline(one(burst()), english());
    QCOMPARE(single.sentence, u"One burst of overload, 1 h of Opus 4.7."_s);
    QCOMPARE(single.condition, Condition::Warning);
    QCOMPARE(single.detail,
             u"Of 1 that lasted 10 minutes and more the status page posted 1, 12 min late."_s);
}

void TestIncidentsPage::theSentenceOfQuietAndOfSilence()
{
    Happenings found = one(burst());
    found.bursts.clear();
    QCOMPARE(incidentsHeadline(found, english()).condition, Condition::Normal);
    QVERIFY(incidentsHeadline(found, english()).detail.contains(u"1,440 probes"_s));
    found.models.front().probes = 0;
    QCOMPARE(incidentsHeadline(found, english()).condition, Condition::Unknown);
    found = one(burst());
    found.toldSince.reset();
    QVERIFY(incidentsHeadline(found, english()).detail.contains(u"silence says nothing"_s));
}

void TestIncidentsPage::aBurstThatGoesOnSaysSo()
{
    MeasuredBurst open = burst();
    open.burst.censored = true;
    open.burst.end.upTo = open.burst.end.after;
    open.underWay = true;
    QCOMPARE(lengthText(open, english().numbers), u"≥ 58 min"_s);
    QCOMPARE(lengthText(burst(), english().numbers), u"1 h"_s);
    const Headline headline = incidentsHeadline(one(open), english());
    QCOMPARE(headline.condition, Condition::Bad);
    QVERIFY(headline.sentence.endsWith(u"Opus 4.7 is still overloaded."_s));
    QCOMPARE(happeningRows(one(open), english()).front().cells[1].text, u"Overloaded, not over"_s);
    MeasuredBurst brief = burst();
    brief.burst.probes = brief.burst.overloaded = 1;
    QCOMPARE(lengthText(brief, english().numbers), u"≤ 1 h 02 min"_s);
    QCOMPARE(lagText(-4min, english().numbers), u"4 min before its begin"_s);
}

void TestIncidentsPage::filtersPartTheTable()
{
    const auto all = rows();
    QCOMPARE(happeningTable(all, {}, {}, u"UTC"_s).rows.size(), all.size());
    std::size_t sum = 0;
    for (const HappeningKind kind : kinds) {
        sum += happeningTable(all, kind, {}, u"UTC"_s).rows.size();
    }
    QCOMPARE(sum, all.size());
    QCOMPARE(happeningTable(all, HappeningKind::Burst, {}, u"UTC"_s).rows.size(),
             canned().happenings.bursts.size());
    QCOMPARE(happeningTable(all, HappeningKind::Post, {}, u"UTC"_s).rows.size(), 2U);
}

void TestIncidentsPage::theTableRunsAsItIsOrdered_data()
{
    QTest::addColumn<HappeningColumn>("column");
    QTest::addColumn<bool>("descending");
    QTest::newRow("newest first") << HappeningColumn::When << true;
    QTest::newRow("oldest first") << HappeningColumn::When << false;
    QTest::newRow("longest first") << HappeningColumn::Length << true;
    QTest::newRow("most overloaded first") << HappeningColumn::Overloaded << true;
}

void TestIncidentsPage::theTableRunsAsItIsOrdered()
{
    QFETCH(const HappeningColumn, column);
    QFETCH(const bool, descending);
    const auto all = rows();
    const TableContent table =
        happeningTable(all, {}, {.column = column, .descending = descending}, u"UTC"_s);
    std::vector<double> values;
    for (const TableContent::Row& shown : table.rows) {
        const auto row = std::ranges::find(all, shown.key, &HappeningRow::key);
        values.push_back(column == HappeningColumn::When         ? double(toEpochMs(row->span.from))
                             : column == HappeningColumn::Length ? double(row->length.count())
                                                                 : row->overloaded);
    }
    if (descending) {
        std::ranges::reverse(values);
    }
    QVERIFY(std::ranges::is_sorted(values));
    QVERIFY(table.columns[std::size_t(column)].title.endsWith(descending ? u'▾' : u'▴'));
}

void TestIncidentsPage::aClickOnAColumnTurnsItRound()
{
    HappeningOrder order = orderAfterClick({}, HappeningColumn::Length);
    QCOMPARE(order, (HappeningOrder {HappeningColumn::Length, true}));
    order = orderAfterClick(order, HappeningColumn::Length);
    QVERIFY(!order.descending);
    QVERIFY(!orderAfterClick(order, HappeningColumn::Model).descending);
}

void TestIncidentsPage::everyRowFillsEveryColumnAndHasItsDetail()
{
    CellTableModel model;
    const QAbstractItemModelTester tester(&model);
    CellTableModel detail;
    const QAbstractItemModelTester detailTester(&detail);
    const TableContent table = happeningTable(rows(), {}, {}, u"CET"_s);
    QCOMPARE(table.columns.front().title, u"When (CET) ▾"_s);
    model.setContent(table);
    QSet<QString> keys;
    for (const TableContent::Row& row : table.rows) {
        QCOMPARE(row.cells.size(), table.columns.size());
        keys.insert(row.key);
        const TableContent told = happeningDetail(canned().happenings, row.key, english());
        QVERIFY2(told.rows.size() > 3, qPrintable(row.key));
        detail.setContent(told);
    }
    QCOMPARE(std::size_t(keys.size()), table.rows.size());
    QVERIFY(happeningDetail(canned().happenings, u"burst/none/0"_s, english()).rows.empty());
}

void TestIncidentsPage::theDetailOfABurstHasItsBrackets()
{
    const MeasuredBurst known = burst();
    const TableContent detail = happeningDetail(one(known), keyOf(known), english());
    QCOMPARE(
        textOf(detail, u"Began"_s),
        u"between the last ok and the first overloaded probe, 21 Nov 2026 08:31:10 to 08:33:10 "
        "UTC"_s);
    QCOMPARE(textOf(detail, u"Length"_s), u"1 h; at least 58 min, at most 1 h 02 min"_s);
    QCOMPARE(textOf(detail, u"Overloaded"_s), u"48 of 60, 80.0 %"_s);
    QCOMPARE(textOf(detail, u"As HTTP 529"_s), u"40"_s);
    QCOMPARE(textOf(detail, u"In a stream"_s), u"8"_s);
    QCOMPARE(textOf(detail, u"Status page"_s), u"posted 2026-11-21 08:44 UTC, 12 min late"_s);
    QCOMPARE(textOf(detail, u"Told within an hour"_s), u"nothing"_s);
}

void TestIncidentsPage::theDetailOfAnIncidentHasItsPosts()
{
    const auto& incidents = canned().happenings.incidents;
    QCOMPARE(incidents.size(), 2U);
    const TableContent alone =
        happeningDetail(canned().happenings, keyOf(incidents.front()), english());
    QCOMPARE(textOf(alone, u"Our probes"_s), u"no burst of ours within it, although we measured"_s);
    const TableContent late =
        happeningDetail(canned().happenings, keyOf(incidents.back()), english());
    QCOMPARE(textOf(late, u"Our probes"_s), u"a burst of ours is behind it"_s);
    const auto posts = std::ranges::count_if(late.rows, [](const TableContent::Row& row) {
        return row.cells[1].text.startsWith(u"Incident "_s);
    });
    QCOMPARE(posts, 3);
}

void TestIncidentsPage::theTimelineHasALaneForEachModelAndOneForTheRest()
{
    const Happenings& found = canned().happenings;
    const auto content = happeningLanes(found, rows(), {}, english().times);
    QCOMPARE(content.lanes.size(), found.models.size() + 1);
    QVERIFY(!content.chosen);
    for (std::size_t i = 0; i < found.models.size(); ++i) {
        const auto bursts =
            std::ranges::count(found.bursts, found.models[i].subject, &MeasuredBurst::subject);
        QCOMPARE(content.lanes[i].bars.size(), std::size_t(bursts));
        QCOMPARE(content.lanes[i].gaps.size(), found.models[i].silent.size());
    }
    QCOMPARE(content.lanes.back().bars.size(), 2U);
    QVERIFY(!content.lanes.back().series);
    QVERIFY(!content.lanes.back().moments.empty());
}

void TestIncidentsPage::aChosenRowIsMarkedInTheTimeline()
{
    IncidentsPage& shown = shownPage();
    DataTable& table = shown.table();
    const QAbstractItemModelTester tester(table.model());
    QVERIFY(shown.timeline().content().chosen); // the newest one, until another is chosen
    QTRY_VERIFY(table.viewport()->height() > 100);
    const QModelIndex index = shown.model().index(2, 1);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(index).center());
    const QString key = index.data(KeyRole).toString();
    const auto all = rows();
    const auto row = std::ranges::find(all, key, &HappeningRow::key);
    QCOMPARE(shown.timeline().content().chosen->span, row->span);
    QVERIFY(shown.detail().rowCount() > 3);
    QVERIFY(!shown.timeline().accessibleDescription().isEmpty());
}

void TestIncidentsPage::theKindButtonsFilterThePage()
{
    IncidentsPage& shown = shownPage();
    const int all = shown.model().rowCount();
    QPushButton* posts = shown.kinds().button(QString::number(int(HappeningKind::Post)));
    QTest::mouseClick(posts, Qt::LeftButton);
    QCOMPARE(shown.model().rowCount(), 2);
    QCOMPARE(shown.model().index(0, 1).data().toString(), u"Posted"_s);
    QTest::mouseClick(shown.kinds().button(u"all"_s), Qt::LeftButton);
    QCOMPARE(shown.model().rowCount(), all);
}

void TestIncidentsPage::theChoiceFollowsItsRow()
{
    IncidentsPage& shown = shownPage();
    DataTable& table = shown.table();
    table.selectRow(4);
    const QString key = table.currentIndex().data(KeyRole).toString();
    auto* orders = shown.findChild<QComboBox*>();
    orders->setFocus();
    QTest::keyClick(orders, Qt::Key_End); // by kind
    QVERIFY(shown.model().headerData(1, Qt::Horizontal, Qt::DisplayRole).toString().endsWith(u'▴'));
    QCOMPARE(table.currentIndex().data(KeyRole).toString(), key);
    emit table.horizontalHeader()->sectionClicked(int(HappeningColumn::When));
    QCOMPARE(orders->currentIndex(), 0);
    QCOMPARE(table.currentIndex().row(), 4);
}

void TestIncidentsPage::theExportHoldsEverything()
{
    IncidentsPage& shown = shownPage();
    QSignalSpy exported(&shown, &Page::exported);
    const QString path = m_directory.filePath(u"incidents.csv"_s);
    shown.exportTo(path);
    QCOMPARE(exported.count(), 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray csv = file.readAll();
    QCOMPARE(csv.count("\r\nburst,"), qsizetype(canned().happenings.bursts.size()));
    QCOMPARE(csv.count("\r\nincident,"), qsizetype(2));
    QCOMPARE(csv.count("\r\npost,"), qsizetype(6));
}

void TestIncidentsPage::everythingFitsASmallScreen()
{
    IncidentsPage& shown = shownPage();
    m_window->resize(1000, 700);
    QTRY_COMPARE(m_window->width(), 1000);
    QTRY_VERIFY2(shown.width() <= shown.parentWidget()->width(),
                 qPrintable(QString::number(shown.width())));
    const DataTable& table = shown.table();
    QTRY_VERIFY2(table.horizontalHeader()->length() <= table.viewport()->width(),
                 qPrintable(QString::number(table.horizontalHeader()->length())));
}

QTEST_MAIN(TestIncidentsPage)
#include "tst_incidentspage.moc"
