// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/topbar.h"

#include "ui/widgets/labels.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace plimsoll {

TopBar::TopBar(SelectionState& selection, const ThemeState& themes, QWidget* parent)
    : QFrame(parent)
    , m_selection(selection)
    , m_themes(themes)
    , m_ranges(new SegmentedControl(tr("Range"), this))
    , m_models(new QToolButton(this))
    , m_modelMenu(new QMenu(this))
    , m_demo(makeDemoLabel(this))
    , m_zone(new SegmentedControl(tr("Time zone"), this))
    , m_clock(new ElidedLabel("clock", {}, this))
{
    setObjectName("topBar"_L1);
    setFixedHeight(themes.px(44));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(themes.px(42), 0, 16, 0);
    layout->setSpacing(12);
    QLabel* brand = makeLabel("brand", tr("Plimsoll"), this);
    brand->setFixedWidth(themes.px(134));
    layout->addWidget(brand);
    addRanges(*layout);
    addModels(*layout);
    layout->addStretch(1);
    layout->addWidget(m_demo);
    addZone(*layout);
    layout->addWidget(m_clock);
    m_demo->hide();
    connect(&selection, &SelectionState::changed, this, &TopBar::showSelection);
    connect(&selection, &SelectionState::knownModelsChanged, this, &TopBar::fillModelMenu);
    fillModelMenu();
    showSelection();
}

QToolButton* TopBar::makeArrow(const QString& text, const QString& name, int lengths)
{
    auto* arrow = new QToolButton(this); // taken by the layout
    arrow->setObjectName("arrow"_L1);
    arrow->setText(text);
    arrow->setAccessibleName(name);
    arrow->setToolTip(name);
    connect(arrow, &QToolButton::clicked, this,
            [this, lengths] { m_selection.shift(lengths, m_now); });
    return arrow;
}

void TopBar::addRanges(QHBoxLayout& layout)
{
    auto* arrows = new QHBoxLayout; // taken by the layout
    arrows->setSpacing(0);
    arrows->addWidget(makeArrow(u"◂"_s, tr("Earlier"), -1));
    arrows->addWidget(makeArrow(u"▸"_s, tr("Later"), 1));
    layout.addLayout(arrows);
    std::vector<SegmentedControl::Segment> segments;
    for (const RangePreset preset : rangePresets) {
        segments.push_back({.key = QString::number(int(preset)), .text = label(preset)});
    }
    segments.push_back({.key = QString::number(int(RangePreset::Custom)), .text = tr("Custom…")});
    m_ranges->setSegments(segments);
    layout.addWidget(m_ranges);
    connect(m_ranges, &SegmentedControl::chosen, this, [this](const QString& key) {
        const auto preset = RangePreset(key.toInt());
        if (preset == RangePreset::Custom) {
            showSelection(); // until one is chosen, the old range stands
            emit customRangeAsked();
        } else {
            m_selection.setPreset(preset);
        }
    });
}

void TopBar::addModels(QHBoxLayout& layout)
{
    m_models->setObjectName("menuButton"_L1);
    m_models->setAccessibleName(tr("Models"));
    m_models->setPopupMode(QToolButton::InstantPopup);
    m_models->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_models->setFocusPolicy(Qt::StrongFocus);
    m_models->setMenu(m_modelMenu);
    layout.addWidget(m_models);
}

void TopBar::addZone(QHBoxLayout& layout)
{
    m_zone->setSegments({{u"local"_s, tr("Local")}, {u"utc"_s, tr("UTC")}});
    layout.addWidget(m_zone);
    connect(m_zone, &SegmentedControl::chosen, this, [this](const QString& key) {
        m_selection.setZoneChoice(key == "utc"_L1 ? ZoneChoice::Utc : ZoneChoice::Local);
    });
}

void TopBar::fillModelMenu()
{
    m_modelMenu->clear();
    QAction* all = m_modelMenu->addAction(tr("All models"));
    connect(all, &QAction::triggered, this, [this] { m_selection.setModels({}); });
    m_modelMenu->addSeparator();
    for (const SelectionState::KnownModel& model : m_selection.knownModels()) {
        QAction* action = m_modelMenu->addAction(model.name);
        action->setCheckable(true);
        action->setData(model.id);
        connect(action, &QAction::triggered, this, [this, id = model.id](bool shown) {
            m_selection.setModelShown(id, shown);
            showSelection(); // a refused change takes its mark back
        });
    }
    showSelection();
}

void TopBar::showSelection()
{
    m_ranges->setCurrent(QString::number(int(m_selection.preset())));
    m_zone->setCurrent(m_selection.zoneChoice() == ZoneChoice::Utc ? u"utc"_s : u"local"_s);
    const QStringList& models = m_selection.models();
    QString text = tr("All models");
    for (QAction* action : m_modelMenu->actions()) {
        if (!action->isCheckable()) {
            continue;
        }
        const bool shown = models.isEmpty() || models.contains(action->data().toString());
        action->setChecked(shown);
        if (shown && models.size() == 1) {
            text = action->text();
        }
    }
    if (models.size() > 1) {
        text = tr("%1 models").arg(models.size());
    }
    m_models->setText(text + u" ▾"_s);
    fitIn();
}

QString TopBar::customText() const
{
    if (m_selection.preset() != RangePreset::Custom) {
        return tr("Custom…");
    }
    const TimeRange range = m_selection.selection(m_now, std::nullopt).range;
    const Times& times = m_format.times;
    const bool isOneDay = times.day(range.from) == times.day(range.to);
    return QString(tr("%1 to %2")
                       .arg(times.moment(range.from),
                            isOneDay ? times.timeOfDay(range.to) : times.moment(range.to)));
}

void TopBar::setDemo(bool demo)
{
    m_demo->setVisible(demo);
}

void TopBar::setNow(TimePoint now, const Format& format)
{
    m_now = now;
    m_format = format;
    fitIn();
}

// Rather without its date, and the range without its ends, than cut.
void TopBar::fitIn()
{
    QPushButton* custom = m_ranges->button(QString::number(int(RangePreset::Custom)));
    const QString text = customText();
    custom->setToolTip(text);
    custom->setAccessibleName(text);
    custom->setText(text);
    m_clock->setText(m_format.times.clock(m_now));
    const auto isTooWide = [this] {
        m_ranges->layout()->invalidate(); // asked before the event loop would do it
        m_ranges->updateGeometry();
        return layout()->sizeHint().width() > width();
    };
    if (isTooWide()) {
        m_clock->setText(m_format.times.shortClock(m_now));
    }
    if (isTooWide()) {
        custom->setText(u"…"_s);
    }
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    fitIn();
}

void TopBar::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // The mark on a ship's hull: a circle and the line through it.
    const double unit = m_themes.px(100) / 100.0;
    painter.setPen(QPen(m_themes.theme()[Token::Accent], 2 * unit));
    const QPointF centre(24 * unit, height() / 2.0 - 0.5);
    painter.drawEllipse(centre, 6 * unit, 6 * unit);
    painter.drawLine(QPointF(centre.x() - 9 * unit, centre.y()),
                     QPointF(centre.x() + 9 * unit, centre.y()));
}

} // namespace plimsoll
