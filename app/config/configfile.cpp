// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/configfile.h"

#include <QFile>
#include <QFileInfo>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

// More than any schedule needs; a wrong path such as /dev/zero must not fill the memory.
constexpr qint64 maxConfigBytes = 1024 * 1024;

// `what` begins a sentence: "The configuration".
Result<QByteArray> readConfigFile(const QString& path, const QString& what)
{
    QFile file(path);
    if (QFileInfo(path).isDir()) {
        return Error {Error::Code::Config, u"%1 %2 is a directory, not a file."_s.arg(what, path)};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        const auto code = file.error() == QFileDevice::PermissionsError
                || (QFileInfo::exists(path) && !QFileInfo(path).isReadable())
            ? Error::Code::Permission
            : Error::Code::NotFound;
        return Error {code, u"%1 %2 cannot be read: %3."_s.arg(what, path, file.errorString())};
    }
    const QByteArray text = file.read(maxConfigBytes + 1);
    if (text.size() > maxConfigBytes) {
        return Error {Error::Code::Config,
                      u"%1 %2 is larger than 1 MiB; is it the right file?"_s.arg(what, path)};
    }
    return text;
}

// What [limits] tiers names.
Result<void> readTiers(Settings& settings, const Paths& paths)
{
    if (settings.tierFile.isEmpty()) {
        return {};
    }
    const QString path = fileBeside(paths, settings.tierFile);
    const auto text = readConfigFile(path, u"The tables of [limits] tiers,"_s);
    if (!text) {
        return text.error();
    }
    auto table = TierTable::fromToml(*text, path);
    if (!table) {
        return table.error();
    }
    settings.tiers = std::move(*table);
    return {};
}

Result<LoadedConfig> defaultsAlone(const Settings& defaults)
{
    const QStringList mistakes = defaults.api.validate();
    if (!mistakes.isEmpty()) {
        return Error {Error::Code::Config, u"ANTHROPIC_BASE_URL: "_s + mistakes.join(u'\n')};
    }
    return LoadedConfig {.settings = defaults, .origin = {}, .warnings = {}};
}

} // namespace

Result<LoadedConfig> loadConfig(const Paths& paths, const QProcessEnvironment& environment)
{
    const Settings defaults = defaultSettings(environment);
    if (!paths.configFileNamed && !QFileInfo::exists(paths.configFile)) {
        return defaultsAlone(defaults);
    }
    const auto text = readConfigFile(paths.configFile, u"The configuration"_s);
    if (!text) {
        return text.error();
    }
    ParsedConfig parsed = parseConfig(*text, defaults);
    // A mistake that is not in the file must not be looked for there.
    if (parsed.settings.api.baseUrl == defaults.api.baseUrl) {
        if (auto standing = defaultsAlone(defaults); !standing) {
            return standing;
        }
    }
    if (parsed.problems.empty()) {
        // What only the folders themselves know; they have no line numbers.
        const StorageSettings storage {.path = databasePath(paths, parsed.settings.storage.path),
                                       .backup = parsed.settings.storage.backup};
        FoundKeys any {.keys = {{QString(), "unknown"}}};
        for (const auto& organization : parsed.settings.organizations) {
            any.keys[organization.first] = "unknown";
        }
        const QStringList rest = probeSettingsOf(parsed.settings, any, 0).validate()
            + storage.validate() + parsed.settings.watch.validate();
        for (const QString& sentence : rest) {
            parsed.problems.push_back({.line = 0, .sentence = sentence});
        }
    }
    if (!parsed.problems.empty()) {
        return Error {Error::Code::Config, describe(parsed.problems, paths.configFile).join(u'\n')};
    }
    if (const auto tiers = readTiers(parsed.settings, paths); !tiers) {
        return tiers.error();
    }
    return LoadedConfig {.settings = std::move(parsed.settings),
                         .origin = paths.configFile,
                         .warnings = describe(parsed.warnings, paths.configFile)};
}

} // namespace plimsoll
