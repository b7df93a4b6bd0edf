// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/format/format.h"
#include "ui/mainwindow/collectorstatus.h"
#include "ui/theme/themestate.h"
#include "ui/widgets/statemark.h"

#include <QButtonGroup>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace plimsoll {

// The pages that exist with their keys, and the state of the collecting side below with the door to
// its schedule. What the keys do is for the window's commands.
class Navigation final : public QFrame
{
    Q_OBJECT

public:
    explicit Navigation(const ThemeState& themes, QWidget* parent = nullptr);

    void addPage(const QString& id, const QString& title);
    void setCurrent(const QString& id);

    struct Facts
    {
        CollectorStatus collector;
        std::optional<TimePoint> lastProbe;
        std::optional<qint64> costToday; // nano-USD; unknown before the first answer
        TimePoint now;
    };
    void setFacts(const Facts& facts, const Format& format);

signals:
    void chosen(const QString& id);
    void scheduleAsked();

private:
    QPushButton* makeScheduleButton();

    QVBoxLayout* m_pages;
    QButtonGroup m_group;
    StateMark* m_state;
    QLabel* m_schedule;
    QLabel* m_last;
    QLabel* m_cost;
};

} // namespace plimsoll
