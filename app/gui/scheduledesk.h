// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/configfile.h"
#include "app/gui/view.h"
#include "ui/dialogs/scheduledialog.h"

#include <QPointer>

namespace plimsoll {

// Opens the dialog of the schedule on the configuration as its file says it now, and writes that
// file.
class ScheduleDesk final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScheduleDesk)

public:
    ScheduleDesk(View& view, Paths paths, std::shared_ptr<const Clock> clock,
                 QObject* parent = nullptr);

public slots:
    void edit();
    // May be tried out, with its cost, but not saved: `why` says so.
    void show(const plimsoll::Settings& settings, const QString& why);

signals:
    void saved(const plimsoll::Settings& settings); // the file as it is now
    void refused(const QString& why); // to open it

private:
    void save(const std::vector<Target>& targets, const BudgetSettings& budget);

    View& m_view;
    Paths m_paths;
    std::shared_ptr<const Clock> m_clock;
    QPointer<ScheduleDialog> m_dialog; // owned by the window
};

} // namespace plimsoll
