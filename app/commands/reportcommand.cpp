// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/reading.h"
#include "app/commands/timeargument.h"
#include "storage/report/answersdocument.h"
#include "storage/report/outputfile.h"

namespace plimsoll {

namespace {

struct ReportOptions
{
    std::string since;
    std::vector<std::string> models;
    std::string format = "md";
    std::string output = "-";
};

Result<void> writeReport(QIODevice& device, const Document& document, const std::string& format)
{
    if (format == "csv") {
        return writeDocumentCsv(device, document);
    }
    const QByteArray text = (format == "html" ? html(document) : markdown(document)).toUtf8();
    if (device.write(text) != text.size()) {
        return Error {.code = Error::Code::Io,
                      .message =
                          QStringLiteral("Cannot write the report: %1.").arg(device.errorString())};
    }
    return {};
}

Result<Document> documentOf(const OpenedStore& store, const ReportOptions& options, TimeRange range)
{
    const auto subjects = subjectsToAsk(store, options.models);
    if (!subjects) {
        return subjects.error();
    }
    const auto found = answers(*store.reader, store.catalogue,
                               {.evidence = range,
                                .models = *subjects,
                                .asOf = range.to,
                                .zone = QTimeZone::systemTimeZone()});
    const auto limits = limitHistory(*store.reader, store.catalogue, *subjects);
    const auto info = store.reader->info();
    if (!found || !limits || !info) {
        return !found ? found.error() : !limits ? limits.error() : info.error();
    }
    Document document = answersDocument(*found, *limits);
    if (info->demo) {
        document.notes.prepend(
            QStringLiteral("DEMO DATA: this database holds simulated history, not measurements."));
    }
    return document;
}

ExitCode report(const GlobalOptions& global, const ReportOptions& options)
{
    const TimePoint now = SystemClock().now();
    const auto range = parseRange(QString::fromStdString(options.since), {},
                                  {.from = now - std::chrono::days(28), .to = now}, now);
    if (!range) {
        return fail(range.error());
    }
    const auto opened = openForReading(global);
    if (!opened) {
        return fail(opened.error());
    }
    const auto document = documentOf(*opened, options, *range);
    if (!document) {
        return fail(document.error());
    }
    const auto written =
        writeOutput(QString::fromStdString(options.output), [&](QIODevice& device) {
            return writeReport(device, *document, options.format);
        });
    return written ? ExitCode::Ok : fail(written.error());
}

} // namespace

void addReportCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    const auto chosen = std::make_shared<ReportOptions>();
    CLI::App* reportApp =
        app.add_subcommand("report", "The answers as one page, with the rules they are counted by");
    reportApp->fallthrough();
    reportApp->add_option("--format", chosen->format, "Default md")
        ->type_name("md|html|csv")
        ->check(CLI::IsMember({"md", "html", "csv"}));
    reportApp->add_option("--since", chosen->since, "Of the evidence; default 28d")
        ->type_name("TIME");
    reportApp->add_option("--model", chosen->models, "Only this one; may be given again")
        ->type_name("MODEL");
    reportApp->add_option("--output,-o", chosen->output, "\"-\" is standard output")
        ->type_name("FILE");
    reportApp->callback([chosen, &options, &action] {
        action = [chosen, &options] { return report(options, *chosen); };
    });
}

} // namespace plimsoll
