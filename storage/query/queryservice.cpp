// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/queryservice.h"

namespace plimsoll {

// Owns a reader. Lives in a query thread.
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
        const auto isGivenUp = [&task] {
            return QThread::currentThread()->isInterruptionRequested() || task.isGivenUp();
        };
        if (isGivenUp()) {
            return; // the promise goes with the task, which cancels its future
        }
        if (auto ready = prepare(); !ready) {
            m_reader.reset();
            task.run(ready.error());
            return;
        }
        m_reader->setGivenUp(isGivenUp);
        const bool sound = task.run(m_reader.get());
        m_reader->setGivenUp({});
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
    , m_dashboards(startLane(open, QStringLiteral("query-dashboard")))
    , m_findings(startLane(open, QStringLiteral("query-findings")))
    , m_rows(startLane(open, QStringLiteral("query-rows")))
{
}

QueryService::~QueryService()
{
    const auto lanes = {&m_dashboards, &m_findings, &m_rows};
    for (const Lane* lane : lanes) {
        lane->thread->requestInterruption();
        lane->thread->quit();
    }
    for (const Lane* lane : lanes) {
        lane->thread->wait();
    }
}

QueryService::Lane QueryService::startLane(const OpenReader& open, const QString& name)
{
    Lane lane {.thread = std::make_unique<QThread>(), .worker = new Worker(open)};
    lane.thread->setObjectName(name);
    lane.worker->moveToThread(lane.thread.get());
    connect(lane.thread.get(), &QThread::finished, lane.worker, &QObject::deleteLater);
    lane.thread->start();
    return lane;
}

QFuture<Result<Dashboard>> QueryService::askDashboard(const DashboardQuestion& question)
{
    return ask<Dashboard>(m_dashboards,
                          [catalogue = m_catalogue, question](const StoreReader& reader) {
                              return dashboard(reader, catalogue, question);
                          });
}

QFuture<Result<Findings>> QueryService::askFindings(const FindingsQuestion& question)
{
    return ask<Findings>(m_findings,
                         [catalogue = m_catalogue, question](const StoreReader& reader) {
                             return findings(reader, catalogue, question);
                         });
}

void QueryService::post(const Lane& lane, Task task)
{
    QMetaObject::invokeMethod(
        lane.worker, [worker = lane.worker, task = std::move(task)] { worker->run(task); },
        Qt::QueuedConnection);
}

} // namespace plimsoll
