// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartlink.h"
#include "ui/charts/chartpicture.h"
#include "ui/charts/m4.h"
#include "ui/charts/plottable.h"
#include "ui/charts/plotview.h"
#include "ui/dialogs/valuesdialog.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <random>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

constexpr double hour = 3.6e6; // ms
constexpr double begin = 1.795e12; // 2026-11-18, ms

// A day of a value per minute.
PlotContent dayOfMinutes()
{
    PlotContent plot;
    plot.xAxis = PlotContent::Axis::Time;
    plot.x = {begin, begin + 24 * hour};
    plot.y = {0, 1};
    PlotLine line;
    for (int minute = 0; minute <= 24 * 60; ++minute) {
        line.points.emplace_back(begin + minute * 60'000.0, 0.5);
    }
    plot.lines.push_back(std::move(line));
    return plot;
}

class HintingView final : public PlotView
{
public:
    using PlotView::PlotView;

protected:
    QString hint(QPointF /*at*/) const override { return u"moment\nvalue"_s; }
};

QImage drawn(const std::vector<QPointF>& points)
{
    QImage image(1200, 300, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setPen(QPen(Qt::black, 1));
    for (std::size_t i = 1; i < points.size(); ++i) {
        painter.drawLine(points[i - 1], points[i]);
    }
    return image;
}

} // namespace

class TestPlotView final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { prepareApplication(); }
    void init();
    void cleanup();
    void whatM4LeavesOutChangesNoPixel_data();
    void whatM4LeavesOutChangesNoPixel();
    void m4KeepsAtMostFourPointsOfAColumn();
    void aDragChoosesThatPartOfTheTime();
    void escapeEndsADrag();
    void aClickAsksForTheRowsBehindIt();
    void ofATrailingValueTheRowsOfItsWindowAreAsked();
    void controlAndTheWheelZoomAroundThePointer();
    void theWheelAloneScrollsThePage();
    void theKeysPointZoomAndPan();
    void whatOneChartPointsAtTheOthersShow();
    void aChartThatIsNotOverTimeOffersNoTime();
    void theValuesAreCopiedAsATable();
    void theMenuShowsTheValuesAndCopiesThemAndThePicture();
    void thePictureIsSavedAsPngAndSvg();
    void aPictureThatCannotBeWrittenIsAnError();

private:
    QPoint at(double share) const;

    std::unique_ptr<ThemeState> m_themes;
    std::unique_ptr<HintingView> m_view;
};

void TestPlotView::init()
{
    m_themes = std::make_unique<ThemeState>(Appearance::Light);
    m_view = std::make_unique<HintingView>(*m_themes);
    m_view->resize(800, 200);
    m_view->setContent(dayOfMinutes());
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestPlotView::cleanup()
{
    m_view.reset();
    m_themes.reset();
}

// A pixel of the viewport at that share of the day.
QPoint TestPlotView::at(double share) const
{
    const QRectF area = m_view->plotArea();
    return QPointF(area.left() + share * area.width(), area.center().y()).toPoint();
}

void TestPlotView::whatM4LeavesOutChangesNoPixel_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {1, 2, 100, 1'199, 1'201, 10'000, 100'000}) {
        QTest::addRow("%d points", count) << count;
    }
}

void TestPlotView::whatM4LeavesOutChangesNoPixel()
{
    QFETCH(int, count);
    std::mt19937 random(7);
    std::normal_distribution<double> step(0, 4);
    std::vector<QPointF> points;
    double y = 150;
    for (int i = 0; i < count; ++i) {
        y = std::clamp(y + step(random), 1.0, 298.0);
        points.emplace_back(std::floor(i * 1199.0 / count), y);
    }
    const QImage all = drawn(points);
    QCOMPARE(drawn(m4(points)), all);
    if (count > 1) {
        QVERIFY(all != drawn({})); // there is something to see
    }
}

void TestPlotView::m4KeepsAtMostFourPointsOfAColumn()
{
    const std::vector<QPointF> points {{3, 5}, {3.1, 9}, {3.2, 1}, {3.3, 6}, {3.9, 4}, {4, 2}};
    const std::vector<QPointF> kept {{3, 5}, {3.1, 9}, {3.2, 1}, {3.9, 4}, {4, 2}};
    QCOMPARE(m4(points), kept);
    QVERIFY(m4({}).empty());
}

void TestPlotView::aDragChoosesThatPartOfTheTime()
{
    QSignalSpy chosen(m_view.get(), &PlotView::spanChosen);
    QSignalSpy rows(m_view.get(), &PlotView::rowsAsked);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, at(0.75));
    QTest::mouseMove(m_view->viewport(), at(0.5));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, at(0.5)); // leftwards is as good
    QCOMPARE(chosen.count(), 1);
    const double pixel = 24 * hour / m_view->plotArea().width();
    QVERIFY(std::abs(chosen[0][0].toDouble() - (begin + 12 * hour)) <= pixel);
    QVERIFY(std::abs(chosen[0][1].toDouble() - (begin + 18 * hour)) <= pixel);
    QCOMPARE(rows.count(), 0);
}

void TestPlotView::escapeEndsADrag()
{
    QSignalSpy chosen(m_view.get(), &PlotView::spanChosen);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, at(0.2));
    QTest::mouseMove(m_view->viewport(), at(0.6));
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, at(0.6));
    QCOMPARE(chosen.count(), 0);
}

void TestPlotView::aClickAsksForTheRowsBehindIt()
{
    QSignalSpy rows(m_view.get(), &PlotView::rowsAsked);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, at(0.5));
    QCOMPARE(rows.count(), 1);
    const double from = rows[0][0].toDouble();
    const double to = rows[0][1].toDouble();
    QVERIFY(from < begin + 12 * hour && begin + 12 * hour < to);
    QVERIFY(to - from < hour);
}

void TestPlotView::ofATrailingValueTheRowsOfItsWindowAreAsked()
{
    PlotContent plot = dayOfMinutes();
    plot.window = 6 * hour;
    m_view->setContent(plot);
    QSignalSpy rows(m_view.get(), &PlotView::rowsAsked);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, at(0.5));
    QCOMPARE(rows.count(), 1);
    QCOMPARE(rows[0][1].toDouble() - rows[0][0].toDouble(), 6 * hour);
    const double end = rows[0][1].toDouble(); // a point of the line, not a place between two
    QCOMPARE(std::fmod(end - begin, 60'000.0), 0.0);
}

void TestPlotView::controlAndTheWheelZoomAroundThePointer()
{
    QSignalSpy zoomed(m_view.get(), &PlotView::zoomAsked);
    QWheelEvent closer(at(0.5), m_view->viewport()->mapToGlobal(at(0.5)), {}, {0, 120},
                       Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_view->viewport(), &closer);
    QCOMPARE(zoomed.count(), 1);
    const double pixel = 24 * hour / m_view->plotArea().width();
    QVERIFY(std::abs(zoomed[0][0].toDouble() - (begin + 12 * hour)) <= pixel);
    QCOMPARE(zoomed[0][1].toDouble(), 0.5);
}

void TestPlotView::theWheelAloneScrollsThePage()
{
    QSignalSpy zoomed(m_view.get(), &PlotView::zoomAsked);
    QWheelEvent wheel(at(0.5), m_view->viewport()->mapToGlobal(at(0.5)), {}, {0, 120}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_view->viewport(), &wheel);
    QVERIFY(!wheel.isAccepted());
    QCOMPARE(zoomed.count(), 0);
}

void TestPlotView::theKeysPointZoomAndPan()
{
    QSignalSpy zoomed(m_view.get(), &PlotView::zoomAsked);
    QSignalSpy panned(m_view.get(), &PlotView::panAsked);
    QSignalSpy rows(m_view.get(), &PlotView::rowsAsked);
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(m_view->pointedAt(), std::optional(begin + 24 * hour)); // the newest first
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    const double pointed = *m_view->pointedAt();
    QVERIFY(pointed < begin + 24 * hour);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(rows.count(), 1);
    QVERIFY(rows[0][0].toDouble() < pointed && pointed < rows[0][1].toDouble());
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QTest::keyClick(m_view.get(), Qt::Key_Minus);
    QCOMPARE(zoomed.count(), 2);
    QCOMPARE(zoomed[0][0].toDouble(), pointed);
    QVERIFY(zoomed[0][1].toDouble() < 1 && zoomed[1][1].toDouble() > 1);
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(panned.count(), 1);
    QVERIFY(panned[0][0].toDouble() < 0);
}

void TestPlotView::whatOneChartPointsAtTheOthersShow()
{
    HintingView other(*m_themes);
    other.setContent(dayOfMinutes());
    ChartLink link;
    link.join(*m_view);
    link.join(other);
    QTest::mouseMove(m_view->viewport(), at(0.5));
    QTRY_VERIFY(other.pointedAt().has_value());
    QCOMPARE(other.pointedAt(), m_view->pointedAt());
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(m_view->viewport(), &leave);
    QCOMPARE(other.pointedAt(), std::nullopt);
}

void TestPlotView::aChartThatIsNotOverTimeOffersNoTime()
{
    PlotContent plot = dayOfMinutes();
    plot.xAxis = PlotContent::Axis::Other;
    m_view = std::make_unique<HintingView>(*m_themes);
    m_view->resize(800, 200);
    m_view->setContent(plot);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    QSignalSpy chosen(m_view.get(), &PlotView::spanChosen);
    QSignalSpy rows(m_view.get(), &PlotView::rowsAsked);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, at(0.2));
    QTest::mouseMove(m_view->viewport(), at(0.6));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, at(0.6));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, at(0.5));
    QCOMPARE(chosen.count() + rows.count(), 0);
    QCOMPARE(m_view->focusPolicy(), Qt::NoFocus);
}

void TestPlotView::theValuesAreCopiedAsATable()
{
    PlotContent plot;
    plot.xAxis = PlotContent::Axis::Time;
    plot.lines = {{.points = {{begin, 0.25}, {begin + hour, 0.5}}}};
    plot.bands = {{.low = {{begin, 0.125}}, .high = {{begin, 0.375}}}};
    QCOMPARE(plotTable(plot),
             u"line\tx\ty\tlow\thigh\n"
             "1\t2026-11-18T11:06:40.000Z\t0.25\t0.125\t0.375\n"
             "1\t2026-11-18T12:06:40.000Z\t0.5\t\t\n"_s);
    QVERIFY(plotTable({}).isEmpty());
}

void TestPlotView::theMenuShowsTheValuesAndCopiesThemAndThePicture()
{
    QContextMenuEvent asked(QContextMenuEvent::Keyboard, at(0.5), m_view->mapToGlobal(at(0.5)));
    QCoreApplication::sendEvent(m_view->viewport(), &asked);
    auto* menu = m_view->findChild<QMenu*>();
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), 4);
    menu->actions()[0]->trigger();
    const auto* values = m_view->findChild<ValuesDialog*>();
    QVERIFY(values);
    QCOMPARE(values->table().rowCount(), 24 * 60 + 1);
    QCOMPARE(values->table().index(0, 1).data().toString(), u"2026-11-18T11:06:40.000Z"_s);
    menu->actions()[1]->trigger();
    QCOMPARE(QGuiApplication::clipboard()->image().size(), m_view->viewport()->size() * 2);
    menu->actions()[2]->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), plotTable(m_view->content()));
    menu->close();
}

void TestPlotView::thePictureIsSavedAsPngAndSvg()
{
    const QTemporaryDir directory;
    const QString png = directory.filePath(u"chart.png"_s);
    QVERIFY(savePicture(*m_view, png));
    QCOMPARE(QImage(png).size(), m_view->viewport()->size() * 2);
    const QString svg = directory.filePath(u"chart.svg"_s);
    QVERIFY(savePicture(*m_view, svg));
    QFile file(svg);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("<polyline"));
}

void TestPlotView::aPictureThatCannotBeWrittenIsAnError()
{
    const auto done = savePicture(*m_view, u"/nowhere/at/all.png"_s);
    QVERIFY(!done);
    QVERIFY(done.error().message.contains(u"/nowhere/at/all.png"_s));
}

QTEST_MAIN(TestPlotView)
#include "tst_plotview.moc"
