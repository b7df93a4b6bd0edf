// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/reading.h"

#include "app/commands/console.h"
#include "storage/sqlite/sqlitestore.h"
#include "storage/subject.h"

namespace plimsoll {

Result<OpenedStore> openForReading(const GlobalOptions& options)
{
    const Paths paths = options.paths();
    const auto loaded = options.load();
    if (!loaded && !paths.databaseNamed) {
        return loaded.error();
    }
    if (!loaded) {
        say(loaded.error().message);
    }
    const Settings settings =
        loaded ? loaded->settings : defaultSettings(QProcessEnvironment::systemEnvironment());
    const QString path = databasePath(paths, settings.storage.path);
    auto reader = openSqliteReader(path);
    if (!reader) {
        return reader.error();
    }
    return OpenedStore {.reader = std::move(*reader),
                        .catalogue = catalogueOf(settings),
                        .path = path,
                        .retention = settings.storage.retention,
                        .silence = longestSilence(settings.targets),
                        .claimsFile = settings.claimsFile};
}

QStringList subjectsNamed(const QStringList& names, const std::vector<TargetId>& targets)
{
    QStringList subjects;
    for (const QString& name : names) {
        const qsizetype before = subjects.size();
        for (const TargetId& target : targets) {
            const QString subject = subjectOf(target);
            const bool named = name == target.model || name == subject
                || (target.organization.isEmpty() && name == target.model + u'@');
            if (named && !subject.isEmpty() && !subjects.contains(subject)) {
                subjects << subject;
            }
        }
        if (subjects.size() == before) {
            subjects << name;
        }
    }
    return subjects;
}

Result<StoreInfo> readStoreInfo(const QString& path)
{
    const auto reader = openSqliteReader(path);
    if (!reader) {
        return reader.error();
    }
    return (*reader)->info();
}

Result<Dashboard> askDashboard(const OpenedStore& store, const Selection& selection, TimePoint now)
{
    if (const auto begun = store.reader->beginSnapshot(); !begun) {
        return begun.error();
    }
    auto answer = dashboard(*store.reader, store.catalogue,
                            {.selection = selection,
                             .asOf = now,
                             .zone = QTimeZone::systemTimeZone(),
                             .silence = store.silence});
    store.reader->endSnapshot();
    return answer;
}

Result<QStringList> subjectsToAsk(const OpenedStore& store, const std::vector<std::string>& names)
{
    if (const auto begun = store.reader->beginSnapshot(); !begun) {
        return begun.error();
    }
    const auto targets = store.reader->targets();
    if (!targets) {
        return targets.error();
    }
    QStringList named;
    for (const std::string& name : names) {
        named << QString::fromStdString(name);
    }
    return subjectsNamed(named, *targets);
}

} // namespace plimsoll
