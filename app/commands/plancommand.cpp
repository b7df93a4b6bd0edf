// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/reading.h"
#include "app/commands/timeargument.h"
#include "storage/report/planreport.h"

namespace plimsoll {

namespace {

struct PlanOptions
{
    std::string since;
    std::vector<std::string> models;
    double percent = 100 * belowThreshold;
};

ExitCode plan(const GlobalOptions& global, const PlanOptions& options)
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
    const auto subjects = subjectsToAsk(*opened, options.models);
    if (!subjects) {
        return fail(subjects.error());
    }
    const double threshold = options.percent / 100;
    const auto found =
        plans(*opened->reader, opened->catalogue,
              {.evidence = *range, .models = *subjects, .asOf = now, .threshold = threshold});
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
    planApp->add_option("--since", chosen->since, "Of the evidence; default 28d")
        ->type_name("TIME");
    planApp->add_option("--model", chosen->models, "Only this one; may be given again")
        ->type_name("MODEL");
    planApp->add_option("--below", chosen->percent, "In percent; default 1")
        ->type_name("PERCENT")
        ->check(CLI::Range(0.001, 99.0));
    planApp->callback([chosen, &options, &action] {
        action = [chosen, &options] { return plan(options, *chosen); };
    });
}

} // namespace plimsoll
