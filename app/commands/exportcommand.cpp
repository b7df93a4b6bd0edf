// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/reading.h"
#include "app/commands/timeargument.h"
#include "app/config/nearest.h"
#include "storage/exchange/observationsjsonl.h"
#include "storage/query/gaps.h"
#include "storage/report/csv.h"
#include "storage/report/outputfile.h"

#include <QIODevice>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

struct ExportOptions
{
    std::string kind;
    std::string since;
    std::string until;
    std::vector<std::string> models;
    std::string output = "-";
    std::string format = "csv";
};

struct ExportQuestion
{
    const OpenedStore& store;
    Selection selection;
    TimePoint now;
};

using Export = Result<void> (*)(QIODevice&, const ExportQuestion&);

Result<void> exportObservations(QIODevice& device, const ExportQuestion& question)
{
    RowFilter filter;
    filter.range = question.selection.range;
    filter.models = question.selection.models;
    return writeObservationsCsv(device, *question.store.reader, filter);
}

template<auto write>
Result<void> exportSeries(QIODevice& device, const ExportQuestion& question)
{
    const auto series =
        allSeries(*question.store.reader, question.store.catalogue, question.selection);
    return series ? write(device, *series) : Result<void>(series.error());
}

Result<void> exportLimits(QIODevice& device, const ExportQuestion& question)
{
    const auto history =
        limitHistory(*question.store.reader, question.store.catalogue, question.selection.models);
    return history ? writeLimitsCsv(device, *history) : Result<void>(history.error());
}

Result<void> exportCapacity(QIODevice& device, const ExportQuestion& question)
{
    const auto found = currencies(*question.store.reader, question.store.catalogue,
                                  question.selection, capacityLevel(question.selection.range));
    return found ? writeCapacityCsv(device, *found) : Result<void>(found.error());
}

Result<void> exportTrends(QIODevice& device, const ExportQuestion& question)
{
    const auto answer = askDashboard(question.store, question.selection, question.now);
    return answer ? writeTrendsCsv(device, answer->trends) : Result<void>(answer.error());
}

Result<void> exportEvents(QIODevice& device, const ExportQuestion& question)
{
    const auto events = question.store.reader->events(question.selection.range);
    return events ? writeEventsCsv(device, *events) : Result<void>(events.error());
}

Result<void> exportGaps(QIODevice& device, const ExportQuestion& question)
{
    const auto gaps = gapsIn(*question.store.reader, question.selection.range);
    return gaps ? writeGapsCsv(device, *gaps) : Result<void>(gaps.error());
}

const std::map<QString, Export>& exports()
{
    static const std::map<QString, Export> all {{u"observations"_s, exportObservations},
                                                {u"rates"_s, exportSeries<writeRatesCsv>},
                                                {u"latency"_s, exportSeries<writeLatencyCsv>},
                                                {u"limits"_s, exportLimits},
                                                {u"capacity"_s, exportCapacity},
                                                {u"trends"_s, exportTrends},
                                                {u"events"_s, exportEvents},
                                                {u"gaps"_s, exportGaps}};
    return all;
}

Result<void> exportObservationLines(QIODevice& device, const ExportQuestion& question)
{
    RowFilter filter;
    filter.range = question.selection.range;
    filter.models = question.selection.models;
    return writeObservationsJsonl(device, *question.store.reader, filter);
}

Result<Export> findExport(const QString& kind, const std::string& format)
{
    if (format == "jsonl" && kind == u"observations") {
        return Export(exportObservationLines);
    }
    if (format == "jsonl" && exports().contains(kind)) {
        return Error {Error::Code::Usage,
                      u"only observations are exported as JSON lines; %1 is CSV."_s.arg(kind)};
    }
    const auto found = exports().find(kind);
    if (found != exports().end()) {
        return found->second;
    }
    QStringList names;
    for (const auto& [known, write] : exports()) {
        names += known;
    }
    return Error {Error::Code::Usage,
                  u"there is no export \"%1\"; there are %2.%3"_s.arg(kind, names.join(u", "_s),
                                                                      suggestion(kind, names))};
}

// Everything that is stored, when no --since is given.
Result<TimeRange> rangeOf(const ExportOptions& options, const StoreReader& reader, TimePoint now)
{
    const auto info = reader.info();
    if (!info) {
        return info.error();
    }
    // One millisecond more than the newest, for ranges are half open.
    const TimePoint newest = info->newest.value_or(now) + std::chrono::milliseconds(1);
    const TimeRange all {.from = std::min(info->oldest.value_or(now), now - std::chrono::days(1)),
                         .to = std::max(newest, now)};
    return parseRange(QString::fromStdString(options.since), QString::fromStdString(options.until),
                      all, now);
}

ExitCode run(const GlobalOptions& global, const ExportOptions& options)
{
    const auto write = findExport(QString::fromStdString(options.kind), options.format);
    if (!write) {
        return fail(write.error());
    }
    const TimePoint now = SystemClock().now();
    // A time that is none is a mistake whether or not there is a store.
    const TimeRange any {.from = fromEpochMs(0), .to = TimePoint::max()};
    if (const auto times = parseRange(QString::fromStdString(options.since),
                                      QString::fromStdString(options.until), any, now);
        !times) {
        return fail(times.error());
    }
    const auto store = openForReading(global);
    if (!store) {
        return fail(store.error());
    }
    const auto range = rangeOf(options, *store->reader, now);
    if (!range) {
        return fail(range.error());
    }
    // A CSV file has no room for it: rows and columns are data. JSON lines say it each.
    if (const auto info = store->reader->info(); info && info->demo) {
        say(u"DEMO DATA: this database holds simulated history, not measurements."_s);
    }
    ExportQuestion question {
        .store = *store, .selection = {.range = *range, .models = {}}, .now = now};
    const auto targets = store->reader->targets();
    if (!targets) {
        return fail(targets.error());
    }
    QStringList named;
    for (const std::string& model : options.models) {
        named += QString::fromStdString(model);
    }
    question.selection.models = subjectsNamed(named, *targets);
    const auto written = writeOutput(QString::fromStdString(options.output),
                                     [&](QIODevice& device) { return (*write)(device, question); });
    return written ? ExitCode::Ok : fail(written.error());
}

} // namespace

void addExportCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    const auto chosen = std::make_shared<ExportOptions>();
    CLI::App* exportApp = app.add_subcommand("export", "Write CSV or JSON lines");
    exportApp->fallthrough();
    exportApp
        ->add_option("KIND", chosen->kind,
                     "observations, rates, latency, limits, capacity, trends, events or gaps")
        ->required();
    exportApp
        ->add_option("--since", chosen->since,
                     "now, 7d (ago), 2026-05-06 or RFC 3339; default: the oldest")
        ->type_name("TIME");
    exportApp->add_option("--until", chosen->until, "Default: now")->type_name("TIME");
    exportApp
        ->add_option("--model", chosen->models,
                     "Only this model, or MODEL@ORGANIZATION; may be repeated")
        ->type_name("ID")
        ->take_all();
    exportApp->add_option("--output,-o", chosen->output, "\"-\" is standard output")
        ->type_name("FILE");
    exportApp
        ->add_option("--format", chosen->format,
                     "csv, or of observations jsonl: exact, and what import takes back whole")
        ->type_name("csv|jsonl")
        ->check(CLI::IsMember({"csv", "jsonl"}));
    exportApp->callback([chosen, &options, &action] {
        action = [chosen, &options] { return run(options, *chosen); };
    });
}

} // namespace plimsoll
