// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "storage/sqlite/recovery/recover.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <memory>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

// "plimsoll.recovered.sqlite" beside plimsoll.sqlite.
QString besides(const QString& store)
{
    const QFileInfo info(store);
    const QString suffix = info.suffix().isEmpty() ? QString() : u'.' + info.suffix();
    return info.absoluteDir().filePath(info.completeBaseName() + u".recovered"_s + suffix);
}

QJsonObject toJson(const RecoveryReport& report)
{
    QJsonArray parts;
    for (const Salvage& part : report.parts) {
        parts +=
            QJsonObject {{u"what"_s, part.what},
                         {u"saved"_s, part.saved},
                         {u"of"_s, part.of ? QJsonValue(*part.of) : QJsonValue(QJsonValue::Null)}};
    }
    return {{u"path"_s, report.path},
            {u"bytes"_s, report.bytes},
            {u"parts"_s, parts},
            {u"without_headers"_s, report.withoutHeaders},
            {u"hours_with_loss"_s, report.hoursWithLoss},
            {u"new_agent"_s, report.newAgent},
            {u"without_log"_s, report.withoutLog}};
}

ExitCode recover(const GlobalOptions& options, const QString& output)
{
    const auto path = options.databaseFile();
    if (!path) {
        return fail(path.error());
    }
    const QString to = output.isEmpty() ? besides(*path) : QFileInfo(output).absoluteFilePath();
    const auto report = recoverSqliteStore(*path, to);
    if (!report) {
        return fail(report.error());
    }
    if (options.json) {
        return printJson(toJson(*report));
    }
    const QString advice = u"The damaged file is as it was. To go on with the new one, move %1 and "
                           u"the files that begin "
                           "with its name away, and move %2 to its place.\n"_s.arg(*path, to);
    return printData((to + u":\n"_s + report->sentences().join(u'\n') + u'\n' + advice).toUtf8());
}

} // namespace

void addRecoverCommand(CLI::App& database, const GlobalOptions& options, Action& action)
{
    const auto output = std::make_shared<std::string>();
    CLI::App* app = database.add_subcommand(
        "recover", "Save what can be read of a damaged database into a new one");
    app->fallthrough();
    app->add_option("--output", *output, "The new database; else NAME.recovered beside the old")
        ->type_name("FILE");
    app->callback([output, &options, &action] {
        action = [output, &options] { return recover(options, QString::fromStdString(*output)); };
    });
}

} // namespace plimsoll
