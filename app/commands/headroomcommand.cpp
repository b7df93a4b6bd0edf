// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/headroomexample.h"
#include "app/commands/reading.h"
#include "app/commands/timeargument.h"
#include "storage/report/headroomreport.h"

#include <algorithm>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

struct HeadroomOptions
{
    std::optional<double> agents;
    std::optional<double> context;
    std::optional<double> output;
    std::optional<double> turns;
    std::optional<double> cached;
    std::string model;
    std::string tier;
    std::string on;
    std::string example;
};

constexpr stats::Workload usualLoad {.agents = 5,
                                     .contextTokens = 50'000,
                                     .outputTokens = 1'000,
                                     .callsPerMinute = 2,
                                     .cachedShare = 0};

stats::Workload workload(const HeadroomOptions& options, const stats::Workload& defaults)
{
    return {.agents = options.agents.value_or(defaults.agents),
            .contextTokens = options.context.value_or(defaults.contextTokens),
            .outputTokens = options.output.value_or(defaults.outputTokens),
            .callsPerMinute = options.turns.value_or(defaults.callsPerMinute),
            .cachedShare = options.cached.value_or(defaults.cachedShare)};
}

Error usage(const QString& message)
{
    return {.code = Error::Code::Usage, .message = message};
}

Result<HeadroomExample> exampleNamed(const QString& name)
{
    QStringList names;
    for (const HeadroomExample& example : headroomExamples()) {
        if (example.name == name) {
            return example;
        }
        names << example.name;
    }
    return usage(u"There is no example \"%1\". There are: %2."_s.arg(name, names.join(u", "_s)));
}

Result<QString> tierNamed(const TierVersion& version, const QString& name)
{
    for (const QString& tier : version.tiers) {
        if (tier.compare(name, Qt::CaseInsensitive) == 0) {
            return tier;
        }
    }
    return usage(u"There is no tier \"%1\" with numbers in the tables of %2. There are: %3."_s.arg(
        name, version.label(), version.tiers.join(u", "_s)));
}

Result<TimePoint> dayOf(const std::string& on, TimePoint now)
{
    const QString text = QString::fromStdString(on);
    const auto moment = text.isEmpty() ? std::optional(now) : parseTime(text, now);
    return moment ? Result<TimePoint>(*moment)
                  : usage(u"--on \"%1\" is no day. Write it as in 2026-05-06."_s.arg(text));
}

Result<const TierVersion*> versionOn(const TierTable& table, const std::string& on, TimePoint now)
{
    const auto moment = dayOf(on, now);
    if (!moment) {
        return moment.error();
    }
    const TierVersion* version = table.at(*moment);
    return version ? Result<const TierVersion*>(version)
                   : usage(u"There are no tables of that day."_s);
}

Result<std::vector<PoolHeadroom>> rowsOf(const TierVersion& version, const QString& pool,
                                         const QString& tier, const stats::Workload& load)
{
    if (!pool.isEmpty() && !version.find(pool)) {
        QStringList known;
        std::ranges::transform(version.pools, std::back_inserter(known), &PoolTiers::pool);
        return Error {.code = Error::Code::NotFound,
                      .message =
                          u"The tables of %1 do not hold the limits of %2, only of: %3."_s.arg(
                              version.label(), pool, known.join(u", "_s))};
    }
    return publishedHeadroom(version, pool, tier, load);
}

// The model is named by its id, or its pool by name.
QString poolOf(const Catalogue& catalogue, const std::string& model, const QString& otherwise)
{
    return model.empty() ? otherwise : catalogue.pool(QString::fromStdString(model));
}

ExitCode printTable(const GlobalOptions& global, const Result<std::vector<PoolHeadroom>>& rows,
                    const stats::Workload& load, const QString& preface)
{
    if (!rows) {
        return fail(rows.error());
    }
    return global.json ? printJson(headroomJson(*rows, load))
                       : printData((preface + headroomTable(*rows, load)).toUtf8());
}

ExitCode printParagraphs(const GlobalOptions& global,
                         const Result<std::vector<PoolHeadroom>>& pools,
                         const stats::Workload& load, TimePoint now)
{
    if (!pools) {
        return fail(pools.error());
    }
    return global.json ? printJson(headroomJson(*pools, load))
                       : printData(headroomText(*pools, load, now).toUtf8());
}

// The tables, and what is asked of them.
struct Tables
{
    Catalogue catalogue;
    QString pool {}; // "": every one
    stats::Workload load;
    TimePoint now;
};

Result<std::vector<PoolHeadroom>> inEveryVersion(const Tables& tables)
{
    std::vector<PoolHeadroom> all;
    for (const TierVersion& version : tables.catalogue.tiers().versions()) {
        const auto rows = publishedHeadroom(version, tables.pool, {}, tables.load);
        all.insert(all.end(), rows.begin(), rows.end());
    }
    if (all.empty()) {
        return Error {.code = Error::Code::NotFound,
                      .message = u"No tables hold the limits of %1."_s.arg(tables.pool)};
    }
    return all;
}

ExitCode ofTier(const GlobalOptions& global, const HeadroomOptions& options, const Tables& tables)
{
    const auto version = versionOn(tables.catalogue.tiers(), options.on, tables.now);
    if (!version) {
        return fail(version.error());
    }
    const auto tier = tierNamed(**version, QString::fromStdString(options.tier));
    return tier ? printParagraphs(global, rowsOf(**version, tables.pool, *tier, tables.load),
                                  tables.load, tables.now)
                : fail(tier.error());
}

ExitCode ofTables(const GlobalOptions& global, const HeadroomOptions& options, TimePoint now)
{
    const auto loaded = global.load();
    if (!loaded) {
        return fail(loaded.error());
    }
    HeadroomExample example {.load = usualLoad};
    if (!options.example.empty()) {
        const auto named = exampleNamed(QString::fromStdString(options.example));
        if (!named) {
            return fail(named.error());
        }
        example = *named;
    }
    Tables tables {.catalogue = catalogueOf(loaded->settings),
                   .load = workload(options, example.load),
                   .now = now};
    tables.pool = poolOf(tables.catalogue, options.model, example.pool);
    return options.tier.empty() ? printTable(global, inEveryVersion(tables), tables.load,
                                             example.title + u' ' + example.note + u'\n')
                                : ofTier(global, options, tables);
}

// The tables in force, where there is no store to ask.
ExitCode withoutStore(const GlobalOptions& global, const HeadroomOptions& options, TimePoint now)
{
    const auto loaded = global.load();
    if (!loaded) {
        return fail(loaded.error());
    }
    const Catalogue catalogue = catalogueOf(loaded->settings);
    const auto version = versionOn(catalogue.tiers(), {}, now);
    if (!version) {
        return fail(version.error());
    }
    const stats::Workload load = workload(options, usualLoad);
    return printTable(global, rowsOf(**version, poolOf(catalogue, options.model, {}), {}, load),
                      load, u"Nothing was measured: these are the published limits.\n"_s);
}

ExitCode ofStore(const GlobalOptions& global, const HeadroomOptions& options, TimePoint now)
{
    const auto opened = openForReading(global);
    if (!opened && opened.error().code == Error::Code::NotFound && !global.paths().databaseNamed) {
        return withoutStore(global, options, now);
    }
    if (!opened) {
        return fail(opened.error());
    }
    std::vector<std::string> models;
    if (!options.model.empty()) {
        models.push_back(options.model);
    }
    const auto subjects = subjectsToAsk(*opened, models);
    if (!subjects) {
        return fail(subjects.error());
    }
    const stats::Workload load = workload(options, usualLoad);
    return printParagraphs(
        global, measuredHeadroom(*opened->reader, opened->catalogue, *subjects, load), load, now);
}

ExitCode headroom(const GlobalOptions& global, const HeadroomOptions& options)
{
    const TimePoint now = SystemClock().now();
    const bool asksTables = !options.tier.empty() || !options.example.empty();
    return asksTables ? ofTables(global, options, now) : ofStore(global, options, now);
}

} // namespace

// Not `plan headroom`: it would take the options of `plan` too, and ignore them.
void addHeadroomCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    const auto chosen = std::make_shared<HeadroomOptions>();
    CLI::App* headroomApp = app.add_subcommand(
        "headroom",
        "How many agents the limits carry, which limit breaks first, what caching frees");
    headroomApp->fallthrough();
    headroomApp->add_option("--agents", chosen->agents, "At work at the same time; default 5")
        ->check(CLI::Range(0.0, 1e6));
    headroomApp->add_option("--context", chosen->context, "Input tokens of a call; default 50000")
        ->check(CLI::Range(0.0, 1e9));
    headroomApp->add_option("--output", chosen->output, "Output tokens of a call; default 1000")
        ->check(CLI::Range(0.0, 1e9));
    headroomApp->add_option("--turns", chosen->turns, "Calls a minute of each agent; default 2")
        ->check(CLI::Range(0.0, 1e6));
    headroomApp
        ->add_option("--cached", chosen->cached,
                     "Share of the input that comes from the prompt cache, 0 to 1; default 0")
        ->check(CLI::Range(0.0, 1.0));
    headroomApp->add_option("--model", chosen->model, "Only its pool")->type_name("MODEL");
    CLI::Option* tier = headroomApp
                            ->add_option("--tier", chosen->tier,
                                         "The published limits of this tier, not the measured ones")
                            ->type_name("NAME");
    headroomApp->add_option("--on", chosen->on, "The day of the tables; default today")
        ->type_name("DATE")
        ->needs(tier);
    headroomApp
        ->add_option("--example", chosen->example,
                     "five-agents or million-context, against every version of the tables")
        ->type_name("NAME");
    headroomApp->callback([chosen, &options, &action] {
        action = [chosen, &options] { return headroom(options, *chosen); };
    });
}

} // namespace plimsoll
