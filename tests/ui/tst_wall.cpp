// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/manualclock.h"
#include "tests/ui/cannedstore.h"
#include "ui/dialogs/costnotice.h"
#include "ui/wall/wallwindow.h"
#include "ui/widgets/figuretable.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWall final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { prepareApplication(); }
    void theWallSaysWhatTheOverviewSays();
    void staleAfterWhatTheScheduleExplains_data();
    void staleAfterWhatTheScheduleExplains();
    void aCauseIsNamedOnlyWithEvidence();
    void noPointerAndEscCloses();
    void whileNothingButTheAgeChangesOnlyTheAgeIsPainted();
    void theNoticeTellsTheCostOfADay();
    void anUnknownPriceIsNotZero();
    void onlyStartAccepts();

private:
    Freshness freshness(std::chrono::milliseconds after) const
    {
        return {.now = cannedNow() + after, .silence = 120s};
    }
};

void TestWall::theWallSaysWhatTheOverviewSays()
{
    const Dashboard dashboard = cannedDashboard(24h);
    const WallContent wall = wallContent(dashboard, freshness(0s), Format());
    QCOMPARE(wall.tiles.size(), 4U);
    QVERIFY(wall.demo);
    QVERIFY(!wall.stale);
    QCOMPARE(wall.condition, Condition::Bad);
    QVERIFY(wall.title.contains(u"Opus 4.7"_s));
    const ModelTile tile = modelTile(dashboard.models.front(), freshness(0s), Format());
    QCOMPARE(wall.tiles.front().rate, tile.rate);
    QCOMPARE(wall.dataAge, u"12 s"_s);
}

void TestWall::staleAfterWhatTheScheduleExplains_data()
{
    QTest::addColumn<int>("seconds"); // since the newest probe
    QTest::addColumn<bool>("stale");
    QTest::newRow("at the longest silence it is not") << 120 << false;
    QTest::newRow("a second later it is") << 121 << true;
    QTest::newRow("after seven minutes it is") << 424 << true;
}

void TestWall::staleAfterWhatTheScheduleExplains()
{
    QFETCH(int, seconds);
    QFETCH(bool, stale);
    const WallContent wall =
        wallContent(cannedDashboard(24h), freshness(std::chrono::seconds(seconds - 12)), Format());
    QCOMPARE(wall.stale, stale);
    QCOMPARE(wall.title.startsWith(u"Stale: no probe for"_s), stale);
    QCOMPARE(wall.tiles[1].condition == Condition::Unknown, stale || seconds > 100);
}

void TestWall::aCauseIsNamedOnlyWithEvidence()
{
    Dashboard dashboard = cannedDashboard(24h);
    QVERIFY(!wallContent(dashboard, freshness(7min), Format()).detail.contains(u"line"_s));
    for (ModelOverview& model : dashboard.models) {
        model.lastOutcome = Outcome::LocalNetwork;
    }
    QVERIFY(wallContent(dashboard, freshness(7min), Format()).detail.contains(u"Our own line"_s));
}

void TestWall::noPointerAndEscCloses()
{
    SelectionState selection;
    ThemeState themes(Appearance::Dark);
    const auto clock = std::make_shared<ManualClock>(cannedNow());
    WallWindow wall({.selection = selection, .themes = themes, .clock = clock, .silence = 120s});
    wall.setDashboard(cannedDashboard(24h));
    wall.show();
    QVERIFY(QTest::qWaitForWindowExposed(&wall));
    QCOMPARE(wall.cursor().shape(), Qt::BlankCursor);
    clock->advance(10min);
    QTRY_VERIFY_WITH_TIMEOUT(wall.content().stale, 3000);
    QTest::keyClick(&wall, Qt::Key_Escape);
    QVERIFY(!wall.isVisible());
}

void TestWall::whileNothingButTheAgeChangesOnlyTheAgeIsPainted()
{
    const Dashboard dashboard = cannedDashboard(24h);
    const auto at = [&](std::chrono::milliseconds after) {
        WallContent wall = wallContent(dashboard, freshness(after), Format());
        wall.dataAge.clear();
        return wall;
    };
    QVERIFY(at(1s) == at(2s));
    QVERIFY(!(at(1s) == at(61s))); // the clock of the wall
    QVERIFY(wallContent(dashboard, freshness(1s), Format()).dataAge
            != wallContent(dashboard, freshness(2s), Format()).dataAge);
}

void TestWall::theNoticeTellsTheCostOfADay()
{
    ThemeState themes(Appearance::Light);
    const CostNotice notice({.baseUrl = u"https://api.anthropic.com"_s,
                             .lines = {{u"Opus 4.7, admission"_s, 60s, 94'000'000},
                                       {u"Haiku 5.5, admission"_s, 60s, 2'000'000}},
                             .budgetNanoUsd = 500'000'000,
                             .monthBudgetNanoUsd = 2'000'000'000,
                             .warnings = {u"It stops early"_s}},
                            themes, Format());
    const auto& rows = notice.findChild<FigureTable*>(u"costs"_s)->content().rows;
    QCOMPARE(rows.size(), 3U);
    QCOMPARE(rows[0].cells[2].text, u"$0.094"_s);
    QCOMPARE(rows[2].cells[2].text, u"$0.096"_s);
    QCOMPARE(rows[2].cells[3].text, u"$2.88"_s); // in 30 days
    const QString budget = notice.findChild<QLabel*>(u"budget"_s)->text();
    for (const QString& part : {u"$0.50"_s, u"$2.00"_s, u"It stops early."_s, u"Follow-up"_s}) {
        QVERIFY2(budget.contains(part), qPrintable(budget));
    }
}

void TestWall::anUnknownPriceIsNotZero()
{
    ThemeState themes(Appearance::Light);
    const CostNotice notice({.baseUrl = u"https://api.anthropic.com"_s,
                             .lines = {{u"New model"_s, 60s, {}}, {u"Opus"_s, 60s, 200'000'000}},
                             .budgetNanoUsd = {}},
                            themes, Format());
    const auto& rows = notice.findChild<FigureTable*>(u"costs"_s)->content().rows;
    QCOMPARE(rows[0].cells[2].text, u"price unknown"_s);
    QCOMPARE(rows[0].cells[3].text, u"price unknown"_s);
    QCOMPARE(rows[2].cells[2].text, u"≥ $0.20"_s);
    QCOMPARE(rows[2].cells[3].text, u"≥ $6.00"_s);
}

void TestWall::onlyStartAccepts()
{
    ThemeState themes(Appearance::Light);
    CostNotice notice({.baseUrl = {}, .lines = {}, .budgetNanoUsd = {}}, themes, Format());
    QSignalSpy accepted(&notice, &QDialog::accepted);
    QSignalSpy rejected(&notice, &QDialog::rejected);
    notice.open();
    QTest::keyClick(&notice, Qt::Key_Return); // a stray Enter spends nothing
    QCOMPARE(accepted.count(), 0);
    QCOMPARE(rejected.count(), 1);
    notice.open();
    QTest::mouseClick(notice.findChild<QPushButton*>(u"start"_s), Qt::LeftButton);
    QCOMPARE(accepted.count(), 1);
}

QTEST_MAIN(TestWall)
#include "tst_wall.moc"
