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

ExitCode collect(const GlobalOptions& options, const QString& runFor, bool keyFromStdin)
{
    const auto duration = runFor.isEmpty() ? std::nullopt : parseDuration(runFor);
    if (!runFor.isEmpty() && !duration) {
        return fail(
            {Error::Code::Usage,
             u"--for \"%1\" is not a duration such as \"120s\" or \"1h 30m\"."_s.arg(runFor)});
    }
    std::optional<QByteArray> key;
    if (keyFromStdin) {
        auto read = readKeyFromStandardInput();
        if (!read) {
            return fail(read.error());
        }
        key = std::move(*read);
    }
    ExitCode code = ExitCode::Internal;
    Collector collector(options, duration, std::move(key));
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
    struct RunOptions
    {
        std::string runFor;
        bool keyFromStdin = false;
    };
    const auto chosen = std::make_shared<RunOptions>();
    CLI::App* run = app.add_subcommand("run", "Collect until stopped");
    run->fallthrough();
    run->add_option("--for", chosen->runFor, "Stop after this long, with every answer in the store")
        ->type_name("DURATION");
    run->add_flag("--key-stdin", chosen->keyFromStdin,
                  "Read the key of [api] from the first line of the standard input, once");
    run->callback([chosen, &options, &action] {
        action = [chosen, &options] {
            return collect(options, QString::fromStdString(chosen->runFor), chosen->keyFromStdin);
        };
    });
}

} // namespace plimsoll
