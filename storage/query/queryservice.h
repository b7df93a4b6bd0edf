// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/dashboard.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThread>

#include <functional>
#include <memory>

namespace plimsoll {

// The asynchronous front of the store: questions run in the query thread on a read-only connection,
// each within its own snapshot; answers are values. Continue with QFuture::then(context, ...) to
// get them in the caller's thread.
class QueryService : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QueryService)

public:
    using OpenReader = std::function<Result<std::unique_ptr<StoreReader>>()>;

    // Opens the reader in the query thread, at the first question and again after a failure.
    explicit QueryService(OpenReader open, QObject* parent = nullptr);
    QueryService(OpenReader open, Catalogue catalogue, QObject* parent = nullptr);
    // Waits for the question under way; those behind it are cancelled.
    ~QueryService() override;

    template<typename T>
    QFuture<Result<T>> ask(std::function<Result<T>(const StoreReader&)> question)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        QFuture<Result<T>> future = promise->future();
        promise->start();
        post([promise, question = std::move(question)](const Result<StoreReader*>& reader) {
            Result<T> answer = reader ? question(**reader) : Result<T>(reader.error());
            const bool sound = bool(answer);
            promise->addResult(std::move(answer));
            promise->finish();
            return sound;
        });
        return future;
    }

    QFuture<Result<Dashboard>> askDashboard(const DashboardQuestion& question);

private:
    class Worker;
    // Runs in the query thread; returns whether the reader may be kept.
    using Task = std::function<bool(const Result<StoreReader*>&)>;
    void post(Task task);

    Catalogue m_catalogue;
    std::unique_ptr<QThread> m_thread;
    Worker* m_worker = nullptr; // lives in m_thread, deleted when it finishes
};

} // namespace plimsoll
