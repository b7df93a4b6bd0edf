// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/context.h"
#include "app/pipeline/keyring.h"
#include "app/pipeline/pipeline.h"
#include "app/pipeline/tally.h"
#include "app/pipeline/troubles.h"
#include "app/systemsignals.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace plimsoll {

// `plimsollctl run`: settings and key, the cost notice, then the pipeline until it is told to stop.
// Ends with finished().
class Collector final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Collector)

public:
    // keyFromStdin: the key of [api], in place of what the configuration says.
    Collector(const GlobalOptions& options, std::optional<std::chrono::milliseconds> runFor,
              std::optional<QByteArray> keyFromStdin, QObject* parent = nullptr);

public slots:
    void start();

signals:
    void finished(plimsoll::ExitCode code);

private:
    // The settings in force, or why they cannot be used.
    Result<Settings> load() const;
    void withKeys(const Settings& settings,
                  const std::function<void(const Result<FoundKeys>&)>& then);
    void collect(const Settings& settings, const FoundKeys& keys);
    void onProbing();
    void onStoreFailed(const Error& error, const StoreTrouble& trouble);
    void reload();
    void onObserved(const Observation& observation);
    void logTally();
    void finish(ExitCode code);

    const GlobalOptions& m_options;
    std::optional<std::chrono::milliseconds> m_runFor;
    KeySources m_sources;
    SystemSignals m_signals;
    QTimer m_minute;
    Tally m_tally;
    Troubles m_troubles;
    QString m_database; // of the run; a reload cannot change it
    quint64 m_seed;
    std::unique_ptr<Pipeline> m_pipeline;
    bool m_finished = false;
};

} // namespace plimsoll
