// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/navigation.h"

#include "ui/widgets/labels.h"

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

Condition conditionOf(CollectorStatus::State state)
{
    switch (state) {
    case CollectorStatus::State::Collecting:
        return Condition::Normal;
    case CollectorStatus::State::Paused:
        return Condition::Warning;
    case CollectorStatus::State::Preparing:
    case CollectorStatus::State::NotCollecting:
        break;
    }
    return Condition::Unknown;
}

QString wordOf(CollectorStatus::State state)
{
    switch (state) {
    case CollectorStatus::State::Preparing:
        return Navigation::tr("Preparing");
    case CollectorStatus::State::Collecting:
        return Navigation::tr("Collecting");
    case CollectorStatus::State::Paused:
        return Navigation::tr("Paused");
    case CollectorStatus::State::NotCollecting:
        break;
    }
    return Navigation::tr("Not collecting");
}

} // namespace

Navigation::Navigation(const ThemeState& themes, QWidget* parent)
    : QFrame(parent)
    , m_pages(new QVBoxLayout) // taken by the layout
    , m_state(new StateMark(themes, StateMark::Size::Body, this))
    , m_schedule(makeLabel("secondary", {}, this))
    , m_last(makeLabel("secondary", {}, this))
    , m_cost(makeLabel("secondary", {}, this))
{
    setObjectName("navigation"_L1);
    setFixedWidth(themes.px(176));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 12);
    layout->setSpacing(2);
    m_pages->setContentsMargins(8, 0, 8, 0);
    m_pages->setSpacing(2);
    layout->addLayout(m_pages);
    layout->addStretch();
    auto* state = new QVBoxLayout; // taken by the layout
    state->setContentsMargins(20, 0, 12, 0);
    state->setSpacing(1);
    state->addWidget(m_state);
    for (QLabel* label : {m_schedule, m_last, m_cost}) {
        label->setWordWrap(true);
        state->addWidget(label);
    }
    layout->addLayout(state);
    auto* door = new QHBoxLayout; // taken by the layout
    door->setContentsMargins(20, 10, 12, 0);
    door->addWidget(makeScheduleButton());
    layout->addLayout(door);
}

QPushButton* Navigation::makeScheduleButton()
{
    auto* button = new QPushButton(tr("Schedule…"), this); // taken by the layout
    button->setObjectName("schedule"_L1);
    button->setToolTip(tr("What is probed, how often, and what it costs (Ctrl+,)"));
    connect(button, &QPushButton::clicked, this, &Navigation::scheduleAsked);
    return button;
}

void Navigation::addPage(const QString& id, const QString& title)
{
    const auto number = (m_group.buttons().size() + 1) % 10; // the tenth is reached by 0
    auto* button = new QPushButton(title, this); // taken by the layout
    button->setObjectName(id);
    button->setProperty("nav", true);
    button->setCheckable(true);
    button->setAccessibleName(title);
    auto* row = new QHBoxLayout(button);
    row->setContentsMargins(0, 0, 8, 0);
    row->addStretch();
    QLabel* key = makeLabel("caption", tr("Ctrl %1").arg(number), button);
    key->setAttribute(Qt::WA_TransparentForMouseEvents);
    row->addWidget(key);
    m_group.addButton(button);
    m_pages->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, id] { emit chosen(id); });
}

void Navigation::setCurrent(const QString& id)
{
    for (QAbstractButton* button : m_group.buttons()) {
        if (button->objectName() == id) {
            button->setChecked(true);
        }
    }
}

void Navigation::setFacts(const Facts& facts, const Format& format)
{
    const CollectorStatus& collector = facts.collector;
    m_state->setState(conditionOf(collector.state), wordOf(collector.state));
    m_schedule->setText(
        collector.state == CollectorStatus::State::Collecting
            ? (collector.models == 1 ? tr("%1 model, every %2") : tr("%1 models, every %2"))
                  .arg(format.numbers.count(collector.models),
                       format.numbers.duration(collector.interval))
            : collector.why);
    m_schedule->setVisible(!m_schedule->text().isEmpty());
    m_last->setText(facts.lastProbe
                        ? tr("Last probe %1").arg(format.age(*facts.lastProbe, facts.now))
                        : tr("No probe yet"));
    if (!facts.costToday) {
        m_cost->clear();
        return;
    }
    const QString cost = format.numbers.usd(*facts.costToday);
    m_cost->setText(
        collector.budgetNanoUsd
            ? tr("%1 of %2 today").arg(cost, format.numbers.usd(*collector.budgetNanoUsd))
            : tr("%1 today").arg(cost));
}

} // namespace plimsoll
