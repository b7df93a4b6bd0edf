// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/collector.h"

#include "app/commands/console.h"
#include "app/costnotice.h"
#include "app/logging.h"
#include "app/pipeline/assembly.h"
#include "app/retirements.h"
#include "probes/domain/redact.h"

#include <QCoreApplication>
#include <QRandomGenerator>

namespace plimsoll {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Collector::Collector(const GlobalOptions& options, std::optional<std::chrono::milliseconds> runFor,
                     std::optional<QByteArray> keyFromStdin, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_runFor(runFor)
    , m_sources {.standardInput = std::move(keyFromStdin)}
    , m_seed(QRandomGenerator::system()->generate64())
{
    connect(&m_minute, &QTimer::timeout, this, &Collector::logTally);
    connect(&m_signals, &SystemSignals::reloadRequested, this, &Collector::reload);
    connect(&m_signals, &SystemSignals::stopRequested, this, [this] {
        if (m_pipeline) {
            m_pipeline->halt();
        } else {
            finish(ExitCode::Ok);
        }
    });
}

void Collector::start()
{
    const auto settings = load();
    if (!settings) {
        finish(fail(settings.error()));
        return;
    }
    withKeys(*settings, [this, settings = *settings](const Result<FoundKeys>& keys) {
        if (keys) {
            collect(settings, *keys);
        } else {
            finish(fail(keys.error()));
        }
    });
}

Result<Settings> Collector::load() const
{
    auto loaded = m_options.load();
    if (!loaded) {
        return loaded.error();
    }
    if (m_sources.standardInput) {
        loaded->settings.keyReference = u"stdin"_s;
    }
    return std::move(loaded->settings);
}

void Collector::withKeys(const Settings& settings,
                         const std::function<void(const Result<FoundKeys>&)>& then)
{
    lookUpKeys(settings, KeysWanted::Needed, m_sources, this,
               [settings, then](const Keyring& keyring) {
                   if (const auto error = noKeyAtAll(settings, keyring)) {
                       then(*error);
                       return;
                   }
                   for (const QString& trouble : keyTroubles(settings, keyring)) {
                       say(trouble);
                   }
                   then(keyring.found);
               });
}

void Collector::collect(const Settings& loaded, const FoundKeys& keys)
{
    m_database = databasePath(m_options.paths(), loaded.storage.path);
    say(networkFileSystemWarning(m_database));
    const auto clock = std::make_shared<SystemClock>();
    PipelineSettings settings =
        pipelineSettings(loaded, {.keys = keys, .seed = m_seed}, m_database, clock->now());
    const QStringList mistakes = settings.probes.validate();
    if (!mistakes.isEmpty()) {
        finish(fail({Error::Code::Config, mistakes.join(u'\n')}));
        return;
    }
    say(costNotice(loaded, clock->now()));
    say(retirementWarnings(loaded, clock->now()));
    m_pipeline = std::make_unique<Pipeline>(std::move(settings), clock);
    connect(m_pipeline.get(), &Pipeline::probing, this, &Collector::onProbing);
    connect(m_pipeline.get(), &Pipeline::observed, this, &Collector::onObserved);
    connect(m_pipeline.get(), &Pipeline::storeFailed, this, &Collector::onStoreFailed);
    connect(m_pipeline.get(), &Pipeline::storeRecovered, this,
            [] { qCWarning(appLog) << "The store is writable again."; });
    connect(m_pipeline.get(), &Pipeline::storeReported, this,
            [](const QString& report) { qCWarning(appLog).noquote() << report; });
    connect(m_pipeline.get(), &Pipeline::backupFailed, this,
            [](const Error& error) { qCWarning(appLog).noquote() << error.message; });
    connect(m_pipeline.get(), &Pipeline::watchTroubled, this,
            [](const QString& source, const QString& why) {
                qCWarning(appLog).noquote() << "Nothing learned from" << source << "-" << why;
            });
    connect(m_pipeline.get(), &Pipeline::fuseTripped, this,
            [](const FuseTrip& trip, const QString& advice) {
                qCWarning(appLog).noquote() << redacted(sentence(trip)) << redacted(advice);
            });
    connect(m_pipeline.get(), &Pipeline::fuseReset, this,
            [] { qCWarning(appLog) << "The fuse was reset: paid probes are sent again."; });
    connect(m_pipeline.get(), &Pipeline::stopped, this, [this] {
        logTally();
        finish(ExitCode::Ok);
    });
    m_pipeline->start();
}

void Collector::onProbing()
{
    qCInfo(appLog).noquote() << "Collecting into" << m_database;
    m_minute.start(60s);
    if (m_runFor) {
        QTimer::singleShot(*m_runFor, Qt::PreciseTimer, m_pipeline.get(), &Pipeline::drain);
    }
}

void Collector::onStoreFailed(const Error& error, const StoreTrouble& trouble)
{
    // Not yet or no longer: there is nothing to wait for.
    if (!m_pipeline->isProbing()) {
        if (!m_finished) {
            finish(fail(error));
            if (trouble.waiting.memory + trouble.waiting.files > 0) {
                say(sentence(trouble));
            }
        }
        return;
    }
    qCWarning(appLog).noquote() << redacted(sentence(trouble));
}

void Collector::onObserved(const Observation& observation)
{
    m_tally.add(observation);
    if (const auto trouble = m_troubles.told(observation)) {
        qCWarning(appLog).noquote() << *trouble;
    }
}

void Collector::reload()
{
    if (!m_pipeline) {
        return;
    }
    const auto refuse = [](const QString& why) {
        say(u"the old configuration stays in force, for the new one cannot be used:\n"_s + why);
    };
    const auto loaded = load();
    if (!loaded) {
        refuse(loaded.error().message);
        return;
    }
    withKeys(*loaded, [this, refuse, settings = *loaded](const Result<FoundKeys>& keys) {
        if (!keys) {
            refuse(keys.error().message);
            return;
        }
        const ProbeSettings probes = probeSettingsOf(settings, *keys, m_seed);
        const QStringList mistakes = probes.validate();
        if (!mistakes.isEmpty()) {
            refuse(mistakes.join(u'\n'));
            return;
        }
        m_pipeline->setWatch(settings.watch);
        m_pipeline->reconfigure(probes, catalogueOf(settings));
        say(u"the configuration was read again.\n"_s + costNotice(settings, SystemClock().now()));
    });
}

void Collector::logTally()
{
    qCInfo(appLog).noquote() << m_tally.take();
}

void Collector::finish(ExitCode code)
{
    if (!m_finished) {
        m_finished = true;
        emit finished(code);
    }
}

} // namespace plimsoll
