// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/headroomlist.h"

#include "ui/theme/tabular.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// All at 100 %.
constexpr int titleHeight = 18; // of the columns' names
constexpr int headHeight = 32;
constexpr int rowHeight = 20;
constexpr int poolGap = 10;
constexpr int kindWidth = 56;
constexpr int barWidth = 44; // least; what is over goes to the bar first
constexpr int barMost = 240;
constexpr int percentWidth = 44;
constexpr int amountWidth = 108;
constexpr int ownWidth = 62;
constexpr int fullWidth = 72;
constexpr int leastWidth = kindWidth + barWidth + percentWidth + amountWidth + ownWidth + fullWidth;

QString ownShare(const std::vector<OwnTraffic>& traffic, const LimitNow& limit,
                 const Format& format)
{
    const auto own = std::ranges::find_if(traffic, [&limit](const OwnTraffic& one) {
        return one.organization == limit.organization && one.pool == limit.pool
            && one.kind == limit.kind;
    });
    const auto share = own == traffic.end() ? std::nullopt : own->shareOfHour();
    if (!share) {
        return u"—"_s;
    }
    constexpr double least = 0.0001; // below that two decimals would say nothing at all
    return *share > 0 && *share < least ? u"< "_s + format.numbers.percent(least)
                                        : format.numbers.percent(*share);
}

} // namespace

std::vector<HeadroomList::Pool> headroomPools(const LimitHistory& history,
                                              const std::vector<OwnTraffic>& own, TimePoint now,
                                              const Format& format)
{
    std::vector<HeadroomList::Pool> pools;
    for (const PoolLimits& limits : history.pools) {
        HeadroomList::Pool pool {
            .name = limits.displayName(),
            .sharedBy = limits.models.size() > 1
                ? HeadroomList::tr("%n models share it", nullptr, int(limits.models.size()))
                : QString(),
            .age = {},
            .series = limits.series,
            .rows = {}};
        std::optional<TimePoint> newest;
        for (const LimitNow& limit : limits.now) {
            pool.rows.push_back(headroomRow(limit, now, format));
            pool.rows.back().own = ownShare(own, limit, format);
            if (limit.remainingAt) {
                newest = std::max(newest.value_or(*limit.remainingAt), *limit.remainingAt);
            }
        }
        pool.age = newest ? format.age(*newest, now) : HeadroomList::tr("never read");
        pools.push_back(std::move(pool));
    }
    return pools;
}

HeadroomList::HeadroomList(const ThemeState& themes, QWidget* parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HeadroomList::setPools(std::vector<Pool> pools)
{
    const bool taller = pools.size() != m_pools.size();
    m_pools = std::move(pools);
    QStringList words;
    for (const Pool& pool : m_pools) {
        for (const HeadroomRow& row : pool.rows) {
            words << tr("%1 %2 %3, %4, own probes %5")
                         .arg(pool.name, row.kind, row.percent, row.amount, row.own);
        }
    }
    setAccessibleDescription(words.join(u"; "_s));
    if (taller) {
        updateGeometry();
    }
    update();
}

QSize HeadroomList::sizeHint() const
{
    int height = titleHeight;
    for (const Pool& pool : m_pools) {
        height += headHeight + rowHeight * int(pool.rows.size()) + poolGap;
    }
    return {m_themes.px(leastWidth), m_themes.px(height)};
}

HeadroomList::Columns HeadroomList::columns() const
{
    const double spare = std::max(0, width() - m_themes.px(leastWidth));
    Columns columns;
    columns.bar = m_themes.px(kindWidth);
    columns.barEnd =
        columns.bar + m_themes.px(barWidth) + std::min(spare, double(m_themes.px(barMost)));
    columns.percentEnd = columns.barEnd + m_themes.px(percentWidth);
    columns.amount = columns.percentEnd + m_themes.px(6);
    columns.ownEnd = width() - m_themes.px(fullWidth);
    return columns;
}

void HeadroomList::paintTitles(QPainter& painter) const
{
    const Columns at = columns();
    const double height = m_themes.px(titleHeight);
    painter.setFont(m_themes.font(11));
    painter.setPen(m_themes.theme()[Token::Text3]);
    painter.drawText(QRectF(0, 0, at.percentEnd, height), Qt::AlignRight | Qt::AlignTop,
                     tr("Left"));
    painter.drawText(QRectF(0, 0, at.ownEnd, height), Qt::AlignRight | Qt::AlignTop,
                     tr("Own, last hour"));
    painter.drawText(QRectF(0, 0, width(), height), Qt::AlignRight | Qt::AlignTop, tr("Full in"));
}

void HeadroomList::paintHead(QPainter& painter, const Pool& pool, double top) const
{
    const Theme& theme = m_themes.theme();
    const double side = m_themes.px(10);
    const double middle = top + m_themes.px(headHeight) / 2.0;
    painter.fillRect(QRectF(0, top, width(), 1), theme[Token::Rule]);
    painter.fillRect(QRectF(0, std::floor(middle - side / 2), side, side),
                     theme.series(pool.series).colour);
    const QRectF box(m_themes.px(18), top, width() - m_themes.px(18), m_themes.px(headHeight));
    painter.setFont(m_themes.font(13, ThemeState::Weight::Strong));
    painter.setPen(theme[Token::Text]);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, pool.name);
    const int nameWidth = painter.fontMetrics().horizontalAdvance(pool.name) + m_themes.px(10);
    painter.setFont(m_themes.font(11));
    painter.setPen(theme[Token::Text3]);
    painter.drawText(box.adjusted(nameWidth, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     pool.sharedBy);
    drawTabular(painter, box, Qt::AlignRight, pool.age);
}

void HeadroomList::paintRow(QPainter& painter, const HeadroomRow& row, double top) const
{
    const Theme& theme = m_themes.theme();
    const double height = m_themes.px(rowHeight);
    const Columns at = columns();
    const QRectF track(at.bar, std::floor(top + height / 2 - 3), at.barEnd - at.bar,
                       m_themes.px(6));
    painter.setFont(m_themes.font(12));
    painter.setPen(theme[Token::Text]);
    painter.drawText(QRectF(0, top, at.bar, height), Qt::AlignLeft | Qt::AlignVCenter, row.kind);
    if (row.share) {
        painter.fillRect(track, theme[Token::Raised]);
        painter.fillRect(
            QRectF(track.topLeft(),
                   QSizeF(std::clamp(*row.share, 0.0, 1.0) * track.width(), track.height())),
            theme[row.low ? Token::Warn : Token::Text2]);
        painter.setPen(theme[Token::Rule]);
    } else {
        QPen pen(theme[Token::Text3], 1, Qt::CustomDashLine);
        pen.setDashPattern({3, 2});
        painter.setPen(pen);
    }
    painter.drawRect(track.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setFont(m_themes.font(12, ThemeState::Weight::Strong));
    painter.setPen(theme[row.low ? Token::Warn : Token::Text]);
    drawTabular(painter, QRectF(at.barEnd, top, at.percentEnd - at.barEnd, height), Qt::AlignRight,
                row.percent);
    painter.setFont(m_themes.font(12));
    painter.setPen(theme[Token::Text2]);
    drawTabular(painter, QRectF(at.amount, top, at.ownEnd - at.amount, height), Qt::AlignLeft,
                row.amount);
    painter.setPen(theme[Token::Text]);
    drawTabular(painter, QRectF(0, top, at.ownEnd, height), Qt::AlignRight, row.own);
    drawTabular(painter, QRectF(0, top, width(), height), Qt::AlignRight, row.full);
}

void HeadroomList::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    paintTitles(painter);
    double top = m_themes.px(titleHeight);
    for (const Pool& pool : m_pools) {
        paintHead(painter, pool, top);
        top += m_themes.px(headHeight);
        for (const HeadroomRow& row : pool.rows) {
            paintRow(painter, row, top);
            top += m_themes.px(rowHeight);
        }
        top += m_themes.px(poolGap);
    }
}

} // namespace plimsoll
