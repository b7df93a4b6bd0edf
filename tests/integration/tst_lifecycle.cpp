// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>

using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

// A simulator and a collector's configuration against it.
class Bench
{
public:
    Bench()
        : m_simulator(program.start({u"simulate"_s, u"--scenario"_s, u"calm"_s}))
    {
        m_url = Program::firstLine(*m_simulator);
        program.setVariable(u"PLIMSOLL_CONFIG"_s, config());
        program.setVariable(u"ANTHROPIC_API_KEY"_s, u"sk-ant-test"_s);
        writeFile(config(), text("1s"));
    }
    ~Bench()
    {
        m_simulator->kill();
        m_simulator->waitForFinished();
    }

    QString config() const { return program.path(u"p.toml"_s); }
    QByteArray text(const QByteArray& every) const
    {
        return "[api]\nbase_url = \"" + m_url
            + "\"\n[budget]\nusd_per_day = \"none\"\nrequests_per_minute = 1000\n"
              "[[target]]\nmodel = \"claude-opus-4-7\"\nevery = \""
            + every
            + "\"\nsampling = \"fixed\"\n[[target]]\nkind = \"control\"\nevery = \"1s\"\n"
              "sampling = \"fixed\"\n";
    }
    qint64 stored() const
    {
        const auto info = program.run({u"db"_s, u"info"_s, u"--json"_s});
        return QJsonDocument::fromJson(info.out)[u"observations"_s].toInteger();
    }

    Program program;

private:
    std::unique_ptr<QProcess> m_simulator;
    QByteArray m_url;
};

void sendSignal(const QProcess& process, int number)
{
    ::kill(pid_t(process.processId()), number);
}

} // namespace

class TestLifecycle : public QObject
{
    Q_OBJECT

private slots:
    void killedCollectorLeavesASoundStore()
    {
        const Bench bench;
        for (int round = 0; round < 3; ++round) {
            const qint64 before = round == 0 ? 0 : bench.stored();
            const auto run = bench.program.start({u"run"_s});
            QTRY_VERIFY_WITH_TIMEOUT(bench.stored() > before + 1, 20'000);
            run->kill();
            QVERIFY(run->waitForFinished());
            const auto verified = bench.program.run({u"db"_s, u"verify"_s});
            QVERIFY2(verified.code == 0, verified.out.constData());
        }
    }

    void stopSignals_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void stopSignals()
    {
        QFETCH(int, number);
        const Bench bench;
        const auto run = bench.program.start({u"run"_s});
        QTRY_VERIFY_WITH_TIMEOUT(bench.stored() > 0, 20'000);
        QElapsedTimer timer;
        timer.start();
        sendSignal(*run, number);
        QCOMPARE(Program::waitFor(*run).code, 0);
        QVERIFY2(timer.elapsed() < 2000, "SIGTERM and SIGINT end the collector within 2 s");
        QCOMPARE(bench.program.run({u"db"_s, u"verify"_s}).code, 0);
    }

    void silenceIsAGap()
    {
        const Bench bench;
        QCOMPARE(bench.program.run({u"run"_s, u"--for"_s, u"2s"_s}).code, 0);
        QVERIFY(bench.stored() > 0);
        QTest::qWait(2500); // longer than two intervals: this silence is what is tested
        QCOMPARE(bench.program.run({u"run"_s, u"--for"_s, u"1s"_s}).code, 0);
        const auto gaps = bench.program.run({u"export"_s, u"gaps"_s});
        QCOMPARE(gaps.code, 0);
        QCOMPARE(gaps.out.count("not_running"), 1);
        // Announced events are there once although the store was opened twice.
        const auto events =
            bench.program.run({u"export"_s, u"events"_s, u"--since"_s, u"2026-01-01"_s});
        QCOMPARE(events.out.count("Opus limits raised"), 1);
    }

    void badReloadKeepsTheOldConfiguration()
    {
        const Bench bench;
        const auto run = bench.program.start({u"run"_s});
        QTRY_VERIFY_WITH_TIMEOUT(bench.stored() > 0, 20'000);
        QByteArray said;
        writeFile(bench.config(), "[[target]]\nevry = \"1s\"\n");
        sendSignal(*run, SIGHUP);
        QTRY_VERIFY_WITH_TIMEOUT(
            (said += run->readAllStandardError()).contains("Did you mean \"every\"?"), 20'000);
        QVERIFY2(said.contains("the old configuration stays in force"), said.constData());

        writeFile(bench.config(), bench.text("2s"));
        const qint64 before = bench.stored();
        QTRY_VERIFY_WITH_TIMEOUT(bench.stored() > before, 20'000); // it is still collecting
        sendSignal(*run, SIGHUP);
        QTRY_VERIFY_WITH_TIMEOUT(
            (said += run->readAllStandardError()).contains("the configuration was read again"),
            20'000);
        QVERIFY2(said.contains("admission every 2s"), said.constData());
        sendSignal(*run, SIGTERM);
        QCOMPARE(Program::waitFor(*run).code, 0);
        QCOMPARE(bench.program.run({u"db"_s, u"verify"_s}).code, 0);
    }
};

QTEST_GUILESS_MAIN(TestLifecycle)
#include "tst_lifecycle.moc"
