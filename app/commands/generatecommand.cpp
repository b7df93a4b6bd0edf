// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/reading.h"
#include "app/demo/historyfill.h"
#include "app/logging.h"
#include "storage/sqlite/sqlitestore.h"

#include <QFileInfo>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

struct GenerateOptions
{
    std::string scenario = "capacity-deal";
    int weeks = 0; // 0: the scenario's own history
    quint64 seed = 1;
};

// Simulated history must not mix with measured history.
Result<void> refuseRealStore(const QString& database)
{
    if (!QFileInfo::exists(database)) {
        return {};
    }
    const auto info = readStoreInfo(database);
    if (!info) {
        return info.error();
    }
    if (info->observations == 0 && info->demo) {
        return {};
    }
    return Error {Error::Code::CannotCreate,
                  u"%1 holds observations already. Simulated history goes into a new database: "
                  "choose one with --db."_s.arg(database)};
}

Result<qint64> generate(const QString& database, const GenerateOptions& options)
{
    const auto scenario = simulator::loadScenario(QString::fromStdString(options.scenario));
    if (!scenario) {
        return scenario.error();
    }
    if (const auto empty = refuseRealStore(database); !empty) {
        return empty.error();
    }
    if (const auto made = makePrivateParent(database); !made) {
        return made.error();
    }
    const auto writer = openSqliteWriter(database, {.demo = true, .agent = {}});
    if (!writer) {
        return writer.error();
    }
    const TimePoint now = SystemClock().now();
    const TimeRange range = options.weeks > 0
        ? TimeRange {now - std::chrono::weeks(options.weeks), now}
        : scenario->history;
    const FillPlan plan {.scenario = *scenario,
                         .seed = options.seed,
                         .range = range,
                         .denseFrom = range.to - std::chrono::days(14)};
    return fillHistory(plan, Catalogue::shipped(), **writer, [](double share) {
        qCInfo(appLog).noquote() << u"%1 % of the history is written"_s.arg(share * 100, 0, 'f', 0);
        return true;
    });
}

ExitCode run(const GlobalOptions& global, const GenerateOptions& options)
{
    const auto database = global.databaseFile();
    if (!database) {
        return fail(database.error());
    }
    const auto written = generate(*database, options);
    if (!written) {
        return fail(written.error());
    }
    if (!global.paths().databaseNamed) {
        say(u"this is your default database now, and `plimsollctl run` adds nothing to simulated "
            "history. Move it away, or name another with --db, before you measure."_s);
    }
    return global.json
        ? printJson({{u"path"_s, *database}, {u"observations"_s, *written}})
        : printData(u"%1 observations in %2\n"_s.arg(*written).arg(*database).toUtf8());
}

} // namespace

void addGenerateCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    const auto chosen = std::make_shared<GenerateOptions>();
    CLI::App* generateApp =
        app.add_subcommand("generate", "Fill a new database with a scenario's history");
    generateApp->fallthrough();
    generateApp->add_option("--scenario", chosen->scenario, "A shipped scenario or a file")
        ->type_name("NAME|FILE");
    generateApp->add_option("--weeks", chosen->weeks, "Up to now; else the scenario's own dates")
        ->type_name("N")
        ->check(CLI::Range(1, 520));
    generateApp->add_option("--seed", chosen->seed, "The same seed gives the same history")
        ->type_name("S");
    generateApp->callback([chosen, &options, &action] {
        action = [chosen, &options] { return run(options, *chosen); };
    });
}

} // namespace plimsoll
