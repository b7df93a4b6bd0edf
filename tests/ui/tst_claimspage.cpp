// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/claimsreport.h"
#include "tests/ui/openwindow.h"
#include "ui/pages/claimspage.h"
#include "ui/viewmodels/claimtables.h"

#include <QAbstractItemModelTester>
#include <QApplication>
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

const SharedFindings& found()
{
    static const auto findings = std::make_shared<const Findings>(cannedFindings(
        {.kinds = FindingKind::Ledger,
         .selection = {.range = {.from = cannedNow() - 28 * 24h, .to = cannedNow()}, .models = {}},
         .asOf = cannedNow(),
         .zone = QTimeZone::utc()}));
    return findings;
}

const Ledger& canned()
{
    return found()->ledger;
}

QStringList ids(const TableContent& table)
{
    QStringList keys;
    for (const TableContent::Row& row : table.rows) {
        keys << row.key;
    }
    return keys;
}

QStringList ids(const CellTableModel& model)
{
    QStringList keys;
    for (int row = 0; row < model.rowCount(); ++row) {
        keys << model.index(row, 0).data(KeyRole).toString();
    }
    return keys;
}

QString lineOf(const ClaimDetail& detail, const QString& label)
{
    const auto line = std::ranges::find(detail.lines, label, &ClaimDetail::Line::label);
    return line == detail.lines.end() ? QString() : line->text;
}

QString cell(const TableContent& table, std::size_t row, ClaimColumn column)
{
    return table.rows[row].cells[std::size_t(column)].text;
}

} // namespace

class TestClaimsPage final : public QObject, OpenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init();
    void cleanup() { close(); }
    void theSentenceCountsTheVerdicts();
    void eachVerdictHasItsShapeAndWords_data();
    void eachVerdictHasItsShapeAndWords();
    void aRowTellsClaimMeasuredTestAndVerdict();
    void aClaimThatCannotBeSeenHasNoFigures();
    void whatIsUndecidedSaysWhatItNeeds();
    void theStricterReadingIsToldBeside();
    void rowsComeInTheOrderAskedFor_data();
    void rowsComeInTheOrderAskedFor();
    void rivalsStandSideBySideWithTheirVerdicts();
    void aFilterShowsOneVerdictAlone();
    void aClickOnAHeadSortsAndAnotherTurnsItRound();
    void theChosenClaimStaysChosen();
    void aRowShowsItsEvidence();
    void allIsReachedByKeyboard();
    void theLedgerGoesIntoAFile();

private:
    ClaimsPage& claims() { return page<ClaimsPage>("claims"); }
};

void TestClaimsPage::init()
{
    open();
    m_window->showPage(u"claims"_s);
    m_window->setDashboard(cannedDashboard(24h));
    m_window->setFindings(found());
}

void TestClaimsPage::theSentenceCountsTheVerdicts()
{
    const Headline headline = claimsHeadline(canned(), Format());
    QCOMPARE(headline.sentence,
             u"Of 5 claims, 1 supported, 1 refuted, 2 not yet decidable and 1 not observable from "
             "here."_s);
    QString told = headline.sentence; // as the command says it, but for a comma
    QVERIFY(claimsText(canned()).startsWith(told.replace(u"claims, "_s, u"claims "_s)));
    QVERIFY(headline.detail.contains(u"from 2026-10-24 to 2026-11-21"_s));
    QCOMPARE(claims().headline(), headline);
    QCOMPARE(
        claimsHeadline({.asOf = {}, .evidence = {}, .zone = {}, .rows = {}, .contradictions = {}},
                       Format())
            .condition,
        Condition::Unknown);
}

void TestClaimsPage::eachVerdictHasItsShapeAndWords_data()
{
    QTest::addColumn<ClaimVerdict>("verdict");
    QTest::addColumn<Condition>("condition");
    QTest::addColumn<QString>("words");
    QTest::newRow("supported") << ClaimVerdict::Supported << Condition::Normal << u"Supported"_s;
    QTest::newRow("refuted") << ClaimVerdict::Refuted << Condition::Bad << u"Refuted"_s;
    QTest::newRow("open") << ClaimVerdict::NotYetDecidable << Condition::Warning
                          << u"Not yet decidable"_s;
    QTest::newRow("out of sight") << ClaimVerdict::NotObservable << Condition::Unknown
                                  << u"Not observable from here"_s;
}

void TestClaimsPage::eachVerdictHasItsShapeAndWords()
{
    QFETCH(ClaimVerdict, verdict);
    QFETCH(Condition, condition);
    QFETCH(QString, words);
    QCOMPARE(conditionOf(verdict), condition);
    QCOMPARE(verdictLabel(verdict), words);
    QCOMPARE(words.toLower(), label(verdict)); // the words of the command
    const auto marks = claims().findChildren<StateMark*>();
    QVERIFY(std::ranges::any_of(marks, [&](const StateMark* mark) {
        return mark->isVisible() && mark->words() == words && mark->condition() == condition;
    }));
}

void TestClaimsPage::aRowTellsClaimMeasuredTestAndVerdict()
{
    const TableContent table = claimTable(canned(), {}, Format());
    QCOMPARE(ids(table), (QStringList {u"C01"_s, u"C02"_s, u"C03"_s, u"C04"_s, u"C05"_s}));
    QCOMPARE(table.columns.size(), std::size_t(claimColumns));
    QCOMPARE(cell(table, 1, ClaimColumn::Claimed), u"+16 %"_s);
    QCOMPARE(cell(table, 1, ClaimColumn::Measured), u"× 16.7, exact"_s);
    QCOMPARE(cell(table, 1, ClaimColumn::N), u"exact"_s);
    QCOMPARE(cell(table, 1, ClaimColumn::Test), u"about × 1.16, give or take 5.00 %"_s);
    QCOMPARE(cell(table, 1, ClaimColumn::Verdict), u"Refuted"_s);
    QCOMPARE(cell(table, 1, ClaimColumn::Decided), u"2026-05-06"_s); // when the limit moved
    QCOMPARE(table.rows[1].cells[std::size_t(ClaimColumn::Verdict)].condition,
             std::optional(Condition::Bad));
    const Measured& measured = canned().find(u"C05"_s)->measured;
    QCOMPARE(cell(table, 4, ClaimColumn::Test), u"below 5.00 %"_s);
    QCOMPARE(cell(table, 4, ClaimColumn::Measured),
             u"%1 (%2 to %3)"_s.arg(figureText(ClaimUnit::Share, *measured.value),
                                    figureText(ClaimUnit::Share, *measured.low).chopped(2),
                                    figureText(ClaimUnit::Share, *measured.high).chopped(2)));
    QCOMPARE(cell(table, 4, ClaimColumn::N),
             Format().numbers.count(qint64(measured.n)) + u' ' + measured.counted);
    QCOMPARE(cell(table, 4, ClaimColumn::Verdict), u"Not yet decidable"_s);
}

void TestClaimsPage::aClaimThatCannotBeSeenHasNoFigures()
{
    const TableContent table = claimTable(canned(), {}, Format());
    for (const ClaimColumn column : {ClaimColumn::Measured, ClaimColumn::N, ClaimColumn::Test}) {
        QCOMPARE(cell(table, 3, column), u"—"_s); // and never 0
    }
    QCOMPARE(cell(table, 3, ClaimColumn::Decided), u"never"_s);
    const ClaimDetail detail = claimDetail(*canned().find(u"C04"_s), Format());
    QCOMPARE(lineOf(detail, u"Why not"_s), u"Power cannot be seen from here."_s);
    QCOMPARE(lineOf(detail, u"Source"_s), u"article 2"_s);
}

void TestClaimsPage::whatIsUndecidedSaysWhatItNeeds()
{
    LedgerRow row = *canned().find(u"C03"_s);
    QCOMPARE(row.verdict, ClaimVerdict::NotYetDecidable);
    row.measured.missing = u"6 weeks of probes"_s;
    row.measured.enoughAt = cannedNow() + 24h * 9;
    QCOMPARE(lineOf(claimDetail(row, Format()), u"Not decided"_s),
             u"it needs 6 weeks of probes; enough on 2026-11-30 at this pace"_s);
    Ledger ledger = canned();
    ledger.rows[2] = row;
    QCOMPARE(cell(claimTable(ledger, {}, Format()), 2, ClaimColumn::Decided),
             u"enough on 2026-11-30"_s);
    row.measured.missing.clear();
    row.measured.enoughAt.reset();
    row.measured.p.reset();
    row.measured.low = -0.01;
    row.measured.high = 0.01;
    QCOMPARE(lineOf(claimDetail(row, Format()), u"Not decided"_s),
             u"the interval lies on both sides"_s);
}

void TestClaimsPage::theStricterReadingIsToldBeside()
{
    LedgerRow row = *canned().find(u"C05"_s);
    QCOMPARE(lineOf(claimDetail(row, Format()), u"Stricter"_s), QString());
    row.claim.strict = 0.00001;
    row.strict = ClaimVerdict::Refuted;
    QCOMPARE(lineOf(claimDetail(row, Format()), u"Stricter"_s), u"below 0.00 %: refuted"_s);
}

void TestClaimsPage::rowsComeInTheOrderAskedFor_data()
{
    QTest::addColumn<ClaimColumn>("column");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<QStringList>("order");
    const auto row = [](const char* name, ClaimColumn column, bool descending, const char* order) {
        QTest::newRow(name) << column << descending << QString::fromLatin1(order).split(u' ');
    };
    row("as in the book", ClaimColumn::Number, false, "C01 C02 C03 C04 C05");
    row("the book backwards", ClaimColumn::Number, true, "C05 C04 C03 C02 C01");
    row("by their words", ClaimColumn::Claim, false, "C05 C04 C01 C02 C03");
    row("supported first", ClaimColumn::Verdict, false, "C01 C02 C03 C05 C04");
    row("out of sight first", ClaimColumn::Verdict, true, "C04 C03 C05 C02 C01");
    row("shares before ratios", ClaimColumn::Measured, false, "C05 C03 C01 C02 C04");
}

void TestClaimsPage::rowsComeInTheOrderAskedFor()
{
    QFETCH(ClaimColumn, column);
    QFETCH(bool, descending);
    QFETCH(QStringList, order);
    QCOMPARE(ids(claimTable(canned(), {.sortedBy = column, .isDescending = descending}, Format())),
             order);
}

void TestClaimsPage::rivalsStandSideBySideWithTheirVerdicts()
{
    const TableContent rivals = rivalTable(canned(), u"C01"_s);
    QCOMPARE(ids(rivals), (QStringList {u"C01"_s, u"C02"_s}));
    QCOMPARE(rivals.rows[0].cells[1].text, u"Supported"_s);
    QCOMPARE(rivals.rows[1].cells[1].text, u"Refuted"_s);
    QCOMPARE(rivalText(canned(), u"C01"_s),
             u"K1: +16 % against × 16.7. The ratio of the limits before and after."_s);
    QVERIFY(rivalTable(canned(), u"C03"_s).rows.empty());
    QCOMPARE(claims().rivals().rowCount(), 2);
}

void TestClaimsPage::aFilterShowsOneVerdictAlone()
{
    const QAbstractItemModelTester tester(&claims().claims());
    QComboBox& verdicts = claims().verdicts();
    QCOMPARE(verdicts.count(), 5);
    verdicts.setFocus();
    QTest::keyClick(&verdicts, Qt::Key_Down);
    QTest::keyClick(&verdicts, Qt::Key_Down);
    QCOMPARE(verdicts.currentText(), u"Refuted"_s);
    QCOMPARE(ids(claims().claims()), QStringList(u"C02"_s));
    QCOMPARE(claims().selected(), u"C02"_s);
    QTest::keyClick(&verdicts, Qt::Key_Home);
    QCOMPARE(claims().claims().rowCount(), 5);
}

void TestClaimsPage::aClickOnAHeadSortsAndAnotherTurnsItRound()
{
    const QAbstractItemModelTester tester(&claims().claims());
    QHeaderView* head = claims().table().horizontalHeader();
    const auto click = [head](ClaimColumn column) {
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {},
                          {head->sectionViewportPosition(int(column)) + 12, head->height() / 2});
    };
    click(ClaimColumn::Verdict);
    QCOMPARE(claims().order().currentIndex(), int(ClaimColumn::Verdict));
    QCOMPARE(ids(claims().claims()).front(), u"C01"_s);
    click(ClaimColumn::Verdict);
    QCOMPARE(ids(claims().claims()).front(), u"C04"_s);
    QVERIFY(claims()
                .claims()
                .headerData(int(ClaimColumn::Verdict), Qt::Horizontal, Qt::DisplayRole)
                .toString()
                .endsWith(u" ▴"_s));
}

void TestClaimsPage::theChosenClaimStaysChosen()
{
    claims().table().selectRow(1);
    QCOMPARE(claims().selected(), u"C02"_s);
    QComboBox& order = claims().order();
    order.setFocus();
    QTest::keyClick(&order, Qt::Key_End); // by the day of the decision
    QCOMPARE(claims().selected(), u"C02"_s);
    QCOMPARE(claims().table().currentIndex().data(KeyRole).toString(), u"C02"_s);
    m_window->setDashboard(cannedDashboard(24h));
    QCOMPARE(claims().selected(), u"C02"_s);
}

void TestClaimsPage::aRowShowsItsEvidence()
{
    const QAbstractItemModelTester detail(&claims().detail());
    const QAbstractItemModelTester rivals(&claims().rivals());
    DataTable& table = claims().table();
    const QModelIndex index = claims().claims().index(1, 1);
    QTRY_VERIFY(table.visualRect(index).isValid());
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(index).center());
    QCOMPARE(claims().selected(), u"C02"_s);
    QCOMPARE(claims().detail().index(0, 0).data().toString(), u"Evidence"_s);
    QCOMPARE(claims().detail().index(0, 1).data().toString(),
             canned().find(u"C02"_s)->measured.evidence);
    QTest::keyClick(&table, Qt::Key_Down);
    QCOMPARE(claims().selected(), u"C03"_s);
}

void TestClaimsPage::allIsReachedByKeyboard()
{
    QSet<QWidget*> reached;
    for (int i = 0; i < 80; ++i) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get(),
                        Qt::Key_Tab);
        reached.insert(QApplication::focusWidget());
    }
    for (QWidget* widget : std::initializer_list<QWidget*> {
             &claims().table(), &claims().verdicts(), &claims().order(),
             claims().findChild<QPushButton*>(u"exportButton"_s)}) {
        QVERIFY2(reached.contains(widget), qPrintable(widget->accessibleName()));
        QVERIFY(!widget->accessibleName().isEmpty());
    }
}

void TestClaimsPage::theLedgerGoesIntoAFile()
{
    QTemporaryDir directory;
    QSignalSpy exported(&claims(), &Page::exported);
    claims().exportTo(directory.filePath(u"claims.csv"_s));
    QCOMPARE(exported.count(), 1);
    QFile file(directory.filePath(u"claims.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count("\r\n"), 6);
}

QTEST_MAIN(TestClaimsPage)
#include "tst_claimspage.moc"
