// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/observationjson.h"
#include "app/config/nearest.h"
#include "app/secrets/keylookup.h"
#include "probes/api/prober.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

struct ProbeOptions
{
    std::string model;
    std::string kind = "admission";
    std::string baseUrl;
};

Result<ProbeKind> kindOf(const ProbeOptions& options)
{
    const QString written = QString::fromStdString(options.kind);
    const auto kind = probeKindFromName(written);
    if (kind && *kind != ProbeKind::Followup) {
        return *kind;
    }
    QStringList names;
    for (std::size_t i = 0; i < probeKindCount; ++i) {
        if (ProbeKind(i) != ProbeKind::Followup) { // those send themselves
            names += name(ProbeKind(i));
        }
    }
    return Error {Error::Code::Usage,
                  u"there is no kind of probe \"%1\"; there are %2.%3"_s.arg(
                      written, names.join(u", "_s), suggestion(written, names))};
}

// The settings of the file, for one probe of one target.
Result<ProbeSettings> settingsOf(const LoadedConfig& loaded, const ProbeOptions& options)
{
    const auto kind = kindOf(options);
    if (!kind) {
        return kind.error();
    }
    ProbeSettings settings =
        probeSettingsOf(loaded.settings, {}, QRandomGenerator::system()->generate64());
    Target target;
    target.id = {.model = QString::fromStdString(options.model), .kind = *kind};
    if (*kind == ProbeKind::Line) {
        target.id.model.clear();
    }
    const auto configured = std::ranges::find(loaded.settings.targets, target.id, &Target::id);
    settings.targets = {configured == loaded.settings.targets.end() ? target : *configured};
    if (!options.baseUrl.empty()) {
        settings.api.baseUrl = QUrl(QString::fromStdString(options.baseUrl), QUrl::StrictMode);
    }
    ProbeSettings withAnyKey = settings;
    withAnyKey.api.key = "unknown";
    const QStringList mistakes = withAnyKey.validate();
    if (!mistakes.isEmpty()) {
        return Error {Error::Code::Usage, mistakes.join(u'\n')};
    }
    return settings;
}

// Sends the probe and prints what was observed; quits the event loop with the code.
class SingleProbe
{
public:
    SingleProbe(ProbeSettings settings, Catalogue catalogue)
        : m_settings(std::move(settings))
        , m_catalogue(std::move(catalogue))
    {
    }

    void send(const Result<FoundKey>& found)
    {
        if (!found) {
            end(fail(found.error()));
            return;
        }
        if (!found->warning.isEmpty()) {
            say(found->warning);
        }
        m_settings.api.key = found->key;
        const QStringList mistakes = m_settings.validate();
        if (!mistakes.isEmpty()) {
            end(fail({Error::Code::Usage, mistakes.join(u'\n')}));
            return;
        }
        m_prober = std::make_unique<Prober>(m_settings, m_catalogue, m_clock);
        m_prober->send(
            m_settings.targets.front(), Micros(0), m_settings.seed,
            [this](const Observation& observation) { end(printJson(toJson(observation))); });
    }

    ExitCode wait()
    {
        if (!m_code) {
            QCoreApplication::exec();
        }
        return m_code.value_or(ExitCode::Internal);
    }

private:
    void end(ExitCode code)
    {
        m_code = code;
        QCoreApplication::quit();
    }

    ProbeSettings m_settings;
    Catalogue m_catalogue;
    std::shared_ptr<const Clock> m_clock = std::make_shared<SystemClock>();
    std::unique_ptr<Prober> m_prober;
    std::optional<ExitCode> m_code;
};

ExitCode run(const GlobalOptions& global, const ProbeOptions& options)
{
    const auto loaded = global.load();
    if (!loaded) {
        return fail(loaded.error());
    }
    const auto settings = settingsOf(*loaded, options);
    if (!settings) {
        return fail(settings.error());
    }
    SingleProbe probe(*settings, catalogueOf(loaded->settings));
    const auto send = [&probe](const Result<FoundKey>& found) { probe.send(found); };
    if (settings->targets.front().id.kind == ProbeKind::Line) {
        send(FoundKey {});
        return probe.wait();
    }
    const auto reference = parseKeyReference(loaded->settings.keyReference);
    if (!reference) {
        return fail(reference.error());
    }
    lookUpKey(*reference, QProcessEnvironment::systemEnvironment(), QCoreApplication::instance(),
              send);
    return probe.wait();
}

} // namespace

void addProbeCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    const auto chosen = std::make_shared<ProbeOptions>();
    CLI::App* probe =
        app.add_subcommand("probe", "Send one probe now and print the observation as JSON");
    probe->fallthrough();
    probe->add_option("MODEL", chosen->model, "For example claude-opus-4-7; not for kind line");
    probe->add_option("--kind", chosen->kind, "admission, prefill, generation, control or line")
        ->type_name("KIND");
    probe->add_option("--base-url", chosen->baseUrl, "Instead of the configured one")
        ->type_name("URL");
    probe->callback([chosen, &options, &action] {
        action = [chosen, &options] { return run(options, *chosen); };
    });
}

} // namespace plimsoll
