// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/shapebars.h"

#include "storage/query/estimates.h"
#include "ui/theme/tabular.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr int barHeight = 34; // text and bar, at 100 %
constexpr int lineHeight = 22;

} // namespace

ShapeBars::Content shapeContent(const OutcomeCounts& counts, int series, const Format& format)
{
    const quint64 all = counts.overloaded();
    const auto bar = [&](const QString& name, Outcome outcome) {
        const double share = all > 0 ? double(counts[outcome]) / double(all) : 0;
        return ShapeBars::Bar {.name = name,
                               .count = format.numbers.count(qint64(counts[outcome])),
                               .percent = all > 0 ? format.numbers.wholePercent(share) : QString(),
                               .share = share};
    };
    const RateEstimate rate = estimateRate(counts);
    const auto percent = [&](const std::optional<stats::Proportion>& share) {
        return share ? format.numbers.percent(share->value) : u"—"_s;
    };
    return {.bars = {bar(ShapeBars::tr("HTTP 529"), Outcome::OverloadedHttp),
                     bar(ShapeBars::tr("First stream event"), Outcome::OverloadedFirst),
                     bar(ShapeBars::tr("After output began"), Outcome::OverloadedMid)},
            .trueRate = percent(rate.overload),
            .statusRate = percent(rate.byStatusCode),
            .series = series};
}

ShapeBars::ShapeBars(const ThemeState& themes, QWidget* parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ShapeBars::setContent(Content content)
{
    const bool grown = content.bars.size() != m_content.bars.size();
    m_content = std::move(content);
    setAccessibleDescription(
        tr("True rate %1, by status code alone %2").arg(m_content.trueRate, m_content.statusRate));
    if (grown) {
        updateGeometry();
    }
    update();
}

QSize ShapeBars::sizeHint() const
{
    return {m_themes.px(220),
            m_themes.px(barHeight * int(m_content.bars.size()) + 12 + 2 * lineHeight)};
}

double ShapeBars::paintBar(QPainter& painter, const Bar& bar, double top) const
{
    const Theme& theme = m_themes.theme();
    const double textHeight = m_themes.px(20);
    const QRectF text(0, top, width(), textHeight);
    painter.setFont(m_themes.font(12));
    painter.setPen(theme[Token::Text]);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, bar.name);
    const double percentWidth = m_themes.px(38);
    painter.setPen(theme[Token::Text2]);
    drawTabular(painter, text, Qt::AlignRight, bar.percent);
    painter.setPen(theme[Token::Text]);
    painter.setFont(m_themes.font(12, ThemeState::Weight::Strong));
    drawTabular(painter, text.adjusted(0, 0, -percentWidth, 0), Qt::AlignRight, bar.count);
    const QRectF track(0, top + textHeight, width(), m_themes.px(6));
    painter.fillRect(track, theme[Token::Raised]);
    painter.fillRect(QRectF(track.topLeft(), QSizeF(track.width() * bar.share, track.height())),
                     theme.series(m_content.series).colour);
    return top + m_themes.px(barHeight);
}

void ShapeBars::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Theme& theme = m_themes.theme();
    double top = 0;
    for (const Bar& bar : m_content.bars) {
        top = paintBar(painter, bar, top);
    }
    painter.fillRect(QRectF(0, top + m_themes.px(4), width(), 1), theme[Token::Rule]);
    top += m_themes.px(8);
    const auto line = [&](const QString& name, const QString& value) {
        const QRectF box(0, top, width(), m_themes.px(lineHeight));
        painter.setFont(m_themes.font(12));
        painter.setPen(theme[Token::Text]);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, name);
        painter.setFont(m_themes.font(12, ThemeState::Weight::Strong));
        drawTabular(painter, box, Qt::AlignRight, value);
        top += m_themes.px(lineHeight);
    };
    line(tr("True rate"), m_content.trueRate);
    line(tr("By status code alone"), m_content.statusRate);
}

} // namespace plimsoll
