// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/evidence.h"
#include "app/commands/timeargument.h"
#include "storage/report/answersreport.h"

namespace plimsoll {

namespace {

struct AnswersOptions
{
    EvidenceOptions evidence;
    std::vector<std::string> events;
};

Result<std::vector<TimePoint>> momentsOf(const std::vector<std::string>& texts, TimePoint now)
{
    std::vector<TimePoint> moments;
    for (const std::string& text : texts) {
        const auto moment =
            parseMoment(QStringLiteral("--event"), QString::fromStdString(text), now);
        if (!moment) {
            return moment.error();
        }
        moments.push_back(*moment);
    }
    return moments;
}

ExitCode answer(const GlobalOptions& global, const AnswersOptions& options)
{
    const auto events = momentsOf(options.events, SystemClock().now());
    if (!events) {
        return fail(events.error());
    }
    const auto evidence = evidenceFor(global, options.evidence);
    if (!evidence) {
        return fail(evidence.error());
    }
    const auto found = answers(*evidence->store.reader, evidence->store.catalogue,
                               {.evidence = evidence->range,
                                .models = evidence->subjects,
                                .asOf = evidence->range.to,
                                .zone = evidence->zone,
                                .events = *events});
    if (!found) {
        return fail(found.error());
    }
    return global.json ? printJson(answersJson(*found)) : printData(answersText(*found).toUtf8());
}

} // namespace

void addAnswersCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    const auto chosen = std::make_shared<AnswersOptions>();
    CLI::App* answersApp =
        app.add_subcommand("answers", "What the measurements decide, for each model, and how sure");
    answersApp->fallthrough();
    addSinceOption(*answersApp, chosen->evidence);
    answersApp->add_option("--until", chosen->evidence.until, "Default now")->type_name("TIME");
    addModelOption(*answersApp, chosen->evidence);
    addZoneOption(*answersApp, chosen->evidence);
    answersApp
        ->add_option("--event", chosen->events,
                     "Before and after this, instead of announced changes; may be given again")
        ->type_name("TIME");
    answersApp->callback([chosen, &options, &action] {
        action = [chosen, &options] { return answer(options, *chosen); };
    });
}

} // namespace plimsoll
