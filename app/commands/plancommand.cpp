// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/evidence.h"
#include "storage/report/planreport.h"

namespace plimsoll {

namespace {

struct PlanOptions
{
    EvidenceOptions evidence;
    double percent = 100 * belowThreshold;
};

ExitCode plan(const GlobalOptions& global, const PlanOptions& options)
{
    const auto evidence = evidenceFor(global, options.evidence);
    if (!evidence) {
        return fail(evidence.error());
    }
    const double threshold = options.percent / 100;
    const auto found = plans(*evidence->store.reader, evidence->store.catalogue,
                             {.evidence = evidence->range,
                              .models = evidence->subjects,
                              .asOf = evidence->now,
                              .threshold = threshold});
    if (!found) {
        return fail(found.error());
    }
    return global.json ? printJson(planJson(*found, threshold))
                       : printData(planText(*found, threshold).toUtf8());
}

} // namespace

void addPlanCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    const auto chosen = std::make_shared<PlanOptions>();
    CLI::App* planApp = app.add_subcommand(
        "plan", "How many more probes, until when and for how much, until a rate is decided");
    planApp->fallthrough();
    addSinceOption(*planApp, chosen->evidence);
    addModelOption(*planApp, chosen->evidence);
    planApp->add_option("--below", chosen->percent, "In percent; default 1")
        ->type_name("PERCENT")
        ->check(CLI::Range(0.001, 99.0));
    planApp->callback([chosen, &options, &action] {
        action = [chosen, &options] { return plan(options, *chosen); };
    });
}

} // namespace plimsoll
