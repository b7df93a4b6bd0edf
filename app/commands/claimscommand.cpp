// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/claims/claimbooks.h"
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/evidence.h"
#include "storage/report/claimsreport.h"

namespace plimsoll {

namespace {

struct ClaimsOptions
{
    std::vector<std::string> ids;
    std::vector<std::string> files;
    EvidenceOptions evidence;
};

QStringList textsOf(const std::vector<std::string>& given)
{
    QStringList texts;
    for (const std::string& text : given) {
        texts << QString::fromStdString(text);
    }
    return texts;
}

ExitCode claims(const GlobalOptions& global, const ClaimsOptions& options)
{
    const auto evidence = evidenceFor(global, options.evidence);
    if (!evidence) {
        return fail(evidence.error());
    }
    const OpenedStore& store = evidence->store;
    QStringList files = textsOf(options.files);
    if (!store.claimsFile.isEmpty()) {
        files.prepend(store.claimsFile);
    }
    const auto book = claimsWith(files);
    if (!book) {
        return fail(book.error());
    }
    const auto found = ledger(
        *store.reader, store.catalogue, *book,
        {.ids = textsOf(options.ids),
         .scope = {.evidence = evidence->range, .asOf = evidence->now, .zone = evidence->zone}});
    if (!found) {
        return fail(found.error());
    }
    return global.json ? printJson(claimsJson(*found)) : printData(claimsText(*found).toUtf8());
}

} // namespace

void addClaimsCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    const auto chosen = std::make_shared<ClaimsOptions>();
    CLI::App* claimsApp =
        app.add_subcommand("claims", "What was claimed of the service, and what became of it here");
    claimsApp->fallthrough();
    claimsApp->add_option("ID", chosen->ids, "Only these, for example C17; default all");
    claimsApp->add_option("--file", chosen->files, "Claims of your own; may be given again")
        ->type_name("FILE")
        ->take_all()
        ->allow_extra_args(false);
    claimsApp
        ->add_option("--since", chosen->evidence.since,
                     "Of the evidence of claims that name no time; default 28d")
        ->type_name("TIME");
    addZoneOption(*claimsApp, chosen->evidence);
    claimsApp->callback([chosen, &options, &action] {
        action = [chosen, &options] { return claims(options, *chosen); };
    });
}

} // namespace plimsoll
