// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/evidence.h"
#include "app/config/duration.h"
#include "storage/report/advicereport.h"

namespace plimsoll {

namespace {

struct AdviseOptions
{
    EvidenceOptions evidence;
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

// Of the options that are advise's own.
Result<AdviceQuestion> questionOf(const AdviseOptions& options)
{
    const auto already = durationOf(options.already, QStringLiteral("--already"));
    const auto cost = durationOf(options.switchCost, QStringLiteral("--switch-cost"));
    if (!already || !cost) {
        return !already ? already.error() : cost.error();
    }
    AdviceQuestion question {.evidence = {}, .already = *already};
    question.switchCost = cost->value_or(question.switchCost);
    return question;
}

ExitCode advise(const GlobalOptions& global, const AdviseOptions& options)
{
    auto question = questionOf(options);
    if (!question) {
        return fail(question.error());
    }
    const auto evidence = evidenceFor(global, options.evidence);
    if (!evidence) {
        return fail(evidence.error());
    }
    question->evidence = evidence->range;
    question->models = evidence->subjects;
    question->fresh = std::max(adviceRules::fresh, 2 * evidence->store.silence);
    const auto found = adviceFor(*evidence->store.reader, evidence->store.catalogue, *question);
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
    adviseApp->add_option("MODEL", chosen->evidence.models,
                          "Only these; default: every probed model");
    adviseApp
        ->add_option("--already", chosen->already,
                     "How long you have met the overload; default: as long as the probes did")
        ->type_name("DURATION");
    adviseApp
        ->add_option("--switch-cost", chosen->switchCost,
                     "What you would rather wait than switch models; default 10s")
        ->type_name("DURATION");
    addSinceOption(*adviseApp, chosen->evidence);
    adviseApp->callback([chosen, &options, &action] {
        action = [chosen, &options] { return advise(options, *chosen); };
    });
}

} // namespace plimsoll
