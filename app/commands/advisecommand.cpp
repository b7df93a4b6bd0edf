// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/reading.h"
#include "app/commands/timeargument.h"
#include "app/config/duration.h"
#include "storage/report/advicereport.h"

namespace plimsoll {

namespace {

struct AdviseOptions
{
    std::string since;
    std::vector<std::string> models;
    std::string already;
    std::string switchCost = "10s";
};

Result<std::optional<std::chrono::milliseconds>> durationOf(const std::string& text,
                                                            const QString& option)
{
    if (text.empty()) {
        return std::optional<std::chrono::milliseconds>();
    }
    const auto duration = parseDuration(QString::fromStdString(text));
    if (!duration) {
        return Error {.code = Error::Code::Usage,
                      .message = QStringLiteral("%1 \"%2\" is no duration. Write it as in 30s, 3m "
                                                "or 1h 30m.")
                                     .arg(option, QString::fromStdString(text))};
    }
    return duration;
}

Result<AdviceQuestion> questionOf(const AdviseOptions& options)
{
    const TimePoint now = SystemClock().now();
    const auto range = parseRange(QString::fromStdString(options.since), {},
                                  {.from = now - std::chrono::days(28), .to = now}, now);
    const auto already = durationOf(options.already, QStringLiteral("--already"));
    const auto cost = durationOf(options.switchCost, QStringLiteral("--switch-cost"));
    if (!range || !already || !cost) {
        return !range ? range.error() : !already ? already.error() : cost.error();
    }
    AdviceQuestion question {.evidence = *range, .already = *already};
    question.switchCost = cost->value_or(question.switchCost);
    return question;
}

ExitCode advise(const GlobalOptions& global, const AdviseOptions& options)
{
    auto question = questionOf(options);
    if (!question) {
        return fail(question.error());
    }
    const auto opened = openForReading(global);
    if (!opened) {
        return fail(opened.error());
    }
    const auto subjects = subjectsToAsk(*opened, options.models);
    if (!subjects) {
        return fail(subjects.error());
    }
    question->models = *subjects;
    question->fresh = std::max(adviceRules::fresh, 2 * opened->silence);
    const auto found = adviceFor(*opened->reader, opened->catalogue, *question);
    if (!found) {
        return fail(found.error());
    }
    return global.json ? printJson(adviceJson(*found, *question))
                       : printData(adviceText(*found, *question).toUtf8());
}

} // namespace

void addAdviseCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    const auto chosen = std::make_shared<AdviseOptions>();
    CLI::App* adviseApp = app.add_subcommand(
        "advise", "Overloaded right now: how long to wait, or which other model to use");
    adviseApp->fallthrough();
    adviseApp->add_option("MODEL", chosen->models, "Only these; default: every probed model");
    adviseApp
        ->add_option("--already", chosen->already,
                     "How long you have met the overload; default: as long as the probes did")
        ->type_name("DURATION");
    adviseApp
        ->add_option("--switch-cost", chosen->switchCost,
                     "What you would rather wait than switch models; default 10s")
        ->type_name("DURATION");
    adviseApp->add_option("--since", chosen->since, "Of the evidence; default 28d")
        ->type_name("TIME");
    adviseApp->callback([chosen, &options, &action] {
        action = [chosen, &options] { return advise(options, *chosen); };
    });
}

} // namespace plimsoll
