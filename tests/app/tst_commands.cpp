// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/sqlitestore.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

QString invalidConfig(const QString& mistake)
{
    return dataFile(u"config/invalid-"_s + mistake + u".toml");
}

// "66: plimsollctl: ...", for the message of a failed comparison.
QByteArray describe(const Program::Ended& ended)
{
    return QByteArray::number(ended.code) + ": " + ended.err;
}

// A database with a few weeks of a scenario.
QString generated(const Program& program)
{
    const QString path = program.path(u"generated.sqlite"_s);
    const auto ended = program.run(
        {u"generate"_s, u"--db"_s, path, u"--scenario"_s, u"calm"_s, u"--weeks"_s, u"1"_s});
    if (ended.code != 0) {
        qFatal("generate failed: %s", ended.err.constData());
    }
    return path;
}

} // namespace

// Every row runs the program; "@" in an argument stands for its home.
class TestCommands : public QObject
{
    Q_OBJECT

private slots:
    void failures_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("sentence"); // part of what is said on stderr
        const auto row = [](const char* name, const QStringList& arguments, int code,
                            const char* sentence) {
            QTest::newRow(name) << arguments << code << QByteArray(sentence);
        };
        row("no command", {}, 64, "See: plimsollctl --help");
        row("an unknown command", {u"dance"_s}, 64, "there is no command \"dance\"");
        row("a command with a slip", {u"stauts"_s}, 64, "Did you mean \"status\"?");
        row("an unknown option", {u"status"_s, u"--colour"_s}, 64, "--colour");
        row("an unknown log level", {u"status"_s, u"--log-level"_s, u"loud"_s}, 64,
            "error, warning, info, debug");
        row("an unknown export", {u"export"_s, u"rate"_s}, 64, "Did you mean \"rates\"?");
        row("an unknown kind of probe", {u"probe"_s, u"claude-opus-4-7"_s, u"--kind"_s, u"x"_s}, 64,
            "there is no kind of probe \"x\"");
        row("a time that is none", {u"status"_s, u"--since"_s, u"soon"_s}, 64, "--since \"soon\"");
        row("a time that is none, before there is a store",
            {u"export"_s, u"rates"_s, u"--since"_s, u"soon"_s}, 64, "--since \"soon\"");
        row("a probe of no model, before there is a key", {u"probe"_s}, 64, "model");
        row("a follow-up by hand", {u"probe"_s, u"m"_s, u"--kind"_s, u"followup"_s}, 64,
            "there is no kind of probe \"followup\"");
        row("a directory for a database", {u"status"_s, u"--db"_s, u"@"_s}, 66,
            "it is a directory");
        row("a duration that is none", {u"run"_s, u"--for"_s, u"soon"_s}, 64, "--for \"soon\"");
        row("a key on the command line", {u"key"_s, u"set"_s, u"default"_s}, 64, "--stdin");
        row("a broken configuration",
            {u"config"_s, u"check"_s, u"--config"_s, invalidConfig(u"many"_s)}, 78,
            "line 9: every in [[target]] is \"soon\"");
        row("run with a broken configuration", {u"run"_s, u"--config"_s, invalidConfig(u"kind"_s)},
            78, "line 3: kind");
        row("a named configuration that is not there",
            {u"config"_s, u"check"_s, u"--config"_s, u"@/none.toml"_s}, 66, "none.toml");
        row("no database yet", {u"status"_s}, 66, "plimsollctl run");
        row("no database to verify", {u"db"_s, u"verify"_s, u"--db"_s, u"@/none.sqlite"_s}, 66,
            "none.sqlite");
        row("no key", {u"run"_s}, 66, "ANTHROPIC_API_KEY is not set");
        row("no key to check", {u"key"_s, u"check"_s}, 66, "ANTHROPIC_API_KEY is not set");
        row("a keychain without a desktop", {u"key"_s, u"set"_s, u"default"_s, u"--stdin"_s}, 69,
            "The keychain cannot be used");
        row("an unknown scenario", {u"simulate"_s, u"--scenario"_s, u"stormy"_s}, 66, "stormy");
    }
    void failures()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, sentence);
        const Program program;
        arguments.replaceInStrings(u"@"_s, program.path({}));
        const auto ended = program.run(arguments, "sk-ant-from-stdin\n");
        QVERIFY2(ended.code == code, describe(ended).constData());
        QVERIFY2(ended.err.contains(sentence), ended.err.constData());
        QCOMPARE(ended.out, QByteArray());
    }

    void helpAndVersionAreData()
    {
        const Program program;
        const auto help = program.run({u"--help"_s});
        QCOMPARE(help.code, 0);
        QVERIFY(help.out.contains("simulate"));
        const auto version = program.run({u"--version"_s});
        QCOMPARE(version.code, 0);
        QVERIFY(version.out.startsWith("plimsollctl " PLIMSOLL_VERSION " (Qt "));
        QVERIFY(version.out.contains("SQLite"));
        QCOMPARE(version.err, QByteArray());
    }

    void damagedDatabase_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("status") << QStringList {u"status"_s};
        QTest::newRow("export") << QStringList {u"export"_s, u"observations"_s};
        QTest::newRow("db info") << QStringList {u"db"_s, u"info"_s};
        QTest::newRow("db verify") << QStringList {u"db"_s, u"verify"_s};
    }
    void damagedDatabase()
    {
        QFETCH(QStringList, arguments);
        const Program program;
        const QString path = program.path(u"damaged.sqlite"_s);
        writeFile(path, QByteArray("this is not a database ").repeated(1000));
        const auto ended = program.run(arguments + QStringList {u"--db"_s, path});
        QVERIFY2(ended.code == 65, describe(ended).constData());
        QVERIFY(ended.err.contains("damaged.sqlite"));
        QCOMPARE(ended.out, QByteArray());
        QCOMPARE(readFile(path).size(), qsizetype(23'000)); // nothing was lost
    }

    void runIntoADamagedDatabaseLosesNothing()
    {
        Program program;
        program.setVariable(u"ANTHROPIC_API_KEY"_s, u"sk-ant-test"_s);
        program.setVariable(u"ANTHROPIC_BASE_URL"_s, u"http://127.0.0.1:9"_s);
        const QString path = program.path(u"damaged.sqlite"_s);
        const QByteArray before = QByteArray("this is not a database ").repeated(1000);
        writeFile(path, before);
        const auto ended = program.run({u"run"_s, u"--for"_s, u"1s"_s, u"--db"_s, path});
        QVERIFY2(ended.code == 65, describe(ended).constData());
        QCOMPARE(readFile(path), before);
    }

    void directoryInPlaceOfADatabase()
    {
        Program program;
        program.setVariable(u"ANTHROPIC_API_KEY"_s, u"sk-ant-test"_s);
        program.setVariable(u"ANTHROPIC_BASE_URL"_s, u"http://127.0.0.1:9"_s);
        const QString path = program.path(u"directory"_s);
        QVERIFY(QDir().mkdir(path));
        const auto ended = program.run({u"run"_s, u"--for"_s, u"1s"_s, u"--db"_s, path});
        QVERIFY2(ended.code == 73, describe(ended).constData());
        QCOMPARE(ended.err.count("it is a directory"), 1);
        QVERIFY(!QFileInfo::exists(path + u".lock"));
    }

    void aRefusedConnectionIsSaidOnce()
    {
        Program program;
        program.setVariable(u"ANTHROPIC_API_KEY"_s, u"sk-ant-test"_s);
        program.setVariable(u"ANTHROPIC_BASE_URL"_s, u"http://127.0.0.1:9"_s);
        const QString file = program.path(u"p.toml"_s);
        writeFile(file,
                  "[[target]]\nmodel = \"claude-opus-4-7\"\nkind = \"control\"\nevery = "
                  "\"1s\"\nsampling = \"fixed\"\n");
        const auto ended = program.run({u"run"_s, u"--for"_s, u"4s"_s, u"--config"_s, file});
        QVERIFY2(ended.code == 0, describe(ended).constData());
        QCOMPARE(ended.err.count("Your network must act"), 1);
        const auto status = program.run({u"db"_s, u"info"_s, u"--json"_s});
        const QJsonObject info = QJsonDocument::fromJson(status.out).object();
        QVERIFY(info[u"observations"_s].toInteger() > 1);
    }

    void databaseThatCannotBeCreated()
    {
        Program program;
        program.setVariable(u"ANTHROPIC_API_KEY"_s, u"sk-ant-test"_s);
        program.setVariable(u"ANTHROPIC_BASE_URL"_s, u"http://127.0.0.1:9"_s);
        writeFile(program.path(u"file"_s), "not a directory");
        const auto ended = program.run(
            {u"run"_s, u"--for"_s, u"1s"_s, u"--db"_s, program.path(u"file/sub/p.sqlite"_s)});
        QVERIFY2(ended.code == 73, describe(ended).constData());
        QVERIFY(ended.err.contains("cannot be created"));
    }

    void generatedHistoryAnswersEveryExport()
    {
        const Program program;
        const QString path = generated(program);
        for (const auto& kind : {u"observations"_s, u"rates"_s, u"latency"_s, u"limits"_s,
                                 u"capacity"_s, u"trends"_s, u"events"_s, u"gaps"_s}) {
            const auto ended = program.run({u"export"_s, kind, u"--db"_s, path});
            QVERIFY2(ended.code == 0, ended.err.constData());
            QCOMPARE(ended.err.count('\n'), 1);
            QVERIFY2(ended.err.contains("DEMO DATA"), ended.err.constData());
            QVERIFY2(ended.out.contains("\r\n"), qPrintable(kind));
        }
        const auto verified = program.run({u"db"_s, u"verify"_s, u"--db"_s, path});
        QVERIFY2(verified.code == 0, verified.out.constData());
        const auto info = program.run({u"db"_s, u"info"_s, u"--json"_s, u"--db"_s, path});
        const QJsonObject json = QJsonDocument::fromJson(info.out).object();
        QVERIFY(json[u"demo"_s].toBool());
        QVERIFY(json[u"observations"_s].toInteger() > 10'000);
        // Simulated history never joins what is there already.
        const auto again = program.run({u"generate"_s, u"--db"_s, path});
        QCOMPARE(again.code, 73);
    }

    void runStaysOutOfSimulatedHistory()
    {
        Program program;
        program.setVariable(u"ANTHROPIC_API_KEY"_s, u"sk-ant-test"_s);
        program.setVariable(u"ANTHROPIC_BASE_URL"_s, u"http://127.0.0.1:9"_s);
        const QString path = generated(program);
        const auto ended = program.run({u"run"_s, u"--for"_s, u"1s"_s, u"--db"_s, path});
        QVERIFY2(ended.code == 73, describe(ended).constData());
        QCOMPARE(ended.err.count("holds simulated history"), 1);
    }

    void aMistakeInTheEnvironmentIsNotLookedForInTheFile()
    {
        Program program;
        program.setVariable(u"ANTHROPIC_BASE_URL"_s, u"ftp://example.com"_s);
        const QString file = program.path(u"p.toml"_s);
        writeFile(file, "[budget]\nusd_per_day = 1.0\n");
        const auto ended = program.run({u"config"_s, u"check"_s, u"--config"_s, file});
        QVERIFY2(ended.code == 78, describe(ended).constData());
        QVERIFY2(ended.err.contains("ANTHROPIC_BASE_URL"), ended.err.constData());
        QVERIFY2(!ended.err.contains("p.toml"), ended.err.constData());
    }

    void settingsAreShownAsTheyAreWritten()
    {
        const Program program;
        const QString file = program.path(u"p.toml"_s);
        writeFile(file,
                  "[[target]]\nmodel = \"claude-opus-4-7\"\nsampling = \"fixed\"\njitter = 0.2\n");
        const auto shown = program.run({u"config"_s, u"show"_s, u"--config"_s, file});
        QCOMPARE(shown.code, 0);
        QVERIFY2(shown.out.contains("jitter = 0.2\n"), shown.out.constData());
    }

    void modelsAreKnownWithoutADatabase()
    {
        const Program program;
        const auto table = program.run({u"models"_s});
        QVERIFY2(table.code == 0, describe(table).constData());
        QVERIFY2(table.out.contains("claude-opus-4-7") && table.out.contains("Opus 4.x"),
                 table.out.constData());
        QVERIFY2(table.out.contains("was not read yet"), table.out.constData());

        const auto ended = program.run({u"models"_s, u"--json"_s});
        const QJsonObject json = QJsonDocument::fromJson(ended.out).object();
        QVERIFY(json[u"listed_at"_s].isNull());
        const QJsonObject opus = json[u"models"_s][0].toObject();
        QCOMPARE(opus[u"id"_s].toString(), u"claude-opus-4-7"_s);
        QCOMPARE(opus[u"successor"_s].toString(), u"claude-opus-5-5"_s);
        QCOMPARE(opus[u"usd_per_million_tokens"_s][u"output"_s].toDouble(), 25.0);
        // 18 tokens at 5 USD and one at 25 USD a million.
        QCOMPARE(opus[u"probe_usd_at_most"_s][u"admission"_s].toDouble(), 0.000115);
        QVERIFY(!opus[u"thinking"_s][u"by_default"_s].toBool(true));
        const auto none = program.run({u"models"_s, u"--db"_s, program.path(u"none.sqlite"_s)});
        QVERIFY2(none.code == 66, describe(none).constData()); // one that was named must be there
    }

    void modelsAreShownAsListedLast()
    {
        const Program program;
        const QString path = generated(program);
        {
            auto writer = openSqliteWriter(path);
            QVERIFY(writer);
            Batch batch;
            batch.memories.push_back(
                {u"watch/models"_s, fromEpochMs(1'795'262'400'000),
                 R"({"data":[{"id":"claude-opus-6","display_name":"Claude Opus 6",)"
                 R"("lifecycle":"active"}],"has_more":false})"});
            QVERIFY((*writer)->append(batch));
        }
        const auto ended = program.run({u"models"_s, u"--json"_s, u"--db"_s, path});
        QVERIFY2(ended.code == 0, describe(ended).constData());
        const QJsonObject json = QJsonDocument::fromJson(ended.out).object();
        QCOMPARE(json[u"listed_at"_s].toString(), u"2026-11-21T12:00:00.000Z"_s);
        const QJsonArray models = json[u"models"_s].toArray();
        QCOMPARE(models.last()[u"name"].toString(), u"Opus 6"_s);
        QCOMPARE(models.last()[u"lifecycle"].toString(), u"active"_s);
        QVERIFY(models.last()[u"usd_per_million_tokens"].isNull());
        QCOMPARE(models.first()[u"lifecycle"].toString(), u"not_listed"_s);
    }

    void exportOutputs()
    {
        const Program program;
        const QString path = generated(program);
        const QString file = program.path(u"rates.csv"_s);
        const QStringList base {u"export"_s, u"rates"_s, u"--db"_s, path};
        const auto toFile = program.run(base + QStringList {u"--output"_s, file});
        QCOMPARE(toFile.code, 0);
        QCOMPARE(toFile.out, QByteArray());
        QVERIFY(readFile(file).startsWith("model,"));
        const auto nowhere =
            program.run(base + QStringList {u"--output"_s, program.path(u"none/rates.csv"_s)});
        QCOMPARE(nowhere.code, 73);

        QProcess full;
        full.setStandardOutputFile(u"/dev/full"_s);
        full.start(builtProgram(u"plimsollctl"_s), base);
        QCOMPARE(Program::waitFor(full).code, 74);
    }

    void modelsAndTimesSelectRows()
    {
        const Program program;
        const QString path = generated(program);
        const auto ended =
            program.run({u"export"_s, u"observations"_s, u"--db"_s, path, u"--since"_s, u"1d"_s,
                         u"--model"_s, u"claude-haiku-5-5"_s});
        QCOMPARE(ended.code, 0);
        const auto lines = ended.out.split('\n');
        QVERIFY(lines.size() > 1000);
        for (qsizetype i = 1; i + 1 < lines.size(); ++i) {
            QVERIFY2(lines[i].contains(",claude-haiku-5-5,"), lines[i].constData());
        }
    }

    void secondWriterIsTurnedAway()
    {
        Program program;
        program.setVariable(u"ANTHROPIC_API_KEY"_s, u"sk-ant-test"_s);
        program.setVariable(u"ANTHROPIC_BASE_URL"_s, u"http://127.0.0.1:9"_s);
        const auto first = program.start({u"run"_s, u"-v"_s});
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT(
            (said += first->readAllStandardError()).contains("Collecting into"), 20'000);
        const auto second = program.run({u"run"_s, u"--for"_s, u"1s"_s});
        QVERIFY2(second.code == 75, describe(second).constData());
        first->terminate();
        QCOMPARE(Program::waitFor(*first).code, 0);
    }

    void backupAndRecovery()
    {
        const Program program;
        const QString database = generated(program);
        const QString copy = program.path(u"copy.sqlite"_s);
        const auto backup = program.run({u"db"_s, u"backup"_s, copy, u"--db"_s, database});
        QVERIFY2(backup.code == 0, describe(backup).constData());
        QVERIFY2(backup.out.contains("observations in"), backup.out.constData());
        const auto again = program.run({u"db"_s, u"backup"_s, copy, u"--db"_s, database});
        QVERIFY2(again.code == 73 && again.err.contains("--force"), describe(again).constData());
        const auto verified = program.run({u"db"_s, u"verify"_s, u"--db"_s, copy});
        QVERIFY2(verified.code == 0, describe(verified).constData());

        QByteArray content = readFile(database);
        content.truncate(content.size() * 4 / 5);
        writeFile(database, content);
        const auto recovery = program.run({u"db"_s, u"recover"_s, u"--db"_s, database});
        QVERIFY2(recovery.code == 0, describe(recovery).constData());
        QVERIFY2(recovery.out.contains(" saved."), recovery.out.constData());
        QCOMPARE(readFile(database), content);
        const QString saved = program.path(u"generated.recovered.sqlite"_s);
        const auto sound = program.run({u"db"_s, u"verify"_s, u"--db"_s, saved});
        QVERIFY2(sound.code == 0, QByteArray(describe(sound) + sound.out).constData());
    }

    void portInUse()
    {
        const Program program;
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        const auto ended =
            program.run({u"simulate"_s, u"--port"_s, QString::number(taken.serverPort())});
        QVERIFY2(ended.code == 69, describe(ended).constData());
        QCOMPARE(ended.out, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
