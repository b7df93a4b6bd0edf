// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/answers.h"
#include "ui/viewmodels/eventcomparison.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"

#include <QComboBox>

namespace plimsoll {

// Did an announced change change anything? One of them, before and after.
class EventCard final : public Card
{
    Q_OBJECT

public:
    explicit EventCard(const ThemeState& themes, QWidget* parent = nullptr);

    // Null: not found out yet. Of the events that this model's answers compare.
    void setAnswers(const Answers* answers, const QString& subject, const Format& format);
    QComboBox& events() { return *m_events; }
    const CellTableModel& table() const { return *m_tableModel; }
    QString note() const { return m_note->text(); }

private:
    QString firstToShow() const;
    void showEvent();

    std::vector<EventAnswer> m_answers; // oldest first
    Format m_format;
    std::vector<EventChoice> m_choices;
    QComboBox* m_events;
    CellTableModel* m_tableModel;
    DataTable* m_table;
    QLabel* m_note;
};

} // namespace plimsoll
