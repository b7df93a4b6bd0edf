// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/importsurvey.h"
#include "app/commands/reading.h"
#include "app/pipeline/opening.h"
#include "storage/exchange/importer.h"
#include "storage/sqlite/sqlitestore.h"

#include <QElapsedTimer>
#include <QFileInfo>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 progressMs = 2000;

struct ImportOptions
{
    std::vector<std::string> files;
    bool skipBad = false;
};

struct Survey
{
    std::vector<ImportFile> files;
    ImportProblems problems;
    qint64 observations = 0;
    qint64 bad = 0;
    bool measured = false;
    bool demo = false;
};

Result<Survey> surveyAll(const ImportOptions& options)
{
    Survey all;
    for (const std::string& name : options.files) {
        auto file = openImportFile(QString::fromStdString(name));
        if (!file) {
            return file.error();
        }
        if (const auto read = survey(*file, all.problems); !read) {
            return read.error();
        }
        all.observations += file->observations;
        all.bad += file->bad;
        all.measured = all.measured || file->measured;
        all.demo = all.demo || file->demo;
        all.files.push_back(std::move(*file));
    }
    return all;
}

// Simulated and measured observations never share a database.
Result<void> refuseMixed(const Survey& survey, const QString& database)
{
    if (survey.demo && survey.measured) {
        return Error {Error::Code::BadData,
                      u"some of these observations are simulated and some are measured. Import "
                      "them into two databases."_s};
    }
    if (!QFileInfo::exists(database)) {
        return {};
    }
    const auto info = readStoreInfo(database);
    if (!info) {
        return info.error();
    }
    if (survey.demo && !info->demo) {
        return Error {Error::Code::CannotCreate,
                      u"%1 is for measured observations and these are simulated. Choose another "
                      "database with --db."_s.arg(database)};
    }
    return refuseMixing({.database = database, .demo = survey.demo, .announced = {}}, *info);
}

Result<ImportTally> importAll(const Survey& survey, StoreWriter& writer)
{
    Importer importer(writer);
    QElapsedTimer sinceTold;
    sinceTold.start();
    qint64 done = 0;
    for (const ImportFile& file : survey.files) {
        const auto rows = openObservationSource(*file.file);
        if (!rows) {
            return rows.error();
        }
        while (const auto row = (*rows)->next()) {
            if (!row->exchanged) {
                continue;
            }
            if (const auto added = importer.add(file.identified(*row)); !added) {
                return added.error();
            }
            ++done;
            if (sinceTold.hasExpired(progressMs)) {
                say(u"%1 of %2 observations"_s.arg(done).arg(survey.observations));
                sinceTold.start();
            }
        }
        if (const auto finished = importer.finish(); !finished) {
            return finished.error();
        }
    }
    return importer.tally();
}

ExitCode report(const GlobalOptions& global, const ImportTally& tally, const Survey& survey,
                const QString& database)
{
    ExitCode printed = ExitCode::Ok;
    if (global.json) {
        printed = printJson({{u"path"_s, database},
                             {u"added"_s, tally.added},
                             {u"known"_s, tally.known},
                             {u"conflicting"_s, tally.refused},
                             {u"skipped"_s, survey.bad}});
    } else {
        QString text = u"%1 observations added to %2, %3 were there already"_s.arg(
            QString::number(tally.added), database, QString::number(tally.known));
        if (survey.bad > 0) {
            text += u", %1 bad lines left out"_s.arg(survey.bad);
        }
        printed = printData((text + u".\n").toUtf8());
    }
    if (tally.refused > 0) {
        say(u"%1 observations are in conflict with what is stored. %2"_s.arg(tally.refused)
                .arg(tally.why));
        return ExitCode::BadData;
    }
    return printed;
}

ExitCode run(const GlobalOptions& global, const ImportOptions& options)
{
    const auto database = global.databaseFile();
    if (!database) {
        return fail(database.error());
    }
    const auto survey = surveyAll(options);
    if (!survey) {
        return fail(survey.error());
    }
    say(survey->problems.sentences().join(u'\n'));
    if (survey->bad > 0 && !options.skipBad) {
        return fail({Error::Code::BadData,
                     u"Nothing was imported, for %1 lines are bad. Mend them, or leave them out "
                     "with --skip-bad."_s.arg(survey->bad)});
    }
    if (const auto fits = refuseMixed(*survey, *database); !fits) {
        return fail(fits.error());
    }
    if (const auto made = makePrivateParent(*database); !made) {
        return fail(made.error());
    }
    const auto writer = openSqliteWriter(*database, {.demo = survey->demo, .agent = {}});
    if (!writer) {
        return fail(writer.error());
    }
    const auto tally = importAll(*survey, **writer);
    return tally ? report(global, *tally, *survey, *database) : fail(tally.error());
}

} // namespace

void addImportCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    const auto chosen = std::make_shared<ImportOptions>();
    CLI::App* importApp =
        app.add_subcommand("import", "Add observations from CSV or JSON lines, each once");
    importApp->fallthrough();
    importApp
        ->add_option("FILE", chosen->files,
                     "As written by export observations; \"-\" is standard input")
        ->required();
    importApp->add_flag("--skip-bad", chosen->skipBad,
                        "Leave out lines that cannot be read; otherwise one bad line stops all");
    importApp->callback([chosen, &options, &action] {
        action = [chosen, &options] { return run(options, *chosen); };
    });
}

} // namespace plimsoll
