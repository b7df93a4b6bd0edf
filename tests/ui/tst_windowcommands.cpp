// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/openwindow.h"
#include "ui/charts/ratechart.h"
#include "ui/dialogs/commandpalette.h"
#include "ui/dialogs/rangedialog.h"
#include "ui/dialogs/shortcutsheet.h"
#include "ui/mainwindow/commandset.h"
#include "ui/mainwindow/topbar.h"
#include "ui/pages/overloadpage.h"

#include <QAbstractItemModelTester>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWindowCommands final : public QObject, OpenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init();
    void cleanup() { close(); }
    void thePaletteRunsWhatItsLettersFit();
    void thePaletteShowsEveryCommandBeforeALetterIsTyped();
    void lettersInOrderFitAndBeginsOfWordsComeFirst();
    void escapeLeavesThePaletteWithoutDoingAnything();
    void theSheetTellsEveryKey();
    void noTwoCommandsHaveTheSameKey();
    void altLeftBringsTheRangeBack();
    void aDragOnAChartBecomesTheRange();
    void controlPlusComesCloser();
    void aRangeOfOnesOwnIsChosenByItsEnds();
    void aRangeThatEndsBeforeItBeginsIsRefused();
    void aClickOnAPointShowsTheRowsBehindIt();
    void controlUChangesTheZone();

private:
    template<typename Dialog>
    Dialog* opened()
    {
        auto* dialog = m_window->findChild<Dialog*>();
        return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
    }
    QAction* command(const QString& name) const;
};

void TestWindowCommands::init()
{
    open();
    m_window->setDashboard(cannedDashboard(24h));
}

QAction* TestWindowCommands::command(const QString& name) const
{
    for (const CommandSet::Group& group : m_window->commands().groups()) {
        for (QAction* one : group.commands) {
            if (one->text() == name) {
                return one;
            }
        }
    }
    return nullptr;
}

void TestWindowCommands::thePaletteRunsWhatItsLettersFit()
{
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto* palette = opened<CommandPalette>();
    QVERIFY(palette);
    QTest::keyClicks(palette->findChild<QLineEdit*>(), u"over load"_s);
    QCOMPARE(palette->list().index(0, 0).data().toString(), u"Overload"_s);
    QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
    QCOMPARE(m_window->currentPage(), u"overload"_s);
    QTRY_VERIFY(!m_window->findChild<CommandPalette*>());
}

void TestWindowCommands::thePaletteShowsEveryCommandBeforeALetterIsTyped()
{
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto* palette = opened<CommandPalette>();
    QVERIFY(palette);
    std::size_t all = 0;
    for (const CommandSet::Group& group : m_window->commands().groups()) {
        all += group.commands.size();
    }
    QCOMPARE(palette->list().rowCount(), int(all));
    auto* field = palette->findChild<QLineEdit*>();
    auto* view = palette->findChild<QListView*>();
    QTest::keyClick(field, Qt::Key_Down);
    QCOMPARE(view->currentIndex().row(), 1);
    QTest::keyClick(field, Qt::Key_Up);
    QTest::keyClick(field, Qt::Key_Up);
    QCOMPARE(view->currentIndex().row(), 0);
}

void TestWindowCommands::lettersInOrderFitAndBeginsOfWordsComeFirst()
{
    QVERIFY(fit(u"Show 24 h"_s, u"s24"_s));
    QVERIFY(!fit(u"Show 24 h"_s, u"42"_s));
    QVERIFY(*fit(u"Full screen"_s, u"fs"_s) > *fit(u"Shortcuts for those"_s, u"fs"_s));
    QAction trends(u"Trends"_s);
    QAction later(u"Later"_s);
    CommandList list({&later, &trends});
    const QAbstractItemModelTester tester(&list);
    list.setTyped(u"t"_s);
    QCOMPARE(list.index(0, 0).data().toString(), u"Trends"_s);
    list.setTyped(u"xyz"_s);
    QCOMPARE(list.rowCount(), 0);
}

void TestWindowCommands::escapeLeavesThePaletteWithoutDoingAnything()
{
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto* palette = opened<CommandPalette>();
    QVERIFY(palette);
    QSignalSpy shown(m_window.get(), &MainWindow::pageShown);
    QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<CommandPalette*>());
    QCOMPARE(shown.count(), 0);
}

void TestWindowCommands::theSheetTellsEveryKey()
{
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    auto* sheet = opened<ShortcutSheet>();
    QVERIFY(sheet);
    QStringList told;
    for (const QLabel* label : sheet->findChildren<QLabel*>()) {
        told << label->text();
    }
    for (const CommandSet::Group& group : m_window->commands().groups()) {
        for (const QAction* one : group.commands) {
            QVERIFY2(one->shortcut().isEmpty() || told.contains(one->text()),
                     qPrintable(one->text()));
        }
    }
}

void TestWindowCommands::noTwoCommandsHaveTheSameKey()
{
    QStringList keys;
    for (const CommandSet::Group& group : m_window->commands().groups()) {
        for (const QAction* one : group.commands) {
            for (const QKeySequence& key : one->shortcuts()) {
                QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
                keys << key.toString();
            }
        }
    }
    QVERIFY(!keys.isEmpty());
}

void TestWindowCommands::altLeftBringsTheRangeBack()
{
    m_selection->setPreset(RangePreset::Week);
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_selection->preset(), RangePreset::Day);
    QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_selection->preset(), RangePreset::Week);
}

void TestWindowCommands::aDragOnAChartBecomesTheRange()
{
    m_window->showPage(u"overload"_s);
    auto* chart = page<OverloadPage>("overload").findChild<RateChart*>();
    const QRectF area = chart->plotArea();
    const auto at = [&](double share) {
        return QPointF(area.left() + share * area.width(), area.center().y()).toPoint();
    };
    QTest::mousePress(chart->viewport(), Qt::LeftButton, {}, at(0.25));
    QTest::mouseRelease(chart->viewport(), Qt::LeftButton, {}, at(0.5));
    QCOMPARE(m_selection->preset(), RangePreset::Custom);
    const TimeRange range = m_selection->selection(cannedNow(), {}).range;
    const auto pixel = std::chrono::milliseconds(qint64(24 * 3.6e6 / area.width()) + 1);
    QVERIFY(std::chrono::abs(range.length() - 6h) <= 2 * pixel);
}

void TestWindowCommands::controlPlusComesCloser()
{
    QTest::keyClick(m_window.get(), Qt::Key_Plus, Qt::ControlModifier);
    const TimeRange range = m_selection->selection(cannedNow(), {}).range;
    QCOMPARE(range, (TimeRange {.from = cannedNow() - 18h, .to = cannedNow() - 6h}));
}

void TestWindowCommands::aRangeOfOnesOwnIsChosenByItsEnds()
{
    auto* ranges = m_window->findChild<TopBar*>()->findChild<SegmentedControl*>();
    QTest::mouseClick(ranges->button(QString::number(int(RangePreset::Custom))), Qt::LeftButton);
    auto* dialog = opened<RangeDialog>();
    QVERIFY(dialog);
    QCOMPARE(m_selection->preset(), RangePreset::Day); // nothing is chosen yet
    const auto ends = dialog->findChildren<QDateTimeEdit*>();
    QCOMPARE(ends.size(), 2);
    ends[0]->setDateTime(QDateTime::fromString(u"2026-11-20T06:00:00Z"_s, Qt::ISODate));
    ends[1]->setDateTime(QDateTime::fromString(u"2026-11-20T09:30:00Z"_s, Qt::ISODate));
    dialog->accept();
    const TimeRange range = m_selection->selection(cannedNow(), {}).range;
    QCOMPARE(range.length(), std::chrono::milliseconds(210min));
    QCOMPARE(ranges->button(QString::number(int(RangePreset::Custom)))->text(),
             u"Fri 20 Nov 06:00 to 09:30"_s);
}

void TestWindowCommands::aRangeThatEndsBeforeItBeginsIsRefused()
{
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier);
    auto* dialog = opened<RangeDialog>();
    QVERIFY(dialog);
    const auto ends = dialog->findChildren<QDateTimeEdit*>();
    ends[1]->setDateTime(ends[0]->dateTime().addSecs(-3600));
    QPushButton* show = dialog->findChildren<QPushButton*>().front();
    QVERIFY(!show->isEnabled());
    ends[1]->setDateTime(ends[0]->dateTime().addSecs(3600));
    QVERIFY(show->isEnabled());
}

void TestWindowCommands::aClickOnAPointShowsTheRowsBehindIt()
{
    m_window->showPage(u"overload"_s);
    auto* chart = page<OverloadPage>("overload").findChild<RateChart*>();
    QTest::mouseClick(chart->viewport(), Qt::LeftButton, {}, chart->plotArea().center().toPoint());
    QCOMPARE(m_window->currentPage(), u"observations"_s);
    auto& rows = page<ObservationsPage>("observations");
    QVERIFY(rows.behind().has_value());
    QCOMPARE(rows.behind()->model, opus47);
    QTRY_VERIFY(rows.model().rowCount() > 0);
    for (int row = 0; row < rows.model().rowCount(); ++row) {
        const Observation& one = rows.model().row(row);
        QVERIFY(rows.behind()->range.contains(one.at));
        QCOMPARE(one.target.model, opus47);
    }
    QTest::mouseClick(rows.findChild<QPushButton*>(u"showAll"_s), Qt::LeftButton);
    QVERIFY(!rows.behind().has_value());
}

void TestWindowCommands::controlUChangesTheZone()
{
    QCOMPARE(m_selection->zoneChoice(), ZoneChoice::Utc);
    QTest::keyClick(m_window.get(), Qt::Key_U, Qt::ControlModifier);
    QCOMPARE(m_selection->zoneChoice(), ZoneChoice::Local);
    QVERIFY(command(u"Local time or UTC"_s));
}

QTEST_MAIN(TestWindowCommands)
#include "tst_windowcommands.moc"
