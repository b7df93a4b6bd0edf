// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/proberunner.h"
#include "probes/schedule/cost.h"
#include "tests/support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Script answering(int status, const QByteArray& headers, const QByteArray& body)
{
    return {{{httpAnswer(status, headers, body)}}, Script::End::Close};
}

const QByteArray message =
    R"({"type":"message","content":[],"usage":{"input_tokens":8,"output_tokens":0}})";

ProbeSettings settingsFor(const QUrl& base, const QStringList& models, Elapsed every)
{
    ProbeSettings settings;
    settings.api.baseUrl = base;
    settings.api.key = "test-key";
    settings.budget.requestsPerMinute = 100'000;
    for (const QString& model : models) {
        Target target;
        target.id = {model, ProbeKind::Prefill};
        target.every = every;
        target.sampling = Sampling::Fixed; // the first is due at once
        settings.targets.push_back(target);
    }
    return settings;
}

struct Run
{
    explicit Run(ProbeSettings settings, Spending spent = {})
        : runner(std::move(settings), Catalogue::shipped(), std::make_shared<SystemClock>(), spent)
        , observed(&runner, &ProbeRunner::observed)
        , idle(&runner, &ProbeRunner::idle)
    {
    }
    Observation at(qsizetype i) const { return observed.at(i).first().value<Observation>(); }
    qsizetype countOf(Outcome outcome) const
    {
        qsizetype count = 0;
        for (qsizetype i = 0; i < observed.size(); ++i) {
            count += at(i).outcome == outcome;
        }
        return count;
    }

    ProbeRunner runner;
    QSignalSpy observed;
    QSignalSpy idle;
};

const QString opus = u"claude-opus-4-7"_s;

} // namespace

class TestProbeRunner : public QObject
{
    Q_OBJECT

private slots:
    void probesOnSchedule();
    void honoursRetryAfterForThePool();
    void hammersNobody();
    void boundsWhatIsInFlight();
    void keepsToTheBudget();
    void stopLetsRequestsFinish();
    void abortDropsThem();
    void goesOnAfterAStop();
    void worksInAThreadOfItsOwn();
};

void TestProbeRunner::probesOnSchedule()
{
    ScriptedServer server(answering(200, {}, message));
    Run run(settingsFor(server.start(), {opus, u"claude-sonnet-5-5"_s}, 100ms));
    run.runner.start();
    QTRY_VERIFY(run.countOf(Outcome::Ok) >= 10);
    run.runner.stop();
    QTRY_VERIFY(run.idle.size() >= 1);
    QVERIFY(qAbs(run.countOf(Outcome::Ok) - qsizetype(server.requests().size())) <= 1);
    for (qsizetype i = 0; i < run.observed.size(); ++i) {
        QVERIFY(run.at(i).lateness >= 0ms);
    }
    const auto sent = server.requests().size();
    QVERIFY(!run.observed.wait(300));
    QCOMPARE(server.requests().size(), sent);
}

void TestProbeRunner::honoursRetryAfterForThePool()
{
    ScriptedServer server(answering(429, "Retry-After: 60\r\n",
                                    R"({"type":"error","error":{"type":"rate_limit_error"}})"));
    Run run(settingsFor(server.start(), {opus, u"claude-opus-4-8"_s}, 200ms));
    run.runner.start();
    QTRY_VERIFY(run.countOf(Outcome::Skipped) >= 3);
    // Both share a pool; at most the other's request was on its way already.
    QVERIFY(server.requests().size() <= 2);
    const Observation last = run.at(run.observed.size() - 1);
    QCOMPARE(last.outcome, Outcome::Skipped);
    QVERIFY2(last.detail.contains(u"wait 60 s"_s), qPrintable(last.detail));
    QCOMPARE(last.httpStatus, 0);
}

void TestProbeRunner::hammersNobody()
{
    ScriptedServer server(
        answering(401, {}, R"({"type":"error","error":{"type":"authentication_error"}})"));
    Run run(settingsFor(server.start(), {opus}, 50ms));
    run.runner.start();
    QTRY_VERIFY(run.countOf(Outcome::AuthFailed) >= 1);
    const auto sent = server.requests().size();
    QVERIFY(sent <= 3); // those sent before the first answer came
    QTRY_COMPARE(qsizetype(sent), run.observed.size());
    QVERIFY(!run.observed.wait(300));
}

void TestProbeRunner::boundsWhatIsInFlight()
{
    ScriptedServer server({{}, Script::End::Hold});
    ProbeSettings settings = settingsFor(server.start(), {opus}, 50ms);
    settings.maxInFlight = 2;
    Run run(settings);
    run.runner.start();
    QTRY_VERIFY(run.countOf(Outcome::Skipped) >= 3);
    QCOMPARE(server.requests().size(), std::size_t(2));
    QVERIFY(run.at(0).detail.startsWith(u"too many in flight"_s));
}

void TestProbeRunner::keepsToTheBudget()
{
    ScriptedServer server(answering(200, {}, message)); // 8 tokens at 5 USD: 40 000 nano-USD
    ProbeSettings settings = settingsFor(server.start(), {opus}, 100ms);
    const qint64 assumed =
        assumedCostNanoUsd(settings.targets[0].id, Catalogue::shipped(), SystemClock().now());
    QVERIFY(assumed >= 40'000);
    // Room for the assumed cost of one more, then of one more after the true cost of the first.
    settings.budget.usdPerDay = double(1'000'000 + 40'000 + assumed) * 1e-9;
    Run run(settings, {.dayNanoUsd = 1'000'000, .monthNanoUsd = 1'000'000});
    run.runner.start();
    QTRY_VERIFY(run.countOf(Outcome::Skipped) >= 2);
    QCOMPARE(server.requests().size(), std::size_t(2));
    QVERIFY(run.at(run.observed.size() - 1).detail.contains(u"budget"_s));
}

void TestProbeRunner::stopLetsRequestsFinish()
{
    ScriptedServer server({{{httpAnswer(200, {}, message), 300ms}}, Script::End::Close});
    Run run(settingsFor(server.start(), {opus}, 10s));
    run.runner.start();
    QTRY_COMPARE(server.requests().size(), std::size_t(1));
    run.runner.stop();
    QCOMPARE(run.idle.size(), 0);
    QTRY_COMPARE(run.idle.size(), 1);
    QCOMPARE(run.observed.size(), 1);
    QCOMPARE(run.at(0).outcome, Outcome::Ok);
}

void TestProbeRunner::abortDropsThem()
{
    ScriptedServer server({{}, Script::End::Hold});
    Run run(settingsFor(server.start(), {opus}, 10s));
    run.runner.start();
    QTRY_COMPARE(server.requests().size(), std::size_t(1));
    run.runner.abort();
    QCOMPARE(run.idle.size(), 1);
    QCOMPARE(run.observed.size(), 0);
}

void TestProbeRunner::goesOnAfterAStop()
{
    ScriptedServer server(answering(200, {}, message));
    ProbeSettings settings = settingsFor(server.start(), {opus}, 100ms);
    settings.budget.requestsPerMinute = 2;
    Run run(settings);
    QSignalSpy gapped(&run.runner, &ProbeRunner::gapped);
    run.runner.start();
    QTRY_COMPARE(run.countOf(Outcome::Ok), 2);
    run.runner.stop();
    QTRY_COMPARE(run.idle.size(), 1);
    QVERIFY(gapped.isEmpty());
    const TimePoint stopped = SystemClock().now();
    QTRY_VERIFY(SystemClock().now() > stopped);
    run.runner.start();
    QCOMPARE(gapped.size(), 1);
    QCOMPARE(gapped.first().first().value<Gap>().reason, GapReason::Paused);
    QTRY_VERIFY(run.countOf(Outcome::Skipped) >= 1); // the budget was not forgotten
    QCOMPARE(run.countOf(Outcome::Ok), 2);
}

void TestProbeRunner::worksInAThreadOfItsOwn()
{
    ScriptedServer server(answering(200, {}, message));
    auto runner = std::make_unique<ProbeRunner>(settingsFor(server.start(), {opus}, 100ms),
                                                Catalogue::shipped(),
                                                std::make_shared<SystemClock>(), Spending {});
    QThread thread;
    QSignalSpy observed(runner.get(), &ProbeRunner::observed);
    runner->moveToThread(&thread);
    connect(&thread, &QThread::started, runner.get(), &ProbeRunner::start);
    connect(&thread, &QThread::finished, runner.release(), &QObject::deleteLater);
    thread.start();
    QTRY_VERIFY(observed.size() >= 3);
    thread.quit();
    QVERIFY(thread.wait(5000));
}

QTEST_GUILESS_MAIN(TestProbeRunner)
#include "tst_proberunner.moc"
