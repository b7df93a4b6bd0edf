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

constexpr int headHeight = 32; // at 100 %
constexpr int rowHeight = 20;
constexpr int poolGap = 10;
constexpr int widthWithOwn = 380; // room for the column of our own share
constexpr int fullWidth = 64; // of the last column

QString ownShare(const std::vector<OwnTraffic>& traffic, const LimitNow& limit,
                 const Format& format)
{
    const auto own = std::ranges::find_if(traffic, [&limit](const OwnTraffic& one) {
        return one.organization == limit.organization && one.pool == limit.pool
            && one.kind == limit.kind;
    });
    const auto share = own == traffic.end() ? std::nullopt : own->shareOfHour();
    return share ? HeadroomList::tr("own %1").arg(format.numbers.percent(*share)) : QString();
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
            words << QString(pool.name + u' ' + row.kind + u' ' + row.percent + u' ' + row.amount
                             + u' ' + row.own);
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
    int height = 0;
    for (const Pool& pool : m_pools) {
        height += headHeight + rowHeight * int(pool.rows.size()) + poolGap;
    }
    return {m_themes.px(300), m_themes.px(height)};
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
    const double barLeft = m_themes.px(60);
    const QRectF track(barLeft, std::floor(top + height / 2 - 3), m_themes.px(70), m_themes.px(6));
    painter.setFont(m_themes.font(12));
    painter.setPen(theme[Token::Text]);
    painter.drawText(QRectF(0, top, barLeft, height), Qt::AlignLeft | Qt::AlignVCenter, row.kind);
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
    const double percentRight = track.right() + m_themes.px(48);
    painter.setFont(m_themes.font(12, ThemeState::Weight::Strong));
    painter.setPen(theme[row.low ? Token::Warn : Token::Text]);
    drawTabular(painter, QRectF(track.right(), top, percentRight - track.right(), height),
                Qt::AlignRight, row.percent);
    painter.setFont(m_themes.font(12));
    painter.setPen(theme[Token::Text2]);
    drawTabular(painter, QRectF(percentRight + m_themes.px(6), top, width(), height), Qt::AlignLeft,
                row.amount);
    if (width() >= m_themes.px(widthWithOwn)) {
        drawTabular(painter, QRectF(0, top, width() - m_themes.px(fullWidth), height),
                    Qt::AlignRight, row.own);
    }
    painter.setPen(theme[Token::Text]);
    drawTabular(painter, QRectF(0, top, width(), height), Qt::AlignRight, row.full);
}

void HeadroomList::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    double top = 0;
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
