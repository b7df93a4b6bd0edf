// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

// The program, and a simulator of a scenario that it is configured for.
struct Stage
{
    explicit Stage(const QString& scenario)
        : simulator(program.start({u"simulate"_s, u"--scenario"_s, scenario, u"--seed"_s, u"3"_s,
                                   u"--log"_s, program.path(u"served.jsonl"_s)}))
    {
        const QByteArray url = Program::firstLine(*simulator);
        writeFile(program.path(u"p.toml"_s), "[api]\nbase_url = \"" + url + "\"\n");
        program.setVariable(u"PLIMSOLL_CONFIG"_s, program.path(u"p.toml"_s));
        program.setVariable(u"ANTHROPIC_API_KEY"_s, u"sk-ant-api03-test"_s);
    }
    ~Stage()
    {
        simulator->terminate();
        Program::waitFor(*simulator);
    }
    Q_DISABLE_COPY_MOVE(Stage)

    // The requests are logged by another process, a moment after their answers.
    bool served(qsizetype count) const
    {
        return QTest::qWaitFor(
            [&] { return readFile(program.path(u"served.jsonl"_s)).count('\n') >= count; }, 5'000);
    }

    Program program;
    std::unique_ptr<QProcess> simulator;
};

const QStringList pairOf {u"probe"_s, u"claude-opus-4-7"_s, u"--kind"_s, u"cache"_s};

} // namespace

// A cache pair as a person sends it.
class TestCachePair : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsSentWithoutAYes();
    void pairIsWrittenAndRead();
    void failedWriteIsNotRead();
};

void TestCachePair::nothingIsSentWithoutAYes()
{
    const Stage stage(u"calm"_s);
    const auto ended = stage.program.run(pairOf);
    QCOMPARE(ended.code, 64);
    QCOMPARE(ended.out, QByteArray());
    // 2 * (7,744 * 6.25 + 14 * 5 + 25) USD a million.
    QVERIFY2(ended.err.contains("at most 0.0970 USD"), ended.err.constData());
    QVERIFY2(ended.err.contains("--yes"), ended.err.constData());
    QCOMPARE(readFile(stage.program.path(u"served.jsonl"_s)), QByteArray());
}

void TestCachePair::pairIsWrittenAndRead()
{
    const Stage stage(u"calm"_s);
    const auto ended = stage.program.run(pairOf + QStringList {u"--yes"_s});
    QVERIFY2(ended.code == 0, ended.err.constData());
    QVERIFY2(ended.err.contains("0.0970 USD"), ended.err.constData());
    QVERIFY(stage.served(2));
    const QJsonObject report = QJsonDocument::fromJson(ended.out).object();
    const QJsonArray observations = report[u"observations"].toArray();
    QVERIFY2(observations.size() == 2, ended.out.constData());
    QCOMPARE(observations[0][u"kind"].toString(), u"cache_write"_s);
    QCOMPARE(observations[1][u"kind"].toString(), u"cache_read"_s);

    const QJsonObject summary = report[u"summary"].toObject();
    QVERIFY2(summary[u"hit"].toBool(), ended.out.constData());
    QVERIFY(summary[u"tokens_written"].toInt() > 4'096);
    QVERIFY(summary[u"tokens_written"].toInt() <= 7'744); // no more than the price was for
    QCOMPARE(summary[u"tokens_read"], summary[u"tokens_written"]);
    // 0.5 to 5 USD a million, and a few tokens that are not cached.
    const double toUncached = summary[u"cost_read_to_uncached"].toDouble();
    QVERIFY(toUncached > 0.1 && toUncached < 0.11);
    const double toWrite = summary[u"cost_read_to_write"].toDouble();
    QVERIFY(toWrite > 0.08 && toWrite < 0.09);
    QVERIFY(summary[u"first_token_read_to_write"].toDouble() > 0);
}

void TestCachePair::failedWriteIsNotRead()
{
    const QTemporaryDir directory;
    const QString scenario = directory.filePath(u"overloaded.toml"_s);
    writeFile(scenario,
              "history = { from = 2026-11-14 }\n[[model]]\nid = \"claude-opus-4-7\"\n"
              "calm = { overloaded_http = 1.0 }\n");
    const Stage stage(scenario);
    const auto ended = stage.program.run(pairOf + QStringList {u"--yes"_s});
    QVERIFY2(ended.code == 0, ended.err.constData());
    const QJsonObject report = QJsonDocument::fromJson(ended.out).object();
    const QJsonArray observations = report[u"observations"].toArray();
    QCOMPARE(observations.size(), 1);
    QCOMPARE(observations[0][u"outcome"].toString(), u"overloaded_http"_s);
    QVERIFY(report[u"summary"][u"hit"].isNull());
    QVERIFY(report[u"summary"][u"sentence"].toString().contains(u"no second one"_s));
    QVERIFY(stage.served(1));
}

QTEST_GUILESS_MAIN(TestCachePair)
#include "tst_cachepair.moc"
