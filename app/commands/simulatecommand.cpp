// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/systemsignals.h"
#include "probes/simulator/simulator.h"
#include "storage/report/cells.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

struct SimulateOptions
{
    std::string scenario = "calm";
    std::string log;
    quint16 port = 0;
    quint64 seed = 1;
    bool tls = false;
};

QByteArray logLine(const simulator::ServedRequest& request)
{
    const QJsonObject json {{u"at"_s, cells::time(request.at)},
                            {u"model"_s, request.model},
                            {u"path"_s, request.path},
                            {u"shape"_s, request.shape},
                            {u"expected"_s, QString(name(request.expected))},
                            {u"first_byte_us"_s, qint64(request.firstByteDelay.count())},
                            {u"first_token_us"_s, qint64(request.firstTokenDelay.count())}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

Result<void> openLog(QFile& file, const std::string& path)
{
    file.setFileName(QString::fromStdString(path));
    if (path.empty() || file.open(QIODevice::WriteOnly | QIODevice::Append)) {
        return {};
    }
    return Error {Error::Code::CannotCreate,
                  u"The log %1 cannot be written: %2."_s.arg(file.fileName(), file.errorString())};
}

ExitCode simulate(const SimulateOptions& options)
{
    const auto scenario = simulator::loadScenario(QString::fromStdString(options.scenario));
    if (!scenario) {
        return fail(scenario.error());
    }
    QFile log;
    if (const auto opened = openLog(log, options.log); !opened) {
        return fail(opened.error());
    }
    simulator::SimulatorSettings settings {.scenario = *scenario,
                                           .seed = options.seed,
                                           .port = options.port,
                                           .tls = options.tls,
                                           .startAt = scenario->liveAt};
    simulator::Simulator server(std::move(settings), Catalogue::shipped());
    QObject::connect(&server, &simulator::Simulator::servedRequest, &log,
                     [&log](const simulator::ServedRequest& request) {
                         if (log.isOpen()) {
                             log.write(logLine(request));
                             log.flush();
                         }
                     });
    const auto url = server.listen();
    if (!url) {
        return fail(url.error());
    }
    const SystemSignals systemSignals;
    QObject::connect(&systemSignals, &SystemSignals::stopRequested, QCoreApplication::instance(),
                     &QCoreApplication::quit);
    const ExitCode printed = printData(url->toString().toUtf8() + '\n');
    if (printed == ExitCode::Ok) {
        QCoreApplication::exec();
    }
    return printed;
}

} // namespace

void addSimulateCommand(CLI::App& app, const GlobalOptions& /*options*/, Action& action)
{
    const auto chosen = std::make_shared<SimulateOptions>();
    CLI::App* simulateApp =
        app.add_subcommand("simulate", "Serve a local Claude API; prints its base URL first");
    simulateApp->fallthrough();
    simulateApp
        ->add_option("--scenario", chosen->scenario,
                     "calm, launch-crunch, capacity-deal, bad-day, headroom or a file")
        ->type_name("NAME|FILE");
    simulateApp->add_option("--port", chosen->port, "0 for any free one")->type_name("N");
    simulateApp->add_option("--seed", chosen->seed, "The same seed gives the same sequence")
        ->type_name("S");
    simulateApp->add_flag("--tls", chosen->tls, "HTTPS with a certificate nobody trusts");
    simulateApp->add_option("--log", chosen->log, "Append one JSON line per served request")
        ->type_name("FILE");
    simulateApp->footer("Every key that begins with sk-ant- is accepted, unless it holds the word "
                        "wrong: export ANTHROPIC_API_KEY=sk-ant-test");
    simulateApp->callback([chosen, &action] { action = [chosen] { return simulate(*chosen); }; });
}

} // namespace plimsoll
