// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/collector.h"

#include "app/commands/console.h"
#include "app/costnotice.h"
#include "app/logging.h"
#include "app/pipeline/assembly.h"
#include "app/retirements.h"

#include <QCoreApplication>
#include <QRandomGenerator>

namespace plimsoll {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Collector::Collector(const GlobalOptions& options, std::optional<std::chrono::milliseconds> runFor,
                     QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_runFor(runFor)
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
    const auto loaded = m_options.load();
    if (!loaded) {
        finish(fail(loaded.error()));
        return;
    }
    withKey(*loaded, [this, loaded = *loaded](const Result<FoundKey>& key) {
        if (key) {
            collect(loaded, *key);
        } else {
            finish(fail(key.error()));
        }
    });
}

void Collector::withKey(const LoadedConfig& loaded,
                        const std::function<void(const Result<FoundKey>&)>& then)
{
    const auto reference = parseKeyReference(loaded.settings.keyReference);
    if (!needsKey(loaded.settings)) {
        then(FoundKey {});
    } else if (!reference) {
        then(reference.error());
    } else {
        lookUpKey(*reference, QProcessEnvironment::systemEnvironment(), this, then);
    }
}

void Collector::collect(const LoadedConfig& loaded, const FoundKey& key)
{
    m_database = databasePath(m_options.paths(), loaded.settings.storage.path);
    for (const QString& warning : {key.warning, networkFileSystemWarning(m_database)}) {
        say(warning);
    }
    const auto clock = std::make_shared<SystemClock>();
    PipelineSettings settings = pipelineSettings(loaded.settings, {.key = key.key, .seed = m_seed},
                                                 m_database, clock->now());
    const QStringList mistakes = settings.probes.validate();
    if (!mistakes.isEmpty()) {
        finish(fail({Error::Code::Config, mistakes.join(u'\n')}));
        return;
    }
    say(costNotice(loaded.settings, clock->now()));
    say(retirementWarnings(loaded.settings, clock->now()));
    m_pipeline = std::make_unique<Pipeline>(std::move(settings), clock);
    connect(m_pipeline.get(), &Pipeline::probing, this, &Collector::onProbing);
    connect(m_pipeline.get(), &Pipeline::observed, this, &Collector::onObserved);
    connect(m_pipeline.get(), &Pipeline::storeFailed, this, &Collector::onStoreFailed);
    connect(m_pipeline.get(), &Pipeline::storeRecovered, this,
            [] { qCWarning(appLog) << "The store is writable again."; });
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

void Collector::onStoreFailed(const Error& error, qint64 waiting)
{
    // Not yet or no longer: there is nothing to wait for.
    if (!m_pipeline->isProbing()) {
        if (!m_finished) {
            finish(fail(error));
            if (waiting > 0) {
                say(u"%1 observations were not written by then."_s.arg(waiting));
            }
        }
        return;
    }
    qCWarning(appLog).noquote() << error.message << "Observations waiting:" << waiting;
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
    const auto loaded = m_options.load();
    if (!loaded) {
        say(u"the old configuration stays in force, for the new one cannot be used:\n"_s
            + loaded.error().message);
        return;
    }
    withKey(*loaded, [this, loaded = *loaded](const Result<FoundKey>& key) {
        const ProbeSettings probes =
            probeSettingsOf(loaded.settings, key ? key->key : QByteArray(), m_seed);
        const QStringList mistakes = key ? probes.validate() : QStringList(key.error().message);
        if (!mistakes.isEmpty()) {
            say(u"the old configuration stays in force, for the new one cannot be used:\n"_s
                + mistakes.join(u'\n'));
            return;
        }
        m_pipeline->reconfigure(probes, catalogueOf(loaded.settings));
        say(u"the configuration was read again.\n"_s
            + costNotice(loaded.settings, SystemClock().now()));
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
