// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tilecard.h"

#include "ui/viewmodels/limittables.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// The style sheet colours figures by this property.
void setTone(QLabel& label, const QString& tone)
{
    if (label.property("tone").toString() != tone) {
        label.setProperty("tone", tone);
        label.style()->unpolish(&label);
        label.style()->polish(&label);
    }
}

Cell plain(const QString& text, CellWeight weight = CellWeight::Plain)
{
    return {.text = text, .weight = weight, .condition = {}, .series = {}};
}

} // namespace

TileCard::TileCard(const ThemeState& themes, QWidget* parent)
    : QFrame(parent)
    , m_themes(themes)
    , m_name(makeLabel("name", {}, this))
    , m_age(makeLabel("caption", {}, this))
    , m_state(new StateMark(themes, StateMark::Size::Body, this))
    , m_rate(makeLabel("figure", {}, this))
    , m_rateCaption(makeLabel("secondary", {}, this))
    , m_notice(new NoticeLabel("caption", this))
    , m_windows(new FigureTable(themes, this))
    , m_latency(new FigureTable(themes, this))
    , m_headroomName(new ElidedLabel("secondary", {}, this))
    , m_headroomShare(makeLabel("secondary", {}, this))
    , m_headroom(new HeadroomBar(themes, this))
    , m_headroomReset(makeLabel("caption", {}, this))
    , m_spark(new Sparkline(themes, this))
{
    setObjectName("card"_L1);
    m_rate->setObjectName("rate"_L1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 15, 16, 12);
    layout->setSpacing(4);
    buildHead(*layout);
    layout->addWidget(m_windows);
    layout->addSpacing(8);
    layout->addWidget(makeSeparator(this));
    layout->addWidget(m_latency);
    layout->addSpacing(6);
    buildHeadroom(*layout);
    layout->addSpacing(8);
    layout->addWidget(m_spark, 1);
    auto* axis = new QHBoxLayout;
    axis->addWidget(makeLabel("caption", tr("Overload, 10 min steps"), this));
    axis->addStretch();
    axis->addWidget(makeLabel("caption", tr("24 h to now, 0 to 20 %"), this));
    layout->addLayout(axis);
    layout->addStretch();
}

void TileCard::buildHead(QVBoxLayout& layout)
{
    auto* title = new QHBoxLayout;
    title->addWidget(m_name);
    title->addStretch();
    title->addWidget(m_age);
    layout.addLayout(title);
    layout.addWidget(m_state);
    m_notice->setObjectName("notice"_L1);
    layout.addWidget(m_notice);
    auto* rate = new QHBoxLayout;
    rate->setSpacing(10);
    rate->addWidget(m_rate);
    rate->addWidget(m_rateCaption, 1, Qt::AlignBottom);
    m_rateCaption->setContentsMargins(0, 0, 0, 5);
    layout.addSpacing(4);
    layout.addLayout(rate);
}

void TileCard::buildHeadroom(QVBoxLayout& layout)
{
    auto* row = new QHBoxLayout;
    row->addWidget(m_headroomName, 1);
    row->addWidget(m_headroomShare);
    layout.addLayout(row);
    layout.addWidget(m_headroom);
    layout.addWidget(m_headroomReset);
}

void TileCard::setTile(const ModelTile& tile, const Freshness& freshness)
{
    m_tile = tile;
    setAccessibleName(tile.name + u", "_s + tile.state + u", "_s + tile.rate);
    m_name->setText(tile.name);
    m_age->setText(tile.age);
    m_state->setState(tile.condition, tile.state);
    m_notice->setNotice(tile.notice);
    showRate();
    showTables();
    showHeadroom();
    m_spark->setContent(
        {.steps = tile.spark,
         .range = {.from = freshness.now - std::chrono::hours(24), .to = freshness.now},
         .tolerance =
             std::max<std::chrono::milliseconds>(std::chrono::minutes(15), freshness.silence),
         .series = tile.series,
         .state = tile.stale ? Sparkline::State::Stale : Sparkline::State::Live,
         .silentSince = tile.stale ? tile.lastProbe : std::nullopt});
    update();
}

void TileCard::showRate()
{
    m_rate->setText(m_tile.rate);
    if (m_tile.stale) {
        setTone(*m_rate, u"stale"_s);
    } else {
        setTone(*m_rate, m_tile.badRate ? u"bad"_s : u"plain"_s);
    }
    m_rateCaption->setText(m_tile.rateCaption);
}

void TileCard::showTables()
{
    TableContent windows;
    windows.columns = {{tr("Window"), Qt::AlignLeft},
                       {tr("Rate"), Qt::AlignRight},
                       {tr("95 % interval"), Qt::AlignRight},
                       {tr("n"), Qt::AlignRight}};
    for (const ModelTile::Window& window : m_tile.windows) {
        windows.rows.push_back({.key = window.name,
                                .cells = {plain(window.name, CellWeight::Quiet),
                                          plain(window.rate, CellWeight::Strong),
                                          plain(window.interval, CellWeight::Quiet),
                                          plain(window.n, CellWeight::Quiet)}});
    }
    m_windows->setContent(std::move(windows));
    m_windows->setDimmed(m_tile.stale);
    TableContent latency;
    latency.columns = {{tr("24 h"), Qt::AlignLeft},
                       {tr("p50"), Qt::AlignRight},
                       {tr("p95"), Qt::AlignRight},
                       {tr("n"), Qt::AlignRight}};
    latency.rows.push_back(
        {.key = {},
         .cells = {plain(tr("First token"), CellWeight::Quiet),
                   plain(m_tile.p50, CellWeight::Strong), plain(m_tile.p95, CellWeight::Strong),
                   plain(m_tile.latencyN, CellWeight::Quiet)}});
    m_latency->setContent(std::move(latency));
    m_latency->setDimmed(m_tile.stale);
}

void TileCard::showHeadroom()
{
    m_headroomName->setText(m_tile.headroomName);
    m_headroomShare->setText(m_tile.headroomShare + u' ' + m_tile.headroomOf);
    m_headroom->setShare(m_tile.headroom, m_tile.headroom && *m_tile.headroom < lowHeadroom);
    m_headroomReset->setText(m_tile.headroomReset);
}

void TileCard::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    const Theme& theme = m_themes.theme();
    if (m_tile.stale) {
        QPen pen(theme[Token::Text3], 1, Qt::CustomDashLine);
        pen.setDashPattern({3, 3});
        painter.setPen(pen);
        painter.drawRoundedRect(rect().adjusted(0, 0, -1, -1), 4, 4);
        return;
    }
    const SeriesStyle style = theme.series(m_tile.series);
    QPen pen(style.colour, 3);
    pen.setCapStyle(Qt::FlatCap);
    if (style.dashed) {
        pen.setStyle(Qt::CustomDashLine);
        pen.setDashPattern({4, 2});
    }
    painter.setPen(pen);
    painter.drawLine(QPointF(0, 1.5), QPointF(width(), 1.5));
}

} // namespace plimsoll
