// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/queryservice.h"

namespace plimsoll {

// Owns the reader. Lives in the query thread.
class QueryService::Worker final : public QObject
{
public:
    explicit Worker(OpenReader open)
        : m_open(std::move(open))
    {
    }

    void run(const Task& task)
    {
        Q_ASSERT(QThread::currentThread() == thread());
        if (QThread::currentThread()->isInterruptionRequested()) {
            return; // the promise goes with the task, which cancels its future
        }
        if (auto ready = prepare(); !ready) {
            m_reader.reset();
            task(ready.error());
            return;
        }
        const bool sound = task(m_reader.get());
        m_reader->endSnapshot();
        if (!sound) {
            m_reader.reset(); // the store may have been replaced or repaired by the next question
        }
    }

private:
    Result<void> prepare()
    {
        if (m_reader) {
            if (auto begun = m_reader->beginSnapshot()) {
                return begun;
            }
            m_reader.reset();
        }
        auto opened = m_open();
        if (!opened) {
            return opened.error();
        }
        m_reader = std::move(*opened);
        return m_reader->beginSnapshot();
    }

    OpenReader m_open;
    std::unique_ptr<StoreReader> m_reader;
};

QueryService::QueryService(OpenReader open, QObject* parent)
    : QueryService(std::move(open), Catalogue::shipped(), parent)
{
}

QueryService::QueryService(OpenReader open, Catalogue catalogue, QObject* parent)
    : QObject(parent)
    , m_catalogue(std::move(catalogue))
    , m_thread(std::make_unique<QThread>())
    , m_worker(new Worker(std::move(open))) // deleted when the thread finishes
{
    m_thread->setObjectName(QStringLiteral("query"));
    m_worker->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread->start();
}

QueryService::~QueryService()
{
    m_thread->requestInterruption();
    m_thread->quit();
    m_thread->wait();
}

QFuture<Result<Dashboard>> QueryService::askDashboard(const DashboardQuestion& question)
{
    return ask<Dashboard>([catalogue = m_catalogue, question](const StoreReader& reader) {
        return dashboard(reader, catalogue, question);
    });
}

void QueryService::post(Task task)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, task = std::move(task)] { worker->run(task); },
        Qt::QueuedConnection);
}

} // namespace plimsoll
