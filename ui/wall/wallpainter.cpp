// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/wallpainter.h"

#include "ui/viewmodels/gapspans.h"
#include "ui/widgets/shapes.h"

#include <QApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr double margin = 40;

QFont wallFont(int pixels, bool strong)
{
    QFont font = QApplication::font();
    font.setPixelSize(pixels);
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    return font;
}

} // namespace

WallPainter::WallPainter(QPainter& painter, const Theme& theme)
    : m_painter(painter)
    , m_theme(theme)
{
}

void WallPainter::text(QPointF baseline, const QString& words, int pixels, const QColor& colour,
                       Weight weight)
{
    m_painter.setFont(wallFont(pixels, weight == Weight::Strong));
    m_painter.setPen(colour);
    m_painter.drawText(baseline, words);
}

double WallPainter::advance(const QString& words, int pixels, Weight weight) const
{
    return QFontMetricsF(wallFont(pixels, weight == Weight::Strong)).horizontalAdvance(words);
}

QString WallPainter::fitted(const QString& words, int pixels, double space, Weight weight) const
{
    return QFontMetricsF(wallFont(pixels, weight == Weight::Strong))
        .elidedText(words, Qt::ElideRight, space);
}

void WallPainter::paint(const WallContent& wall, std::size_t turn, const QRectF& exposed)
{
    m_painter.fillRect(exposed, m_theme[Token::Bg]);
    if (exposed.top() < bottomArea().top()) {
        top(wall);
        tiles(wall, turn);
    }
    bottom(wall, turn);
}

void WallPainter::tiles(const WallContent& wall, std::size_t turn)
{
    const std::size_t first = turn * tilesOnWall;
    const std::size_t last = std::min(first + tilesOnWall, wall.tiles.size());
    const std::size_t count = last > first ? last - first : 0;
    const std::size_t columns = count > 1 ? 2 : 1;
    const std::size_t rows = count > 2 ? 2 : 1;
    const double tileWidth = (width - 2 * margin - 17 * double(columns - 1)) / double(columns);
    const double tileHeight = (968 - 136 - 17 * double(rows - 1)) / double(rows);
    for (std::size_t i = first; i < last; ++i) {
        const std::size_t place = i - first;
        const QRectF box(margin + double(place % columns) * (tileWidth + 17),
                         136 + double(place / columns) * (tileHeight + 17), tileWidth, tileHeight);
        tile(wall.tiles[i], box, wall.sparkRange);
    }
}

void WallPainter::top(const WallContent& wall)
{
    QColor strong = m_theme[Token::Text];
    QColor quiet = m_theme[Token::Text2];
    QColor shape = m_theme.condition(wall.condition);
    if (wall.stale) {
        m_painter.fillRect(QRectF(0, 0, width, 116), m_theme[Token::Warn]);
        strong = quiet = shape = m_theme[Token::Bg];
    }
    drawShape(m_painter, QRectF(margin, wall.stale ? 34 : 44, 48, 48), wall.condition, shape);
    clock(wall, strong, quiet);
    const double space = width - 2 * margin - 76 - 460;
    if (wall.stale) {
        text({margin + 80, 74}, wall.title, 44, strong, Weight::Strong);
        const double used = advance(wall.title, 44, Weight::Strong) + 28;
        text({margin + 80 + used, 70},
             fitted(wall.detail, 28, std::max(0.0, space - used), Weight::Regular), 28, quiet);
        return;
    }
    text({margin + 76, 66}, fitted(wall.title, 44, space, Weight::Strong), 44, strong,
         Weight::Strong);
    text({margin + 76, 104}, fitted(wall.detail, 28, space, Weight::Regular), 28, quiet);
}

void WallPainter::clock(const WallContent& wall, const QColor& colour, const QColor& quiet)
{
    const double dayWidth = std::max(advance(wall.day, 28), advance(wall.zone, 28));
    const double dayLeft = width - margin - dayWidth;
    const int size = wall.stale ? 64 : 88;
    text({dayLeft, wall.stale ? 52.0 : 62.0}, wall.day, 28, quiet);
    text({dayLeft, wall.stale ? 86.0 : 96.0}, wall.zone, 28, quiet);
    const double timeWidth = advance(wall.time, size, Weight::Strong);
    text({dayLeft - 30 - timeWidth, wall.stale ? 81.0 : 98.0}, wall.time, size, colour,
         Weight::Strong);
}

void WallPainter::tileFrame(const WallTile& tile, const QRectF& box)
{
    m_painter.fillRect(box, m_theme[Token::Surface]);
    QPen pen(m_theme[Token::Rule], 1);
    if (tile.stale) {
        pen = QPen(m_theme[Token::Text3], 1, Qt::CustomDashLine);
        pen.setDashPattern({3, 3});
    } else if (tile.condition == Condition::Bad) {
        pen = QPen(m_theme[Token::Bad], 2);
    }
    m_painter.setPen(pen);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRect(box);
    m_painter.fillRect(QRectF(box.left() + 37, box.top() + 30, 10, 44),
                       tile.stale ? m_theme[Token::Text3] : m_theme.series(tile.series).colour);
}

void WallPainter::tile(const WallTile& tile, QRectF box, TimeRange range)
{
    tileFrame(tile, box);
    const double left = box.left() + 38;
    const double right = box.right() - 38;
    text({left + 28, box.top() + 67}, tile.name, 44, m_theme[Token::Text], Weight::Strong);
    const QColor& state = m_theme.condition(tile.condition);
    const double stateWidth = advance(tile.stateWord, 44, Weight::Strong);
    text({right - stateWidth, box.top() + 67}, tile.stateWord, 44, state, Weight::Strong);
    drawShape(m_painter, QRectF(right - stateWidth - 50, box.top() + 35, 34, 34), tile.condition,
              state);
    QColor figure = m_theme[Token::Text];
    if (tile.stale) {
        figure = m_theme[Token::Text3];
    } else if (tile.badRate) {
        figure = m_theme[Token::Bad];
    }
    const double baseline = box.top() + 214 + std::max(0.0, box.height() - 408) / 4;
    text({left, baseline}, tile.rate, 136, figure, Weight::Strong);
    const double beside = left + advance(tile.rate, 136, Weight::Strong) + 36;
    text({beside, baseline - 36},
         tile.stale ? QCoreApplication::translate("Wall", "was, %1").arg(tile.lastKnownAt)
                    : QCoreApplication::translate("Wall", "overloaded, 1 h"),
         28, m_theme[Token::Text2]);
    text({beside, baseline + 2}, tile.rateDetail, 28, m_theme[Token::Text2]);
    tileFacts(tile, {left, baseline + 86});
    spark(tile, QRectF(left, box.bottom() - 76, right - left, 40), range);
}

void WallPainter::tileFacts(const WallTile& tile, QPointF at)
{
    const std::array<std::pair<QString, QString>, 3> facts {
        std::pair(u"24 h"_s, tile.dayRate),
        std::pair(QCoreApplication::translate("Wall", "Headroom"), tile.headroom),
        std::pair(QCoreApplication::translate("Wall", "First token p95"), tile.p95)};
    const QColor& value = m_theme[tile.stale ? Token::Text3 : Token::Text];
    for (const auto& [name, figure] : facts) {
        text(at, name, 28, m_theme[Token::Text2]);
        at.rx() += advance(name, 28) + 10;
        text(at, figure, 28, value, Weight::Strong);
        at.rx() += advance(figure, 28, Weight::Strong) + 48;
    }
}

void WallPainter::spark(const WallTile& tile, const QRectF& box, TimeRange range)
{
    const double length = double(range.length().count());
    const auto x = [&](TimePoint t) {
        const double share = std::clamp(double((t - range.from).count()) / length, 0.0, 1.0);
        return box.left() + std::floor(share * box.width());
    };
    std::vector<TimeRange> covered;
    std::ranges::transform(tile.spark, std::back_inserter(covered), &RateStep::range);
    for (const TimeRange gap : gapSpans(range, covered, std::chrono::minutes(15))) {
        drawHatch(m_painter, QRectF(x(gap.from), box.top(), x(gap.to) - x(gap.from), box.height()),
                  m_theme[Token::Hatch]);
    }
    if (tile.stale && tile.lastProbe) {
        const double left = std::min(x(*tile.lastProbe), box.right() - 12);
        drawHatch(m_painter, QRectF(left, box.top(), box.right() - left, box.height()),
                  m_theme[Token::Hatch]);
    }
    m_painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), 2), m_theme[Token::Text3]);
    const QColor colour = tile.stale ? m_theme[Token::Text3] : m_theme.series(tile.series).colour;
    for (const RateStep& step : tile.spark) {
        const quint64 n = step.counts.reached();
        if (n == 0 || step.counts.overloaded() == 0) {
            continue;
        }
        const double share = double(step.counts.overloaded()) / double(n);
        const double high = std::clamp(share / 0.2, 0.1, 1.0) * box.height();
        const double left = std::min(x(step.range.from), box.right() - 4);
        const double wide = std::max(4.0, x(step.range.to) - left - 1);
        m_painter.fillRect(QRectF(left, box.bottom() - high, wide, high), colour);
    }
}

void WallPainter::bottom(const WallContent& wall, std::size_t turn)
{
    const double baseline = 1048;
    double x = margin;
    const auto pair = [&](const QString& before, const QString& value, const QString& after) {
        const bool old = wall.stale && x <= margin; // the age, which comes first
        text({x, baseline}, before, 28, m_theme[Token::Text2]);
        x += advance(before, 28) + (before.isEmpty() ? 0 : 10);
        text({x, baseline}, value, 28, m_theme[old ? Token::Warn : Token::Text], Weight::Strong);
        x += advance(value, 28, Weight::Strong) + 10;
        text({x, baseline}, after, 28, m_theme[Token::Text2]);
        x += advance(after, 28) + 42;
    };
    pair(QCoreApplication::translate("Wall", "Data"), wall.dataAge,
         QCoreApplication::translate("Wall", "old"));
    pair(QCoreApplication::translate("Wall", "429, our account, 24 h:"), wall.limited, {});
    text({x - 10, baseline}, QCoreApplication::translate("Wall", "Objective 1 %, bars: last 24 h"),
         28, m_theme[Token::Text2]);
    double right = width - margin;
    const std::size_t turns = (wall.tiles.size() + tilesOnWall - 1) / tilesOnWall;
    if (turns > 1) {
        const QString words = QString::number(turn + 1) + u" / "_s + QString::number(turns);
        right -= advance(words, 28);
        text({right, baseline}, words, 28, m_theme[Token::Text2]);
        right -= 42;
    }
    if (wall.demo) {
        const QString words = QCoreApplication::translate("DemoLabel", "DEMO DATA");
        const double wide = advance(words, 24, Weight::Strong) + 32;
        text({right - wide + 16, baseline - 1}, words, 24, m_theme[Token::Text2], Weight::Strong);
        m_painter.setPen(QPen(m_theme[Token::Text2], 2));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(QRectF(right - wide, baseline - 28, wide, 36), 4, 4);
    }
}

} // namespace plimsoll
