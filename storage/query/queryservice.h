// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/dashboard.h"
#include "storage/query/findings.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThread>

#include <functional>
#include <memory>

namespace plimsoll {

// The asynchronous front of the store: questions run in query threads, each with a read-only
// connection, each question within its own snapshot; answers are values. Continue with
// QFuture::then(context, ...) to get them in the caller's thread. Dashboards have a thread of their
// own, so that they do not wait behind a long list of rows, and neither waits for findings. A
// future that is cancelled gives its question up within milliseconds.
class QueryService : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QueryService)

public:
    using OpenReader = std::function<Result<std::unique_ptr<StoreReader>>()>;

    // Opens a reader in each query thread, at its first question and again after a failure.
    explicit QueryService(OpenReader open, QObject* parent = nullptr);
    QueryService(OpenReader open, Catalogue catalogue, QObject* parent = nullptr);
    // The questions under way are given up, those behind them cancelled.
    ~QueryService() override;

    template<typename T>
    QFuture<Result<T>> ask(std::function<Result<T>(const StoreReader&)> question)
    {
        return ask<T>(m_rows, std::move(question));
    }

    QFuture<Result<Dashboard>> askDashboard(const DashboardQuestion& question);
    QFuture<Result<Findings>> askFindings(const FindingsQuestion& question);

private:
    class Worker;
    struct Lane
    {
        std::unique_ptr<QThread> thread;
        Worker* worker = nullptr; // lives in the thread, deleted when it finishes
    };
    struct Task
    {
        // Runs in a query thread; returns whether the reader may be kept.
        std::function<bool(const Result<StoreReader*>&)> run;
        std::function<bool()> isGivenUp;
    };

    template<typename T>
    static QFuture<Result<T>> ask(const Lane& lane,
                                  std::function<Result<T>(const StoreReader&)> question)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        QFuture<Result<T>> future = promise->future();
        promise->start();
        const auto run = [promise,
                          question = std::move(question)](const Result<StoreReader*>& reader) {
            Result<T> answer = reader ? question(**reader) : Result<T>(reader.error());
            const bool sound = bool(answer) || promise->isCanceled();
            promise->addResult(std::move(answer));
            promise->finish();
            return sound;
        };
        post(lane, {.run = run, .isGivenUp = [promise] { return promise->isCanceled(); }});
        return future;
    }
    static Lane startLane(const OpenReader& open, const QString& name);
    static void post(const Lane& lane, Task task);

    Catalogue m_catalogue;
    Lane m_dashboards;
    Lane m_findings;
    Lane m_rows; // everything else
};

} // namespace plimsoll
