// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/reading.h"
#include "app/commands/timeargument.h"
#include "storage/report/answersreport.h"

namespace plimsoll {

namespace {

struct AnswersOptions
{
    std::string since;
    std::string until;
    std::vector<std::string> models;
    std::string zone;
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

Result<QTimeZone> zoneNamed(const std::string& name)
{
    if (name.empty()) {
        return QTimeZone::systemTimeZone();
    }
    const QTimeZone zone(QByteArray::fromStdString(name));
    if (!zone.isValid()) {
        return Error {.code = Error::Code::Usage,
                      .message = QStringLiteral("There is no time zone \"%1\". Name one as in "
                                                "Europe/Berlin, or UTC.")
                                     .arg(QString::fromStdString(name))};
    }
    return zone;
}

ExitCode answer(const GlobalOptions& global, const AnswersOptions& options)
{
    const TimePoint now = SystemClock().now();
    const auto range =
        parseRange(QString::fromStdString(options.since), QString::fromStdString(options.until),
                   {.from = now - std::chrono::days(28), .to = now}, now);
    const auto zone = zoneNamed(options.zone);
    const auto events = momentsOf(options.events, now);
    if (!range || !zone || !events) {
        return fail(!range ? range.error() : !zone ? zone.error() : events.error());
    }
    const auto opened = openForReading(global);
    if (!opened) {
        return fail(opened.error());
    }
    const auto subjects = subjectsToAsk(*opened, options.models);
    if (!subjects) {
        return fail(subjects.error());
    }
    const auto found = answers(*opened->reader, opened->catalogue,
                               {.evidence = *range,
                                .models = *subjects,
                                .asOf = range->to,
                                .zone = *zone,
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
    answersApp->add_option("--since", chosen->since, "Default 28d")->type_name("TIME");
    answersApp->add_option("--until", chosen->until, "Default now")->type_name("TIME");
    answersApp->add_option("--model", chosen->models, "Only this one; may be given again")
        ->type_name("MODEL");
    answersApp
        ->add_option("--timezone", chosen->zone, "Of hours and days; default that of the machine")
        ->type_name("ZONE");
    answersApp
        ->add_option("--event", chosen->events,
                     "Before and after this, instead of announced changes; may be given again")
        ->type_name("TIME");
    answersApp->callback([chosen, &options, &action] {
        action = [chosen, &options] { return answer(options, *chosen); };
    });
}

} // namespace plimsoll
