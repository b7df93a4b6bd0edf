// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/manualclock.h"
#include "tests/ui/cannedstore.h"
#include "ui/mainwindow/mainwindow.h"

#include <QTest>

namespace plimsoll::test {

// The main window over the canned store, light, in UTC, at the canned moment.
class OpenWindow
{
public:
    static void prepare()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        prepareApplication();
    }
    void open(const QString& settingsFile = {})
    {
        m_clock = std::make_shared<ManualClock>(cannedNow());
        m_selection = std::make_unique<SelectionState>();
        m_selection->setZoneChoice(ZoneChoice::Utc);
        m_themes = std::make_unique<ThemeState>(Appearance::Light);
        m_window = std::make_unique<MainWindow>(
            MainWindow::Parts {.selection = *m_selection,
                               .themes = *m_themes,
                               .clock = m_clock,
                               .observations = {.fetch = cannedRows(), .exportRows = {}},
                               .settingsFile = settingsFile});
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void close()
    {
        m_window.reset();
        m_themes.reset();
    }
    template<typename PageType>
    PageType& page(const char* id)
    {
        return *qobject_cast<PageType*>(m_window->page(QString::fromLatin1(id)));
    }

protected:
    std::shared_ptr<ManualClock> m_clock;
    std::unique_ptr<SelectionState> m_selection;
    std::unique_ptr<ThemeState> m_themes;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace plimsoll::test
