// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/openwindow.h"
#include "ui/mainwindow/navigation.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/topbar.h"
#include "ui/pages/limitspage.h"
#include "ui/pages/overloadpage.h"
#include "ui/pages/overviewpage.h"
#include "ui/pages/pageids.h"
#include "ui/pages/trendspage.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fieldlist.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestMainWindow final : public QObject, OpenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init() { open(m_directory.filePath(u"window.ini"_s)); }
    void cleanup();
    void ctrlDigitsChangeThePage();
    void aClickOnARangeChangesTheSelection();
    void theModelMenuChoosesModels();
    void demoStandsOnEveryPage();
    void pagesAgreeOnTheRate();
    void theChartShowsTheSeriesAndItsGaps();
    void changesAreMarkedOnTheLimits();
    void trendsShowBothWeeks();
    void aRowClickShowsHeaders();
    void beforeTheFirstDashboardThereIsOnlyASentence();
    void aPageThatNeedsMoreThanWasReadWaitsForIt();
    void headersAreToldWhole();
    void anEmptyStoreShowsUnknownAndNeverZero();
    void silenceTurnsTilesUnknown();
    void anErrorKeepsTheFigures();
    void everyPageExportsItsFigures();
    void theWindowRemembersItsPage();
    void theFrameFitsASmallScreen();
    void aBannerLeavesTheOverviewWhole();
    void everyControlHasAName();

private:
    QTemporaryDir m_directory;
};

void TestMainWindow::cleanup()
{
    close();
    QFile::remove(m_directory.filePath(u"window.ini"_s));
}

void TestMainWindow::ctrlDigitsChangeThePage()
{
    QStringList ids;
    for (const char* id : pageIds) {
        ids << QString::fromLatin1(id);
    }
    QCOMPARE(m_window->pageIds(), ids);
    for (int i = 0; i < m_window->pageIds().size(); ++i) {
        const int digit = (i + 1) % 10; // the tenth: 0
        QTest::keyClick(m_window.get(), Qt::Key(Qt::Key_0 + digit), Qt::ControlModifier);
        QTRY_COMPARE(m_window->currentPage(), m_window->pageIds()[i]);
    }
    QVERIFY(!m_window->showPage(u"nowhere"_s));
}

void TestMainWindow::aClickOnARangeChangesTheSelection()
{
    auto* ranges = m_window->findChild<TopBar*>()->findChild<SegmentedControl*>();
    QSignalSpy changed(m_selection.get(), &SelectionState::changed);
    QTest::mouseClick(ranges->button(QString::number(int(RangePreset::Week))), Qt::LeftButton);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(m_selection->preset(), RangePreset::Week);
}

void TestMainWindow::theModelMenuChoosesModels()
{
    m_window->setDashboard(cannedDashboard(24h));
    QMenu* menu = m_window->findChild<TopBar*>()->modelMenu();
    QCOMPARE(menu->actions().size(), 6); // all, a line, four models
    menu->actions()[2]->trigger();
    QCOMPARE(m_selection->models().size(), 3);
    QVERIFY(!m_selection->models().contains(opus47));
    menu->actions()[0]->trigger();
    QVERIFY(m_selection->models().isEmpty());
}

void TestMainWindow::demoStandsOnEveryPage()
{
    Dashboard dashboard = cannedDashboard(24h);
    m_window->setDashboard(dashboard);
    auto* label = m_window->findChild<QLabel*>(u"demoLabel"_s);
    for (const QString& id : m_window->pageIds()) {
        m_window->showPage(id);
        QVERIFY2(label->isVisible(), qPrintable(id));
        QCOMPARE(label->text(), u"DEMO DATA"_s);
    }
    dashboard.store.demo = false;
    m_window->setDashboard(dashboard);
    QVERIFY(!label->isVisible());
}

void TestMainWindow::pagesAgreeOnTheRate()
{
    m_window->setDashboard(cannedDashboard(24h));
    const auto& tiles = page<OverviewPage>("overview").tiles();
    const CellTableModel& table = page<OverloadPage>("overload").table();
    QCOMPARE(tiles.size(), 4U);
    QCOMPARE(table.rowCount(), 4);
    for (int i = 0; i < 4; ++i) {
        const ModelTile& tile = tiles[std::size_t(i)]->tile();
        QCOMPARE(table.index(i, 0).data().toString(), tile.name);
        QCOMPARE(table.index(i, 1).data().toString(), tile.windows[1].rate);
        QCOMPARE(table.index(i, 2).data().toString(), tile.windows[1].interval);
        QCOMPARE(table.index(i, 3).data().toString(), tile.windows[1].n);
    }
    // And both with a count by hand.
    OutcomeCounts counts;
    for (const Observation& row : cannedStore().rows()) {
        if (row.target == TargetId {.model = opus47} && row.at >= cannedNow() - 24h) {
            ++counts[row.outcome];
        }
    }
    QCOMPARE(table.index(0, 4).data().toString(), QString::number(counts.overloaded()));
    QCOMPARE(table.index(0, 9).data().toString(), QString::number(counts.limited()));
}

void TestMainWindow::theChartShowsTheSeriesAndItsGaps()
{
    const Dashboard dashboard = cannedDashboard(24h);
    m_window->setDashboard(dashboard);
    const RateChart& chart = page<OverloadPage>("overload").rateChart();
    QCOMPARE(chart.content().gaps.size(), 1U); // 54 minutes, 20 h ago
    QCOMPARE(chart.content().lines.size(), 2U);
    std::size_t points = 0;
    for (const PlotLine& line : chart.content().lines) {
        points += line.points.size();
    }
    QCOMPARE(points, dashboard.series.front().steps.size() - 1); // one ends in the gap
    const auto& last = chart.content().lines.back().points.back();
    QCOMPARE(last.x(), double(toEpochMs(cannedNow())));
    QCOMPARE(chart.content().objective->y, 0.01);
    QVERIFY(!page<OverloadPage>("overload").limitedChart().content().bars.empty());
}

void TestMainWindow::changesAreMarkedOnTheLimits()
{
    m_window->setDashboard(cannedDashboard(230 * 24h));
    const LimitsPage& limits = page<LimitsPage>("limits");
    const PlotContent& plot = limits.inputChart().content();
    QCOMPARE(plot.flags.size(), 2U);
    QCOMPARE(plot.labels.size(), 3U); // two changes and the present value
    QVERIFY(std::ranges::any_of(plot.labels, [](const PlotLabel& label) {
        return label.text == u"30k to 500k, × 16.7"_s;
    }));
    QCOMPARE(plot.lines.front().points.front().y(), 30'000.0);
    QCOMPARE(plot.lines.front().points.back().y(), 2'000'000.0);
    QCOMPARE(limits.changes().rowCount(), 5);
    QCOMPARE(limits.changes().headerData(5, Qt::Horizontal, Qt::DisplayRole).toString(),
             u"Bracket (UTC)"_s);
    QVERIFY(limits.changes().index(0, 5).data().toString().contains(u" 2026 "_s));
    QCOMPARE(limits.headroom().pools().front().rows[1].percent, u"78 %"_s);
}

void TestMainWindow::trendsShowBothWeeks()
{
    m_window->setDashboard(cannedDashboard(14 * 24h));
    const TrendsPage& trends = page<TrendsPage>("trends");
    QVERIFY(trends.chart().content().now);
    QVERIFY(std::ranges::any_of(trends.chart().content().lines, &PlotLine::dashed));
    QVERIFY(!trends.chart().content().gaps.empty()); // twelve hours of last week
    QCOMPARE(trends.table().rowCount(), 5);
    QVERIFY(trends.weeks().rowCount() >= 3);
}

void TestMainWindow::aRowClickShowsHeaders()
{
    m_window->showPage(u"observations"_s);
    m_window->setDashboard(cannedDashboard(24h));
    auto& observations = page<ObservationsPage>("observations");
    QTRY_VERIFY(observations.model().rowCount() > 4);
    DataTable& table = observations.table();
    const QModelIndex index = observations.model().index(3, 1);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(index).center());
    QTRY_COMPARE(observations.headers().rowCount(), 7);
    QCOMPARE(observations.headers().index(0, 0).data().toString(), u"date"_s);
    const qint64 seq = observations.model().row(3).seq;
    QCOMPARE(observations.facts().index(0, 1).data().toString(), QLocale().toString(seq));
}

void TestMainWindow::beforeTheFirstDashboardThereIsOnlyASentence()
{
    for (const QString& id : m_window->pageIds()) {
        QVERIFY2(!m_window->page(id)->headline().sentence.isEmpty(), qPrintable(id));
    }
    m_window->setWaiting(waitingHeadline(Waiting::NothingMeasured, u"Do this."_s));
    Page* overview = m_window->page(u"overview"_s);
    QCOMPARE(overview->headline().sentence, u"Nothing measured yet."_s);
    QCOMPARE(overview->headline().detail, u"Do this."_s);
    auto* button = overview->findChild<QPushButton*>(u"exportButton"_s);
    QVERIFY(!button->isVisible()); // there is nothing to export
    m_window->setDashboard(cannedDashboard(24h));
    QVERIFY(button->isVisible());
    const QString verdict = overview->headline().sentence;
    m_window->setWaiting(waitingHeadline(Waiting::NoStore));
    QCOMPARE(overview->headline().sentence, verdict);
}

void TestMainWindow::aPageThatNeedsMoreThanWasReadWaitsForIt()
{
    Dashboard glance = cannedDashboard(24h);
    glance.parts = DashboardPart::Path;
    glance.trends = {};
    m_window->setDashboard(glance);
    QVERIFY(m_window->page(u"overview"_s)->isReady());
    QVERIFY(m_window->showPage(u"trends"_s));
    QCOMPARE(m_window->needs(), DashboardParts(DashboardPart::Trends));
    Page* trends = m_window->page(u"trends"_s);
    QCOMPARE(trends->headline().sentence, waitingHeadline(Waiting::Reading).sentence);
    QVERIFY(!trends->findChild<QPushButton*>(u"exportButton"_s)->isVisible());
    m_window->setDashboard(cannedDashboard(24h));
    QVERIFY(trends->isReady());
    QVERIFY(trends->findChild<QPushButton*>(u"exportButton"_s)->isVisible());

    // What answers another question does not stand for the answer; what is a moment old does.
    glance.asOf += 10s;
    m_window->setDashboard(glance);
    QVERIFY(m_window->page(u"trends"_s)->isReady());
    glance.selection.range.from -= 24h;
    m_window->showPage(u"overview"_s);
    m_window->setDashboard(glance);
    m_window->showPage(u"trends"_s);
    QVERIFY(!trends->isReady());
}

void TestMainWindow::headersAreToldWhole()
{
    CellTableModel model;
    const FieldList list(*m_themes, model);
    TableContent content;
    content.columns = {{u"Header"_s, Qt::AlignLeft}, {u"Value"_s, Qt::AlignLeft}};
    const auto cell = [](const QString& text) {
        return Cell {.text = text, .weight = {}, .condition = {}, .series = {}};
    };
    const QString name = u"anthropic-ratelimit-input-tokens-remaining"_s;
    content.rows = {{.key = name, .cells = {cell(name), cell(u"1<b>2"_s)}},
                    {.key = u"date"_s, .cells = {cell(u"date"_s), cell(u"today"_s)}}};
    model.setContent(content);
    QCOMPARE(list.toPlainText().simplified(), u"%1 1<b>2 date today"_s.arg(name));
}

void TestMainWindow::anEmptyStoreShowsUnknownAndNeverZero()
{
    Dashboard empty;
    empty.asOf = cannedNow();
    empty.selection.range = {.from = cannedNow() - 24h, .to = cannedNow()};
    ModelOverview model;
    model.model = opus47;
    model.displayName = u"Opus 4.7"_s;
    empty.models.push_back(model);
    m_window->setDashboard(empty);
    const ModelTile& tile = page<OverviewPage>("overview").tiles().front()->tile();
    QCOMPARE(tile.rate, u"—"_s);
    QCOMPARE(tile.condition, Condition::Unknown);
    QCOMPARE(tile.age, u"never"_s);
    for (const QString& id : m_window->pageIds()) {
        const Headline headline = m_window->page(id)->headline();
        QVERIFY2(id == "observations"_L1 || headline.condition == Condition::Unknown,
                 qPrintable(headline.sentence));
    }
    QVERIFY(page<OverloadPage>("overload").rateChart().content().lines.empty());
    QCOMPARE(page<OverloadPage>("overload").rateChart().content().gaps.size(), 1U);
}

void TestMainWindow::silenceTurnsTilesUnknown()
{
    m_window->setDashboard(cannedDashboard(24h));
    QCOMPARE(page<OverviewPage>("overview").tiles().front()->tile().condition, Condition::Bad);
    m_clock->advance(7min);
    const auto& tile = page<OverviewPage>("overview").tiles().front();
    QTRY_COMPARE_WITH_TIMEOUT(tile->tile().condition, Condition::Unknown, 3000);
    QVERIFY(tile->tile().stale);
    QVERIFY(tile->tile().rate != u"—"_s); // the last known figure stays
    QVERIFY(page<OverviewPage>("overview").headline().sentence.startsWith(u"Stale"_s));
}

void TestMainWindow::anErrorKeepsTheFigures()
{
    m_window->setDashboard(cannedDashboard(24h));
    const QString rate = page<OverviewPage>("overview").tiles().front()->tile().rate;
    m_window->showError({.code = Error::Code::Io,
                         .message = u"Cannot read the store with sk-ant-api03-abcdefghij"_s});
    auto* banner = m_window->findChild<Banner*>();
    QVERIFY(banner->isVisible());
    QVERIFY(banner->message().contains(u"Cannot read the store"_s));
    QVERIFY(!banner->message().contains(u"abcdefghij"_s));
    QVERIFY(banner->message().contains(u"2026-11-21 13:32 UTC"_s));
    QCOMPARE(page<OverviewPage>("overview").tiles().front()->tile().rate, rate);
    m_window->setDashboard(cannedDashboard(24h));
    QVERIFY(!banner->isVisible());
}

void TestMainWindow::everyPageExportsItsFigures()
{
    m_window->setDashboard(cannedDashboard(24h));
    for (const char* id : {"overview", "overload", "limits", "trends"}) {
        Page* shown = m_window->page(QString::fromLatin1(id));
        QSignalSpy exported(shown, &Page::exported);
        const QString path = m_directory.filePath(QString::fromLatin1(id) + u".csv"_s);
        shown->exportTo(path);
        QCOMPARE(exported.count(), 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(file.readAll().count("\r\n") > 3, id);
    }
    QSignalSpy failed(m_window->page(u"trends"_s), &Page::failed);
    m_window->page(u"trends"_s)->exportTo(m_directory.filePath(u"not/there.csv"_s));
    QCOMPARE(failed.count(), 1);
    QVERIFY(m_window->findChild<Banner*>()->isVisible());
}

void TestMainWindow::theWindowRemembersItsPage()
{
    m_window->showPage(u"limits"_s);
    m_window->close();
    init();
    QCOMPARE(m_window->currentPage(), u"limits"_s);
}

void TestMainWindow::theFrameFitsASmallScreen()
{
    m_window->setDashboard(cannedDashboard(24h));
    QVERIFY2(m_window->minimumSizeHint().width() <= 1000,
             qPrintable(QString::number(m_window->minimumSizeHint().width())));
}

void TestMainWindow::aBannerLeavesTheOverviewWhole()
{
    m_window->resize(1440, 900);
    CollectorStatus status;
    status.hint = u"Nothing is being measured."_s;
    m_window->setCollector(status);
    m_window->setDashboard(cannedDashboard(24h));
    const QWidget* overview = m_window->page(u"overview"_s);
    const QWidget* tile = page<OverviewPage>("overview").tiles().front();
    QTRY_VERIFY(tile->isVisible());
    QTRY_VERIFY2(overview->height() <= overview->parentWidget()->height(),
                 qPrintable(QString::number(overview->height())));
    // A sentence that could wrap must not ask for the height it would need if it did.
    QVERIFY2(overview->minimumSizeHint().height() <= overview->heightForWidth(overview->width()),
             qPrintable(QString::number(overview->minimumSizeHint().height())));
}

void TestMainWindow::everyControlHasAName()
{
    m_window->setDashboard(cannedDashboard(24h));
    for (const QAbstractButton* button : m_window->findChildren<QAbstractButton*>()) {
        if (button->metaObject()->className() == QByteArray("QTableCornerButton")) {
            continue;
        }
        QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                 qPrintable(button->objectName()));
    }
    for (const DataTable* table : m_window->findChildren<DataTable*>()) {
        QVERIFY(!table->accessibleName().isEmpty());
    }
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
