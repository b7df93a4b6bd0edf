// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/cachepair.h"
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/observationjson.h"
#include "app/config/nearest.h"
#include "app/pipeline/fusefile.h"
#include "app/secrets/keylookup.h"
#include "probes/api/prober.h"
#include "probes/schedule/cost.h"

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
    std::string organization;
    bool yes = false;
};

Result<ProbeKind> kindOf(const ProbeOptions& options)
{
    // Follow-ups send themselves, and a cache pair is sent as one.
    const auto single = [](ProbeKind kind) {
        return kind != ProbeKind::Followup && !isCachePair(kind);
    };
    const QString written = QString::fromStdString(options.kind);
    const auto kind = written == u"cache" ? ProbeKind::CacheWrite : probeKindFromName(written);
    if (kind && (single(*kind) || written == u"cache")) {
        return *kind;
    }
    QStringList names;
    for (std::size_t i = 0; i < probeKindCount; ++i) {
        if (single(ProbeKind(i))) {
            names += name(ProbeKind(i));
        }
    }
    names += u"cache"_s;
    return Error {Error::Code::Usage,
                  u"there is no kind of probe \"%1\"; there are %2.%3"_s.arg(
                      written, names.join(u", "_s), suggestion(written, names))};
}

// Null when there is no organization of this name.
ApiSettings* apiOf(ProbeSettings& settings, const QString& organization)
{
    if (organization.isEmpty()) {
        return &settings.api;
    }
    const auto found = settings.organizations.find(organization);
    return found == settings.organizations.end() ? nullptr : &found->second;
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
    target.id = {.model = QString::fromStdString(options.model),
                 .kind = *kind,
                 .organization = QString::fromStdString(options.organization)};
    if (*kind == ProbeKind::Line) {
        target.id.model.clear();
    }
    const auto configured = std::ranges::find(loaded.settings.targets, target.id, &Target::id);
    settings.targets = {configured == loaded.settings.targets.end() ? target : *configured};
    ApiSettings* api = apiOf(settings, target.id.organization);
    if (!api) {
        return Error {
            Error::Code::Usage,
            u"there is no [organization.%1] in the configuration"_s.arg(target.id.organization)};
    }
    if (!options.baseUrl.empty()) {
        api->baseUrl = QUrl(QString::fromStdString(options.baseUrl), QUrl::StrictMode);
    }
    ProbeSettings withAnyKey = settings;
    apiOf(withAnyKey, target.id.organization)->key = "unknown";
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
    // fuse: its file, for an answer that is billed for more than was asked.
    SingleProbe(ProbeSettings settings, Catalogue catalogue, QString fuse)
        : m_settings(std::move(settings))
        , m_catalogue(std::move(catalogue))
        , m_fuse(std::move(fuse))
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
        apiOf(m_settings, m_settings.targets.front().id.organization)->key = found->key;
        const QStringList mistakes = m_settings.validate();
        if (!mistakes.isEmpty()) {
            end(fail({Error::Code::Usage, mistakes.join(u'\n')}));
            return;
        }
        m_prober = std::make_unique<Prober>(m_settings, m_catalogue, m_clock);
        const Target& target = m_settings.targets.front();
        m_prober->send(target, Micros(0), m_settings.seed, [this](const Observation& observation) {
            tripFuse(observation);
            if (isCachePair(observation.target.kind)) {
                onWritten(observation);
            } else {
                end(printJson(toJson(observation)));
            }
        });
    }

    ExitCode wait()
    {
        if (!m_code) {
            QCoreApplication::exec();
        }
        return m_code.value_or(ExitCode::Internal);
    }

private:
    void tripFuse(const Observation& observation)
    {
        const TargetId& target = observation.target;
        const Asked asked = askedOf(target, m_catalogue.find(target.model),
                                    assumedCostNanoUsd(target, m_catalogue, observation.at));
        const auto trip = overcharge(asked, observation);
        if (!trip) {
            return;
        }
        m_tripped = true;
        say(sentence(*trip));
        auto written = makePrivateParent(m_fuse);
        if (written) {
            written = writeFuse(m_fuse, *trip);
        }
        if (!written) {
            say(written.error().message);
        }
    }

    // The read goes out at once, with the same prompt, for the cache forgets.
    void onWritten(const Observation& write)
    {
        if (write.outcome != Outcome::Ok || m_tripped) {
            end(printJson(cachePairReport(write, std::nullopt, m_catalogue)));
            return;
        }
        Target target = m_settings.targets.front();
        target.id.kind = ProbeKind::CacheRead;
        m_prober->send(target, Micros(0), m_settings.seed, [this, write](const Observation& read) {
            tripFuse(read);
            end(printJson(cachePairReport(write, read, m_catalogue)));
        });
    }

    void end(ExitCode code)
    {
        m_code = code;
        QCoreApplication::quit();
    }

    ProbeSettings m_settings;
    Catalogue m_catalogue;
    QString m_fuse;
    bool m_tripped = false;
    std::shared_ptr<const Clock> m_clock = std::make_shared<SystemClock>();
    std::unique_ptr<Prober> m_prober;
    std::optional<ExitCode> m_code;
};

// The price of a cache pair comes first, and nothing is sent without a yes to it.
bool agreed(const QString& model, const Catalogue& catalogue, bool yes)
{
    say(cachePairPrice(model, catalogue, SystemClock().now()) + u'.');
    if (yes) {
        return true;
    }
    const auto answer = confirmed(u"Send it?"_s);
    if (!answer) {
        say(u"nothing was sent; --yes agrees to the price."_s);
    }
    return answer.value_or(false);
}

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
    const Catalogue catalogue = catalogueOf(loaded->settings);
    const TargetId& target = settings->targets.front().id;
    const QString fuse = fuseFile(databasePath(global.paths(), loaded->settings.storage.path));
    const auto tripped = readFuse(fuse);
    if (tripped && isPaid(target.kind)) {
        return fail({Error::Code::Unavailable, sentence(*tripped)});
    }
    if (isCachePair(target.kind) && !agreed(target.model, catalogue, options.yes)) {
        return ExitCode::Usage;
    }
    SingleProbe probe(*settings, catalogue, fuse);
    const auto send = [&probe](const Result<FoundKey>& found) { probe.send(found); };
    if (settings->targets.front().id.kind == ProbeKind::Line) {
        send(FoundKey {});
        return probe.wait();
    }
    const QString& organization = settings->targets.front().id.organization;
    const auto reference = parseKeyReference(
        organization.isEmpty() ? loaded->settings.keyReference
                               : loaded->settings.organizations.at(organization).keyReference);
    if (!reference) {
        return fail(reference.error());
    }
    lookUpKey(*reference, {}, QCoreApplication::instance(), send);
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
    probe
        ->add_option("--kind", chosen->kind,
                     "admission, prefill, generation, control, line or cache")
        ->type_name("KIND");
    probe->add_option("--organization", chosen->organization, "Whose key is used; default: [api]")
        ->type_name("NAME");
    probe->add_flag("--yes", chosen->yes, "Send a cache pair, whose price is printed first");
    probe->add_option("--base-url", chosen->baseUrl, "Instead of the configured one")
        ->type_name("URL");
    probe->callback([chosen, &options, &action] {
        action = [chosen, &options] { return run(options, *chosen); };
    });
}

} // namespace plimsoll
