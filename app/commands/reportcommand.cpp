// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/evidence.h"
#include "storage/report/answersdocument.h"
#include "storage/report/outputfile.h"

namespace plimsoll {

namespace {

struct ReportOptions
{
    EvidenceOptions evidence;
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

Result<Document> documentOf(const Evidence& evidence)
{
    const OpenedStore& store = evidence.store;
    const auto found = answers(*store.reader, store.catalogue,
                               {.evidence = evidence.range,
                                .models = evidence.subjects,
                                .asOf = evidence.range.to,
                                .zone = evidence.zone});
    const auto limits = limitHistory(*store.reader, store.catalogue, evidence.subjects);
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
    const auto evidence = evidenceFor(global, options.evidence);
    if (!evidence) {
        return fail(evidence.error());
    }
    const auto document = documentOf(*evidence);
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
    addSinceOption(*reportApp, chosen->evidence);
    addModelOption(*reportApp, chosen->evidence);
    addZoneOption(*reportApp, chosen->evidence);
    reportApp->add_option("--output,-o", chosen->output, "\"-\" is standard output")
        ->type_name("FILE");
    reportApp->callback([chosen, &options, &action] {
        action = [chosen, &options] { return report(options, *chosen); };
    });
}

} // namespace plimsoll
