// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What painting costs: a chart of many points that is moved along, and a screen of twelve charts of
// three series over seven days of minutes that gets new figures every second. Beside it, in the
// same run, the same points as Qt Charts' own line series, and every point drawn by QPainter alone.
// bench_plot; works on the offscreen platform, where nothing but the processor paints.
#include "tests/bench/figures.h"
#include "ui/charts/plotview.h"

#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QGridLayout>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <cmath>
#include <ctime>

using namespace plimsoll;
using namespace plimsoll::bench;

namespace {

constexpr double minute = 60'000; // ms
constexpr double begin = 1.795e12;
constexpr int frames = 15;

// A walk that comes back, so that it fills the plot.
std::vector<QPointF> walk(int count, double step)
{
    std::vector<QPointF> points;
    double y = 0.5;
    std::uint32_t random = 1;
    for (int i = 0; i < count; ++i) {
        random = random * 1'664'525U + 1'013'904'223U;
        y += (double(random) / 4.3e9 - 0.5) * 0.05 + (0.5 - y) * 0.01;
        points.emplace_back(begin + i * step, y);
    }
    return points;
}

PlotContent contentOf(const std::vector<std::vector<QPointF>>& lines)
{
    PlotContent plot;
    plot.xAxis = PlotContent::Axis::Time;
    plot.x = {lines.front().front().x(), lines.front().back().x()};
    plot.y = {0, 1};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        plot.lines.push_back({.points = lines[i], .colour = int(i)});
    }
    return plot;
}

double panMs(PlotView& view, PlotContent plot)
{
    QImage picture(view.size(), QImage::Format_RGB32);
    const double pixel = (plot.x.second - plot.x.first) / view.width();
    view.setContent(plot);
    view.QWidget::render(&picture);
    return medianMs(frames, [&] {
        plot.x = {plot.x.first + pixel, plot.x.second + pixel};
        view.setContent(plot);
        view.QWidget::render(&picture);
    });
}

double panQtChartsMs(const std::vector<QPointF>& points, QSize size)
{
    QChartView view;
    view.resize(size);
    auto* series = new QLineSeries; // taken by the chart
    series->setPen(QPen(Qt::blue, 1));
    series->replace(QList<QPointF>(points.begin(), points.end()));
    view.chart()->addSeries(series);
    view.chart()->createDefaultAxes();
    auto* axis = qobject_cast<QValueAxis*>(view.chart()->axes(Qt::Horizontal).front());
    QImage picture(size, QImage::Format_RGB32);
    view.QWidget::render(&picture);
    const double pixel = (axis->max() - axis->min()) / size.width();
    return medianMs(3, [&] {
        axis->setRange(axis->min() + pixel, axis->max() + pixel);
        view.QWidget::render(&picture);
    });
}

double drawAllMs(const std::vector<QPointF>& points, QSize size)
{
    QImage picture(size, QImage::Format_RGB32);
    QPolygonF polygon;
    const double width = points.back().x() - points.front().x();
    for (const QPointF& point : points) {
        polygon << QPointF((point.x() - begin) / width * size.width(),
                           (1 - point.y()) * size.height());
    }
    return medianMs(5, [&] {
        picture.fill(Qt::white);
        QPainter painter(&picture);
        painter.setPen(QPen(Qt::blue, 1));
        painter.drawPolyline(polygon);
    });
}

void addPanning(std::vector<Figure>& figures, const ThemeState& themes)
{
    constexpr QSize size(1280, 720);
    for (const int count : {10'000, 100'000, 1'000'000}) {
        const auto points = walk(count, minute);
        PlotView view(themes);
        view.resize(size);
        const double ours = panMs(view, contentOf({points}));
        const double all = drawAllMs(points, size);
        const double charts = panQtChartsMs(points, size);
        figures.push_back(
            {.what = QStringLiteral("one line of %L1 points moved by a pixel").arg(count),
             .ours = milliseconds(ours),
             .limit = milliseconds(all),
             .ratio = QStringLiteral("Qt Charts %1").arg(times(charts / ours)),
             .goal = QStringLiteral("<= 16 ms"),
             .met = ours <= 16});
    }
}

// A second of a screen that is full of charts.
void addScreen(std::vector<Figure>& figures, const ThemeState& themes)
{
    constexpr int charts = 12;
    constexpr int lines = 3;
    constexpr int week = 7 * 24 * 60;
    QWidget screen;
    screen.resize(1920, 1080);
    auto* grid = new QGridLayout(&screen);
    std::vector<PlotView*> views;
    for (int i = 0; i < charts; ++i) {
        views.push_back(new PlotView(themes, &screen)); // taken by the layout
        grid->addWidget(views.back(), i / 4, i % 4);
    }
    std::vector<std::vector<QPointF>> points;
    for (int i = 0; i < lines; ++i) {
        points.push_back(walk(week + 2 * frames, minute));
    }
    QImage picture(screen.size(), QImage::Format_RGB32);
    std::size_t first = 0;
    const auto refresh = [&](std::size_t by) {
        first += by;
        std::vector<std::vector<QPointF>> shown;
        for (const auto& line : points) {
            shown.emplace_back(line.begin() + qsizetype(first),
                               line.begin() + qsizetype(first) + week);
        }
        const PlotContent plot = contentOf(shown);
        for (PlotView* view : views) {
            view->setContent(plot);
        }
        screen.render(&picture);
    };
    refresh(0);
    const std::clock_t before = std::clock();
    for (int second = 0; second < frames; ++second) {
        refresh(1);
    }
    const double ms = double(std::clock() - before) * 1000.0 / CLOCKS_PER_SEC / frames;
    figures.push_back({.what = QStringLiteral("12 charts of 3 series over 7 days, each second"),
                       .ours = QStringLiteral("%1 ms of a core").arg(ms, 0, 'f', 1),
                       .ratio = QStringLiteral("%1 % of a core").arg(ms / 10, 0, 'f', 2),
                       .goal = QStringLiteral("<= 3 %"),
                       .met = ms <= 30});
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    prepareApplication();
    const ThemeState themes(Appearance::Light);
    std::vector<Figure> figures;
    addPanning(figures, themes);
    addScreen(figures, themes);
    print(figures);
    return 0;
}
