// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/collector.h"
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/config/duration.h"

#include <QCoreApplication>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

ExitCode collect(const GlobalOptions& options, const QString& runFor)
{
    const auto duration = runFor.isEmpty() ? std::nullopt : parseDuration(runFor);
    if (!runFor.isEmpty() && !duration) {
        return fail(
            {Error::Code::Usage,
             u"--for \"%1\" is not a duration such as \"120s\" or \"1h 30m\"."_s.arg(runFor)});
    }
    ExitCode code = ExitCode::Internal;
    Collector collector(options, duration);
    // Queued, so that an end before the event loop runs is not lost.
    QObject::connect(
        &collector, &Collector::finished, QCoreApplication::instance(),
        [&code](ExitCode ended) {
            code = ended;
            QCoreApplication::quit();
        },
        Qt::QueuedConnection);
    collector.start();
    QCoreApplication::exec();
    return code;
}

} // namespace

void addRunCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    const auto runFor = std::make_shared<std::string>();
    CLI::App* run = app.add_subcommand("run", "Collect until stopped");
    run->fallthrough();
    run->add_option("--for", *runFor, "Stop after this long, with every answer in the store")
        ->type_name("DURATION");
    run->callback([runFor, &options, &action] {
        action = [runFor, &options] { return collect(options, QString::fromStdString(*runFor)); };
    });
}

} // namespace plimsoll
