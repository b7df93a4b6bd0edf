// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demoworld.h"

#include "app/demo/historyfill.h"
#include "probes/simulator/simulator.h"
#include "storage/sqlite/sqlitestore.h"
#include "storage/storeservice.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

const QString& scenarioName()
{
    static const QString name = u"capacity-deal"_s;
    return name;
}

} // namespace

DemoWorld::DemoWorld(std::shared_ptr<const Clock> clock, QObject* parent)
    : QObject(parent)
    , m_clock(std::move(clock))
{
    qRegisterMetaType<Error>();
    m_simulatorThread.setObjectName(u"simulator"_s);
}

DemoWorld::~DemoWorld()
{
    m_stop = true;
    if (m_fillThread) {
        m_fillThread->wait();
    }
    m_simulatorThread.quit();
    m_simulatorThread.wait();
}

QString DemoWorld::database() const
{
    return m_directory.filePath(u"demo.sqlite"_s);
}

void DemoWorld::start()
{
    if (!m_directory.isValid()) {
        emit failed({Error::Code::CannotCreate,
                     u"No temporary directory for the demo: "_s + m_directory.errorString()});
        return;
    }
    connect(this, &DemoWorld::filled, this, &DemoWorld::listen);
    m_fillThread.reset(QThread::create([this] { fill(); }));
    m_fillThread->setObjectName(u"demo-history"_s);
    m_fillThread->start();
}

void DemoWorld::fill()
{
    const auto scenario = simulator::loadScenario(scenarioName());
    if (!scenario) {
        emit failed(scenario.error());
        return;
    }
    auto writer = openSqliteWriter(database(), {.demo = true, .agent = {}});
    if (!writer) {
        emit failed(writer.error());
        return;
    }
    const TimePoint now = m_clock->now();
    const FillPlan plan {.scenario = *scenario,
                         .seed = seed,
                         .range = {.from = scenario->history.from, .to = now},
                         .denseFrom = now - std::chrono::days(14)};
    const auto written = fillHistory(plan, Catalogue::shipped(), **writer, [this](double share) {
        emit progressed(share);
        return !m_stop;
    });
    if (!written) {
        emit failed(written.error());
        return;
    }
    writer->reset();
    if (!m_stop) {
        emit filled();
    }
}

void DemoWorld::listen()
{
    const auto scenario = simulator::loadScenario(scenarioName());
    if (!scenario) {
        emit failed(scenario.error());
        return;
    }
    simulator::SimulatorSettings settings;
    settings.scenario = *scenario;
    settings.seed = seed;
    settings.startAt = scenario->liveAt;
    m_simulator = new simulator::Simulator(std::move(settings),
                                           Catalogue::shipped()); // deleted with its thread
    m_simulator->moveToThread(&m_simulatorThread);
    connect(&m_simulatorThread, &QThread::finished, m_simulator, &QObject::deleteLater);
    m_simulatorThread.start();
    QMetaObject::invokeMethod(
        m_simulator,
        [this] {
            const auto url = m_simulator->listen();
            if (url) {
                emit ready(*url);
            } else {
                emit failed(url.error());
            }
        },
        Qt::QueuedConnection);
}

} // namespace plimsoll
