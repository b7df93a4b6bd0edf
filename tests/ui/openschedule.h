// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/schedule/projection.h"
#include "ui/dialogs/scheduledialog.h"

#include <QTest>

namespace plimsoll::test {

inline ScheduleJudgement judge(const ProbeSettings& settings)
{
    const Projection projection = project(settings.targets, settings.budget, Catalogue::shipped(),
                                          fromEpochMs(1'795'000'000'000));
    QStringList warnings;
    if (projection.dayStopsAfter) {
        warnings << QStringLiteral("the daily ceiling stops it");
    }
    if (projection.monthStopsAfter) {
        warnings << QStringLiteral("the monthly ceiling stops it");
    }
    return {.projection = projection, .mistakes = settings.validate(), .warnings = warnings};
}

// Two targets of one model, the second of them with nothing as it usually is.
inline ScheduleDialog::Content scheduleContent()
{
    ScheduleDialog::Content content;
    content.settings.api.key = "unknown";
    content.settings.targets = {{.id = {QStringLiteral("claude-opus-4-7"), ProbeKind::Admission},
                                 .every = std::chrono::seconds(90)},
                                {.id = {QStringLiteral("claude-opus-4-7"), ProbeKind::Generation},
                                 .every = std::chrono::minutes(15),
                                 .sampling = Sampling::Fixed,
                                 .jitter = 0.5,
                                 .timeout = std::chrono::seconds(30)}};
    content.catalogue = Catalogue::shipped();
    content.judge = judge;
    content.file = QStringLiteral("/home/me/plimsoll.toml");
    return content;
}

// The dialog as a person has it before them: found by what a screen reader says, operated by keys.
class OpenSchedule
{
public:
    void open(const ScheduleDialog::Content& shown)
    {
        m_dialog.reset();
        m_themes = std::make_unique<ThemeState>(Appearance::Light);
        const Format format {.numbers = Numbers(QLocale()),
                             .times = Times(QTimeZone::utc(), QLocale())};
        m_dialog = std::make_unique<ScheduleDialog>(shown, *m_themes, format);
        m_dialog->show();
        m_dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    }
    template<typename Widget>
    Widget& named(const QString& accessibleName)
    {
        for (auto* widget : m_dialog->findChildren<Widget*>()) {
            if (widget->accessibleName() == accessibleName && widget->isVisible()) {
                return *widget;
            }
        }
        qFatal("no %s", qPrintable(accessibleName));
    }
    QPushButton& button(const char* name) const
    {
        return *m_dialog->findChild<QPushButton*>(QLatin1String(name));
    }
    QString text(const char* name) const
    {
        return m_dialog->findChild<QLabel*>(QLatin1String(name))->text();
    }
    static void type(QAbstractSpinBox& field, const QString& digits)
    {
        field.setFocus();
        field.selectAll();
        QTest::keyClicks(&field, digits);
    }
    QWidget* tab() const // where the Tab key leads
    {
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
        return m_dialog->focusWidget();
    }

protected:
    std::unique_ptr<ThemeState> m_themes;
    std::unique_ptr<ScheduleDialog> m_dialog;
};

} // namespace plimsoll::test
