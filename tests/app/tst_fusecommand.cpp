// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"
#include "tests/support/scriptedserver.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

// An answer with thinking that nobody asked for.
Script overcharging()
{
    return {{{httpAnswer(200, "request-id: req_dear\r\n",
                         R"({"type":"message","content":[],)"
                         R"("usage":{"input_tokens":8,"output_tokens":977}})")}},
            Script::End::Close};
}

Program programFor(ScriptedServer& server)
{
    Program program;
    program.setVariable(u"ANTHROPIC_API_KEY"_s, u"sk-ant-test"_s);
    program.setVariable(u"ANTHROPIC_BASE_URL"_s, server.start().toString());
    program.setVariable(u"PLIMSOLL_DB"_s, program.path(u"p.sqlite"_s));
    program.setVariable(u"PLIMSOLL_CONFIG"_s, program.path(u"p.toml"_s));
    writeFile(program.path(u"p.toml"_s),
              "[[target]]\nmodel = \"claude-opus-4-7\"\nkind = \"prefill\"\nevery = \"1s\"\n"
              "sampling = \"fixed\"\n");
    return program;
}

} // namespace

// Every row runs the program itself.
class TestFuseCommand : public QObject
{
    Q_OBJECT

private slots:
    void aFuseThatHolds();
    void oneDearAnswerStopsEverythingPaid();
    void aRunningCollectorNoticesTheReset();
    void aSingleProbeTripsItToo();
};

void TestFuseCommand::aFuseThatHolds()
{
    const Program program;
    const auto shown = program.run({u"fuse"_s});
    QCOMPARE(shown.code, 0);
    QCOMPARE(shown.out, QByteArray("The fuse holds.\n"));
    const auto json = program.run({u"fuse"_s, u"--json"_s});
    QCOMPARE(json.code, 0);
    const QJsonObject object = QJsonDocument::fromJson(json.out).object();
    QCOMPARE(object[u"tripped"_s], QJsonValue(false));
    QVERIFY(object[u"trip"_s].isNull());
    const auto reset = program.run({u"fuse"_s, u"reset"_s});
    QCOMPARE(reset.code, 0);
    QCOMPARE(reset.out, QByteArray("The fuse was not tripped.\n"));
}

void TestFuseCommand::oneDearAnswerStopsEverythingPaid()
{
    ScriptedServer server(overcharging());
    const Program program = programFor(server);
    const auto run = program.run({u"run"_s, u"--for"_s, u"6s"_s});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.err.contains("977 output tokens were billed where at most 0"),
             run.err.constData());
    const auto sent = server.requests().size();
    QVERIFY2(sent >= 1 && sent <= 2, QByteArray::number(qsizetype(sent)).constData());
    // It outlives the program.
    QCOMPARE(program.run({u"run"_s, u"--for"_s, u"3s"_s}).code, 0);
    QCOMPARE(server.requests().size(), sent);

    const auto shown = program.run({u"fuse"_s, u"--json"_s});
    QCOMPARE(shown.code, 2);
    const QJsonObject trip = QJsonDocument::fromJson(shown.out)[u"trip"_s].toObject();
    QCOMPARE(trip[u"model"_s], QJsonValue(u"claude-opus-4-7"_s));
    QCOMPARE(trip[u"request_id"_s], QJsonValue(u"req_dear"_s));
    QCOMPARE(trip[u"billed"_s][u"output_tokens"_s], QJsonValue(977));
    const auto status = program.run({u"status"_s});
    QVERIFY2(status.out.startsWith("The fuse tripped at "), status.out.constData());
    const auto statusJson = program.run({u"status"_s, u"--json"_s});
    QCOMPARE(QJsonDocument::fromJson(statusJson.out)[u"fuse"_s].toObject(), trip);
    const auto probe = program.run({u"probe"_s, u"claude-opus-4-7"_s});
    QCOMPARE(probe.code, 69);
    QCOMPARE(server.requests().size(), sent);
    // Once, although the second run found it again.
    const auto events = program.run({u"export"_s, u"events"_s});
    QVERIFY2(events.out.count("fuse_tripped") == 1, events.out.constData());
}

void TestFuseCommand::aRunningCollectorNoticesTheReset()
{
    ScriptedServer server(overcharging());
    const Program program = programFor(server);
    const QString file = program.path(u"p.sqlite.fuse"_s);
    const auto run = program.start({u"run"_s});
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(file), 20'000);
    const auto sent = server.requests().size();
    const auto reset = program.run({u"fuse"_s, u"reset"_s});
    QCOMPARE(reset.code, 0);
    QVERIFY2(reset.out.startsWith("The fuse is reset."), reset.out.constData());
    QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() > sent, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(file), 10'000); // that answer was too dear as well
    run->terminate();
    QCOMPARE(Program::waitFor(*run).code, 0);
}

void TestFuseCommand::aSingleProbeTripsItToo()
{
    ScriptedServer server(overcharging());
    const Program program = programFor(server);
    const QStringList probe {u"probe"_s, u"claude-opus-4-7"_s, u"--kind"_s, u"prefill"_s};
    const auto first = program.run(probe);
    QCOMPARE(first.code, 0);
    QVERIFY2(first.err.contains("The fuse tripped at"), first.err.constData());
    const auto second = program.run(probe);
    QCOMPARE(second.code, 69);
    QCOMPARE(server.requests().size(), std::size_t(1));
    QCOMPARE(program.run({u"fuse"_s, u"reset"_s}).code, 0);
    QCOMPARE(program.run(probe).code, 0);
}

QTEST_GUILESS_MAIN(TestFuseCommand)
#include "tst_fusecommand.moc"
