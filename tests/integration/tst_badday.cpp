// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/prober.h"
#include "probes/simulator/simulator.h"
#include "tests/support/residentsize.h"
#include "tests/support/sanitized.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <map>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// The address sanitizer's quarantine of freed memory grows by itself: there the resident size is
// not judged, but leaks and bad accesses are looked for.
constexpr int probeCount = 10'000;
constexpr int settledAfter = probeCount / 5; // every pool and cache has its size by then
constexpr qint64 mayGrowBy = qint64(4) * 1024 * 1024; // 0.5 KiB for each of 8,000 probes
constexpr int inFlight = 160;
// Far beyond any delay of the scenario but its silences, so that a busy machine changes no outcome.
constexpr auto requestTimeout = 10s;
constexpr auto stallTimeout = 5s;

using Counts = std::map<QString, OutcomeCounts>;

QByteArray describe(const Counts& counts)
{
    QByteArray text;
    for (const auto& [model, outcomes] : counts) {
        text += "\n    " + model.toUtf8() + ':';
        for (std::size_t i = 0; i < outcomeCount; ++i) {
            if (outcomes[Outcome(i)] > 0) {
                text += ' ' + QByteArray(name(Outcome(i)).latin1()) + '='
                    + QByteArray::number(outcomes[Outcome(i)]);
            }
        }
    }
    return text;
}

bool equal(const Counts& a, const Counts& b)
{
    return describe(a) == describe(b);
}

// The scenario without its limits on requests: a minute holds more of them than the API admits.
simulator::Scenario badDay()
{
    simulator::Scenario scenario = *simulator::loadScenario(u"bad-day"_s);
    scenario.limits.clear();
    for (const QString& pool : {u"Opus 4.x"_s, u"Opus 5.5"_s, u"Sonnet 5.5"_s, u"Haiku 5.5"_s}) {
        scenario.limits.push_back({pool, TimePoint {}, 1'000'000, 2'000'000'000, 400'000'000});
    }
    return scenario;
}

// A simulator in a thread of its own, as a server is.
class Server
{
public:
    Server()
    {
        simulator::SimulatorSettings settings;
        settings.scenario = badDay();
        settings.seed = 11;
        m_simulator = new simulator::Simulator(settings, Catalogue::shipped());
        m_simulator->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_simulator, &QObject::deleteLater);
        m_thread.start();
        within([this] {
            const auto url = m_simulator->listen();
            m_url = url ? *url : QUrl();
        });
    }
    ~Server()
    {
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(Server)

    QUrl url() const { return m_url; }
    Counts served()
    {
        Counts counts;
        within([this, &counts] { counts = m_simulator->served(); });
        return counts;
    }

private:
    template<typename Job>
    void within(const Job& job)
    {
        QMetaObject::invokeMethod(m_simulator, job, Qt::BlockingQueuedConnection);
    }

    QThread m_thread;
    simulator::Simulator* m_simulator = nullptr; // goes with its thread
    QUrl m_url;
};

// Sends probe after probe and always has many in flight; ends with none.
class Volley final : public QObject
{
    Q_OBJECT

public:
    explicit Volley(const QUrl& url)
        : m_prober(settingsFor(url), Catalogue::shipped(), std::make_shared<SystemClock>())
    {
    }

    // Goes on until so many have been sent in all.
    void sendUpTo(int count)
    {
        m_wanted = count;
        for (int i = 0; i < inFlight; ++i) {
            sendNext();
        }
    }
    const Counts& measured() const { return m_measured; }
    const QByteArray& oddities() const { return m_oddities; }

signals:
    void finished();

private:
    static ProbeSettings settingsFor(const QUrl& url)
    {
        ProbeSettings settings;
        settings.api.baseUrl = url;
        settings.api.key = "sk-ant-api03-test";
        settings.stallTimeout = stallTimeout;
        return settings;
    }

    // Each kind that asks for output; the long prompts of the cache pair are rarer.
    static TargetId targetOf(int number)
    {
        static const QStringList models {u"claude-opus-4-7"_s, u"claude-opus-5-5"_s,
                                         u"claude-sonnet-5-5"_s, u"claude-haiku-5-5"_s};
        constexpr std::array kinds {ProbeKind::Admission, ProbeKind::Prefill, ProbeKind::Generation,
                                    ProbeKind::Followup};
        const int round = number / int(models.size());
        const ProbeKind kind = round % 25 == 23 ? ProbeKind::CacheWrite
            : round % 25 == 24                  ? ProbeKind::CacheRead
                                                : kinds[std::size_t(round) % kinds.size()];
        return {models[number % models.size()], kind};
    }

    void sendNext()
    {
        if (m_sent == m_wanted) {
            return;
        }
        Target target;
        target.id = targetOf(m_sent);
        target.timeout = requestTimeout;
        const auto nonce = quint64(m_sent++);
        m_prober.send(target, Micros(0), nonce,
                      [this](const Observation& observation) { take(observation); });
    }

    void take(const Observation& observation)
    {
        ++m_measured[observation.target.model][observation.outcome];
        noteOddity(observation);
        if (++m_answered == m_wanted) {
            emit finished();
        }
        // Later: a prober may not be asked again from within its own report.
        QMetaObject::invokeMethod(this, &Volley::sendNext, Qt::QueuedConnection);
    }

    // What the simulator never causes, in the words of the observation.
    void noteOddity(const Observation& observation)
    {
        switch (observation.outcome) {
        case Outcome::DnsFailed:
        case Outcome::ConnectFailed:
        case Outcome::TlsFailed:
        case Outcome::LocalNetwork:
            m_oddities += "\n    " + observation.detail.toUtf8();
            break;
        default:
            break;
        }
    }

    Prober m_prober;
    Counts m_measured;
    QByteArray m_oddities;
    int m_wanted = 0;
    int m_sent = 0;
    int m_answered = 0;
};

} // namespace

// Every kind of failure, ten thousand times over: each is seen as what it was, and nothing is kept.
class TestBadDay : public QObject
{
    Q_OBJECT

private slots:
    void everyOutcomeIsTheSimulatorsOwn();
};

void TestBadDay::everyOutcomeIsTheSimulatorsOwn()
{
    Server server;
    QVERIFY(server.url().isValid());
    Volley volley(server.url());
    QSignalSpy finished(&volley, &Volley::finished);
    volley.sendUpTo(settledAfter);
    QVERIFY(finished.wait(100'000));
    const qint64 settledSize = residentSize();
    volley.sendUpTo(probeCount);
    QVERIFY(finished.wait(130'000));
    const qint64 growth = residentSize() - settledSize;

    const Counts served = server.served();
    const QByteArray comparison = "\n  served:" + describe(served)
        + "\n  measured:" + describe(volley.measured()) + volley.oddities();
    QVERIFY2(equal(served, volley.measured()), comparison.constData());

    OutcomeCounts all;
    for (const auto& [model, counts] : served) {
        all += counts;
    }
    QCOMPARE(all.total(), quint64(probeCount));
    for (std::size_t i = 0; i < simulator::shapeCount; ++i) {
        const Outcome outcome = simulator::expectedOutcome(simulator::Shape(i));
        QVERIFY2(all[outcome] > 0, name(outcome).latin1());
    }
    qInfo("resident size after %d and %d probes differs by %lld KiB", settledAfter, probeCount,
          static_cast<long long>(growth / 1024));
    QVERIFY(addressSanitized || growth < mayGrowBy);
}

QTEST_GUILESS_MAIN(TestBadDay)
#include "tst_badday.moc"
