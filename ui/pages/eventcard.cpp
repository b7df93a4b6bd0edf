// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/eventcard.h"

#include <algorithm>

namespace plimsoll {

EventCard::EventCard(const ThemeState& themes, QWidget* parent)
    : Card(tr("Before and after an event"), {}, parent)
    , m_events(new QComboBox(this))
    , m_tableModel(new CellTableModel(this))
    , m_table(new DataTable(themes, DataTable::Height::FitRows, this))
    , m_note(makeLabel("body", {}, this))
{
    m_events->setAccessibleName(tr("Event to compare around"));
    m_events->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_events->setMinimumContentsLength(20);
    m_table->setModel(m_tableModel);
    m_table->setAccessibleName(tr("Before and after the event"));
    m_note->setWordWrap(true);
    body()->addWidget(m_events);
    body()->addWidget(m_table);
    body()->addWidget(m_note);
    body()->addStretch();
    connect(m_events, &QComboBox::activated, this, &EventCard::showEvent);
}

void EventCard::setAnswers(const Answers* answers, const QString& subject, const Format& format)
{
    const ModelAnswers* model = answers ? answersOf(*answers, subject) : nullptr;
    m_answers = model ? model->events : std::vector<EventAnswer>();
    m_format = format;
    const QString marked = m_events->currentData().toString();
    const std::vector<EventChoice> choices = eventChoices(m_answers, format);
    if (choices != m_choices) {
        m_choices = choices;
        m_events->clear();
        for (const EventChoice& choice : choices) {
            m_events->addItem(choice.text, choice.key);
        }
        const int again = m_events->findData(marked);
        m_events->setCurrentIndex(again >= 0 ? again : m_events->findData(firstToShow()));
    }
    const bool isEmpty = choices.empty();
    m_events->setVisible(!isEmpty);
    m_table->setVisible(!isEmpty);
    if (isEmpty) {
        m_note->setText(answers ? tr("No change that concerns this model was announced within the "
                                     "evidence.")
                                : tr("This takes weeks of probes and is being read."));
        return;
    }
    showEvent();
}

// The newest one that has something to compare, or else the newest; "" without any.
QString EventCard::firstToShow() const
{
    for (auto event = m_answers.rbegin(); event != m_answers.rend(); ++event) {
        if (event->comparison) {
            return keyOf(*event);
        }
    }
    return m_answers.empty() ? QString() : keyOf(m_answers.back());
}

void EventCard::showEvent()
{
    const auto event = std::ranges::find(m_answers, m_events->currentData().toString(),
                                         [](const EventAnswer& one) { return keyOf(one); });
    if (event == m_answers.end()) {
        return;
    }
    m_tableModel->setContent(eventComparison(*event, m_format));
    m_note->setText(eventNote(*event, m_format));
}

} // namespace plimsoll
