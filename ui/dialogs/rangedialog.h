// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "ui/theme/themestate.h"

#include <QDateTimeEdit>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTimeZone>

namespace plimsoll {

// A range of time by its two ends, in the zone that is shown.
class RangeDialog final : public QDialog
{
    Q_OBJECT

public:
    RangeDialog(TimeRange shown, TimePoint now, const QTimeZone& zone, const ThemeState& themes,
                QWidget* parent);

    TimeRange range() const;

private:
    QDateTimeEdit* makeEnd(const QString& name, TimePoint at);
    void judge();
    TimePoint momentOf(const QDateTimeEdit& end) const;

    TimePoint m_now;
    QTimeZone m_zone;
    QDateTimeEdit* m_from;
    QDateTimeEdit* m_to;
    QLabel* m_mistake;
    QPushButton* m_show;
};

} // namespace plimsoll
