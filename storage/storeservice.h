// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/schedule/budget.h"
#include "storage/scheduledbackup.h"
#include "storage/store.h"

#include <QObject>

#include <functional>
#include <memory>

namespace plimsoll {

// Observations that the store does not have yet.
struct Backlog
{
    qint64 memory = 0;
    qint64 files = 0;
    QStringList paths {}; // of the files
    qint64 dropped = 0; // are lost, since the start
    bool operator==(const Backlog&) const = default;
};

// How the service paces itself.
struct StorePace
{
    std::chrono::milliseconds gather {200}; // longest wait for company before a commit
    std::size_t fullBatch = 256; // this many are committed at once
    std::size_t largestBatch = 5000; // of a queue that has grown
    std::size_t mostWaiting = 100'000; // in memory; beyond that they are spilled to a file
    QStringList spillFiles {}; // places for it, the best first; none takes them: the oldest drop
    std::chrono::milliseconds firstRetry {250}; // doubles with each failure
    std::chrono::milliseconds lastRetry {10'000};
    std::chrono::milliseconds flushTime {2000}; // flush() starts no further batch after that
    std::chrono::milliseconds upkeep {60'000}; // from one look at what is to be done to the next
    std::chrono::milliseconds upkeepPause {20}; // between its steps, for what arrives
};

// The single writer as a worker: lives in the store thread, gathers what arrives and commits it
// within 200 ms, at the latest 1 s after it was observed. While the store fails, probing goes on:
// observations wait in a bounded queue, then in a file beside the store, and are written when the
// store is back, at the latest at the next start; a storage error is never an outcome of a probe.
// What had to be dropped is recorded as a gap. Between batches it does the store's upkeep, a short
// step at a time.
class StoreService final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreService)

public:
    using OpenWriter = std::function<Result<std::unique_ptr<StoreWriter>>()>;
    explicit StoreService(OpenWriter open, QObject* parent = nullptr);
    StoreService(OpenWriter open, const StorePace& pace, QObject* parent = nullptr);
    ~StoreService() override; // flushes

    // Before start(): backups of the store of this path, as its plan says. One that fails becomes
    // an event.
    void backUp(const QString& store, const plimsoll::BackupPlan& plan);

public slots:
    void start();
    void add(const plimsoll::Observation& observation);
    void addEvent(const plimsoll::Event& event);
    void addGap(const plimsoll::Gap& gap);
    void addMemory(const plimsoll::Memory& memory);
    void flush(); // commits at once; flushed() follows even when it failed

signals:
    // The store is open: first what it remembers, then that it is ready.
    void remembered(const std::vector<plimsoll::Memory>& memories);
    void ready(const plimsoll::Spending& spent);
    void committed(const plimsoll::Receipt& receipt);
    void failed(const plimsoll::Error& error, const plimsoll::Backlog& waiting);
    void reported(const QString& sentence); // of a spilled file: what became of it
    void recovered();
    void flushed();
    void backedUp(const plimsoll::BackupReport& report);
    void backupFailed(const plimsoll::Error& error); // the store itself is well

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plimsoll

Q_DECLARE_METATYPE(plimsoll::Receipt)
Q_DECLARE_METATYPE(plimsoll::Backlog)
Q_DECLARE_METATYPE(std::vector<plimsoll::Memory>)
