// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/reading.h"
#include "app/commands/timeargument.h"
#include "app/pipeline/fusefile.h"
#include "app/pipeline/storetrouble.h"
#include "probes/domain/redact.h"
#include "storage/report/statusreport.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

struct StatusOptions
{
    std::string since;
    std::string until;
    bool rules = false;
};

// A store that cannot be read may be one that could not be written before.
void sayStoreTrouble(const GlobalOptions& global)
{
    if (const auto database = global.databaseFile()) {
        say(storeTroubleText(*database));
    }
}

ExitCode status(const GlobalOptions& global, const StatusOptions& options)
{
    if (options.rules) {
        return printData(statusRules().toUtf8());
    }
    const TimePoint now = SystemClock().now();
    const auto range =
        parseRange(QString::fromStdString(options.since), QString::fromStdString(options.until),
                   {.from = now - std::chrono::days(7), .to = now}, now);
    if (!range) {
        return fail(range.error());
    }
    const auto opened = openForReading(global);
    if (!opened) {
        sayStoreTrouble(global);
        return fail(opened.error());
    }
    const auto answer = askDashboard(*opened, {.range = *range, .models = {}}, now);
    if (!answer) {
        return fail(answer.error());
    }
    const auto trip = readFuse(fuseFile(answer->store.path));
    if (global.json) {
        QJsonObject json = statusJson(*answer);
        json.insert(u"fuse"_s, trip ? QJsonValue(toJson(*trip)) : QJsonValue(QJsonValue::Null));
        const auto trouble = readStoreTrouble(answer->store.path);
        json.insert(u"store_trouble"_s,
                    trouble ? QJsonValue(toJson(*trouble)) : QJsonValue(QJsonValue::Null));
        return printJson(json);
    }
    QString warning = trip ? QString(redacted(sentence(*trip)) + u'\n') : QString();
    if (const QString trouble = storeTroubleText(answer->store.path); !trouble.isEmpty()) {
        warning += redacted(trouble) + u'\n';
    }
    return printData((warning + statusText(*answer)).toUtf8());
}

} // namespace

void addStatusCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    const auto chosen = std::make_shared<StatusOptions>();
    CLI::App* statusApp =
        app.add_subcommand("status", "One line per model: overload rate, limits, age");
    statusApp->fallthrough();
    statusApp->add_option("--since", chosen->since, "Default 7d")->type_name("TIME");
    statusApp->add_option("--until", chosen->until, "Default now")->type_name("TIME");
    statusApp->add_flag("--rules", chosen->rules, "Print how the rates are counted");
    statusApp->callback([chosen, &options, &action] {
        action = [chosen, &options] { return status(options, *chosen); };
    });
}

} // namespace plimsoll
