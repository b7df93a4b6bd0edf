// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/scheduledesk.h"

#include "app/config/configsave.h"
#include "app/costnotice.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// Where keys are kept is not edited: what is judged has them all.
ProbeSettings withAnyKeys(const Settings& settings)
{
    FoundKeys any {.keys = {{QString(), "unknown"}}};
    for (const auto& organization : settings.organizations) {
        any.keys[organization.first] = "unknown";
    }
    return probeSettingsOf(settings, any, 0);
}

JudgeSchedule judgeWith(const Catalogue& catalogue, TimePoint now)
{
    return [catalogue, now](const ProbeSettings& settings) {
        const Projection projection = project(settings.targets, settings.budget, catalogue, now);
        return ScheduleJudgement {.projection = projection,
                                  .mistakes = settings.validate(),
                                  .warnings = ceilingWarnings(projection, settings.budget)};
    };
}

} // namespace

ScheduleDesk::ScheduleDesk(View& view, Paths paths, std::shared_ptr<const Clock> clock,
                           QObject* parent)
    : QObject(parent)
    , m_view(view)
    , m_paths(std::move(paths))
    , m_clock(std::move(clock))
{
}

void ScheduleDesk::edit()
{
    const auto loaded = loadConfig(m_paths, QProcessEnvironment::systemEnvironment());
    if (!loaded) {
        emit refused(tr("The schedule cannot be edited before the configuration is mended.") + u'\n'
                     + loaded.error().message);
        return;
    }
    show(loaded->settings, {});
}

void ScheduleDesk::show(const Settings& settings, const QString& why)
{
    if (m_dialog) {
        m_dialog->activateWindow();
        return;
    }
    const Catalogue catalogue = catalogueOf(settings);
    const Format format {.numbers = Numbers(QLocale()),
                         .times = Times(QTimeZone::systemTimeZone(), QLocale())};
    m_dialog = new ScheduleDialog({.settings = withAnyKeys(settings),
                                   .catalogue = catalogue,
                                   .judge = judgeWith(catalogue, m_clock->now()),
                                   .file = m_paths.configFile,
                                   .fileExists = QFileInfo::exists(m_paths.configFile),
                                   .whyNotSaved = why},
                                  m_view.themes(), format, m_view.dialogParent());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ScheduleDialog::saved, this, &ScheduleDesk::save);
    m_dialog->open();
}

void ScheduleDesk::save(const std::vector<Target>& targets, const BudgetSettings& budget)
{
    // Whatever else was written into the file while the dialog was open stays.
    const auto loaded = loadConfig(m_paths, QProcessEnvironment::systemEnvironment());
    if (!loaded) {
        m_dialog->showError(loaded.error().message);
        return;
    }
    Settings settings = loaded->settings;
    settings.targets = targets;
    settings.budget = budget;
    if (const QStringList mistakes = withAnyKeys(settings).validate(); !mistakes.isEmpty()) {
        m_dialog->showError(mistakes.join(u'\n'));
        return;
    }
    const QString& file = m_paths.configFile;
    const bool replaced = QFileInfo::exists(file);
    if (const auto done = saveConfig(settings, file); !done) {
        m_dialog->showError(done.error().message);
        return;
    }
    m_dialog->accept();
    m_view.say(replaced ? tr("Wrote %1; as it was before: %2")
                              .arg(file, QString(QFileInfo(file).fileName() + backupSuffix))
                        : tr("Wrote %1").arg(file));
    emit saved(settings);
}

} // namespace plimsoll
