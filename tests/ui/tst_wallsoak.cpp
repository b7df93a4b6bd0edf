// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/manualclock.h"
#include "tests/support/residentsize.h"
#include "tests/ui/cannedstore.h"
#include "ui/wall/wallwindow.h"

#include <QImage>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

class TestWallSoak final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { prepareApplication(); }
    void aWeekOfWallNeedsNoMoreMemory();
};

// Seven days of a new answer every minute, each painted; the clock is ours.
void TestWallSoak::aWeekOfWallNeedsNoMoreMemory()
{
    SelectionState selection;
    ThemeState themes(Appearance::Dark);
    const auto clock = std::make_shared<ManualClock>(cannedNow());
    WallWindow wall({.selection = selection, .themes = themes, .clock = clock, .silence = 120s});
    wall.resize(480, 270);
    Dashboard dashboard = cannedDashboard(24h);
    QImage picture(wall.size(), QImage::Format_RGB32);
    const auto live = [&](int minutes) {
        for (int minute = 0; minute < minutes; ++minute) {
            clock->advance(1min);
            dashboard.asOf = clock->now();
            for (ModelOverview& model : dashboard.models) {
                model.lastProbe = clock->now();
            }
            wall.setDashboard(dashboard);
            wall.render(&picture);
        }
    };
    live(24 * 60); // caches of glyphs are full
    const qint64 before = residentSize();
    live(6 * 24 * 60);
    QVERIFY(before > 0);
    QVERIFY2(residentSize() - before < 5'000'000,
             qPrintable(QString::number(residentSize() - before)));
    QVERIFY(!wall.content().stale);
}

QTEST_MAIN(TestWallSoak)
#include "tst_wallsoak.moc"
