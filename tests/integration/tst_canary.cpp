// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/observationline.h"
#include "tests/support/canary.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"

#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

// Every command that reads what a run has left behind.
const QStringList readings {u"status"_s,
                            u"status --json"_s,
                            u"answers"_s,
                            u"answers --json"_s,
                            u"answers --event 2026-05-06"_s,
                            u"advise"_s,
                            u"advise --json"_s,
                            u"report"_s,
                            u"report --format html"_s,
                            u"report --format csv"_s,
                            u"plan"_s,
                            u"plan --json"_s,
                            u"headroom"_s,
                            u"headroom --json"_s,
                            u"claims"_s,
                            u"claims --json"_s,
                            u"export observations"_s,
                            u"export rates"_s,
                            u"export latency"_s,
                            u"export limits"_s,
                            u"export capacity"_s,
                            u"export trends"_s,
                            u"export events"_s,
                            u"export gaps"_s,
                            u"db info"_s,
                            u"db verify"_s,
                            u"config show"_s,
                            u"config show --json"_s,
                            u"config check"_s,
                            u"config paths"_s,
                            u"models"_s,
                            u"models --json"_s,
                            u"key check"_s,
                            u"fuse"_s};

// They take secrets in, serve the local API or send, and are run with arguments of their own.
const QStringList others {u"run"_s, u"probe"_s, u"simulate"_s, u"generate"_s, u"import"_s};

const QByteArray schedule = R"(
[budget]
usd_per_day = "none"
requests_per_minute = 600
[[target]]
model = "claude-opus-4-7"
every = "1s"
sampling = "fixed"
[[target]]
model = "claude-opus-4-7"
kind = "prefill"
every = "1s"
sampling = "fixed"
[[target]]
model = "claude-haiku-5-5"
kind = "generation"
every = "1s"
sampling = "fixed"
organization = "acme"
[[target]]
kind = "control"
every = "1s"
sampling = "fixed"
organization = "acme"
)";

const QByteArray oneTarget = "[budget]\nusd_per_day = \"none\"\n[[target]]\nevery = \"1s\"\n"
                             "model = \"claude-opus-4-7\"\nsampling = \"fixed\"\n";

void configure(Program& program, const QByteArray& text)
{
    writeFile(program.path(u"p.toml"_s), text);
    program.setVariable(u"PLIMSOLL_CONFIG"_s, program.path(u"p.toml"_s));
}

QByteArray keyLine(const char* name, const QString& reference)
{
    return name + QByteArray(" = \"") + reference.toUtf8() + "\"\n";
}

// Kept outside the home, which is searched.
class SecretFile
{
public:
    explicit SecretFile(const QByteArray& secret)
    {
        writeFile(path(), secret + '\n');
        QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner);
    }
    QString path() const { return m_folder.filePath(u"key"_s); }

private:
    QTemporaryDir m_folder;
};

QByteArray leakSaid(const Program::Ended& ended)
{
    const QByteArray said = leakIn(ended.out, "stdout");
    return said.isEmpty() ? leakIn(ended.err, "stderr") : said;
}

QByteArray leakOf(const Program& program, const Program::Ended& ended)
{
    const QByteArray said = leakSaid(ended);
    return said.isEmpty() ? leakIn(program.everythingOnDisk(), "a file") : said;
}

bool wasSent(const ScriptedServer& server, const QByteArray& secret)
{
    return std::ranges::any_of(server.requests(),
                               [&](const QByteArray& request) { return request.contains(secret); });
}

} // namespace

// Secrets go in by every door, hostile servers throw them back, the real programs run and crash:
// afterwards no file and no word of theirs may hold a part of a secret.
class TestCanary : public QObject
{
    Q_OBJECT

private slots:
    void theSearchFindsWhatIsThere();
    void everyCommandIsLookedAt();

    void nothingThrownBackIsKept_data();
    void nothingThrownBackIsKept();
    void noDoorLeaks_data();
    void noDoorLeaks();
    void aProxyLearnsItsPasswordAlone();
    void whatIsImportedIsSearched();
    void nothingIsLeftOfACrash_data();
    void nothingIsLeftOfACrash();
    void lastWordsHoldNoKey_data();
    void lastWordsHoldNoKey();
};

// Or the test proves nothing.
void TestCanary::theSearchFindsWhatIsThere()
{
    for (const Canary* canary : {&apiCanary(), &gatewayCanary(), &adminCanary(), &proxyCanary()}) {
        const QByteArray middle = canary->telling.mid(3, 12);
        QVERIFY(!leakIn("x" + canary->secret, "it").isEmpty());
        QVERIFY(!leakIn(QByteArray("...") + middle + "...", "it").isEmpty());
        QVERIFY(!leakIn(canary->secret.toPercentEncoding(), "it").isEmpty());
        QVERIFY(leakIn(middle.left(11), "it").isEmpty());
    }
    QVERIFY(leakIn("sk-ant-api03- is how keys begin", "it").isEmpty());
}

void TestCanary::everyCommandIsLookedAt()
{
    const auto help = Program().run({u"--help"_s});
    static const QRegularExpression command(u"^  ([a-z]+) "_s, QRegularExpression::MultilineOption);
    const QString text = QString::fromUtf8(help.out);
    QSet<QString> known(others.begin(), others.end());
    for (const QString& reading : readings) {
        known.insert(reading.section(u' ', 0, 0));
    }
    auto it =
        command.globalMatch(text.sliced(std::max<qsizetype>(text.indexOf(u"Subcommands"), 0)));
    QVERIFY(it.hasNext());
    while (it.hasNext()) {
        const QString name = it.next().captured(1);
        QVERIFY2(known.contains(name), qPrintable(name));
    }
}

void TestCanary::nothingThrownBackIsKept_data()
{
    QTest::addColumn<int>("answer");
    int answer = 0;
    for (const HostileAnswer& hostile : hostileAnswers(apiCanary().secret)) {
        QTest::newRow(hostile.name) << answer++;
    }
}

// Two organizations with a server each; pages and documents come from the second, which throws the
// admin key back as well as it can.
void TestCanary::nothingThrownBackIsKept()
{
    QFETCH(int, answer);
    const auto scriptFor = [&](const Canary& canary) {
        return hostileAnswers(canary.secret)[std::size_t(answer)].script;
    };
    ScriptedServer first(scriptFor(apiCanary()));
    ScriptedServer second(scriptFor(gatewayCanary()));
    const SecretFile gatewayKey(gatewayCanary().secret);
    const SecretFile adminKey(adminCanary().secret);
    const QString firstUrl = first.start().toString();
    const QString secondUrl = second.start().toString();
    Program program;
    program.setVariable(u"ANTHROPIC_API_KEY"_s, QString::fromLatin1(apiCanary().secret));
    configure(program,
              "[api]\n" + keyLine("base_url", firstUrl)
                  + keyLine("admin_key", u"file:"_s + adminKey.path()) + "[organization.acme]\n"
                  + keyLine("base_url", secondUrl) + keyLine("key", u"file:"_s + gatewayKey.path())
                  + "[watch]\nstatus_urls = [\"" + firstUrl.toUtf8() + "\"]\ndocuments = [\""
                  + firstUrl.toUtf8() + "/a.md\"]\n" + schedule);

    const auto ran = program.run({u"run"_s, u"--for"_s, u"1500ms"_s, u"-vv"_s});
    QVERIFY2(ran.code == 0, ran.err.constData());
    QVERIFY2(wasSent(first, apiCanary().secret), ran.err.constData());
    QVERIFY2(wasSent(second, gatewayCanary().secret), ran.err.constData());
    QVERIFY(!wasSent(first, gatewayCanary().secret) && !wasSent(second, apiCanary().secret));
    QCOMPARE(leakOf(program, ran), QByteArray());
    for (const QString& reading : readings) {
        const auto read = program.run(reading.split(u' '));
        QVERIFY2(read.code >= 0 && read.code != 64,
                 qPrintable(reading + u": " + QString::fromUtf8(read.err)));
        QCOMPARE(leakSaid(read), QByteArray()); // their files are searched at the end
    }
    const auto probed = program.run({u"probe"_s, u"claude-opus-4-7"_s, u"-vv"_s});
    QVERIFY2(probed.out.contains("outcome"), probed.err.constData());
    QCOMPARE(leakOf(program, probed), QByteArray());
}

void TestCanary::noDoorLeaks_data()
{
    QTest::addColumn<QString>("reference");
    QTest::addColumn<bool>("used");
    QTest::newRow("a variable of its own") << u"env:SPARE_KEY"_s << true;
    QTest::newRow("a file") << u"file:"_s << true;
    QTest::newRow("standard input") << u"stdin"_s << true;
    QTest::newRow("a keychain that is not there") << u"keychain:default"_s << false;
    QTest::newRow("the key itself in place of its reference") << u"key"_s << false;
}

void TestCanary::noDoorLeaks()
{
    QFETCH(QString, reference);
    QFETCH(bool, used);
    const QByteArray secret = apiCanary().secret;
    const SecretFile file(secret);
    if (reference == u"file:") {
        reference += file.path();
    }
    ScriptedServer server({.pieces = {{httpAnswer(529, "X-Echo: " + secret + "\r\n", secret)}}});
    const QByteArray address = "base_url = \"" + server.start().toEncoded() + "\"\n";
    Program program;
    program.setVariable(u"SPARE_KEY"_s, QString::fromLatin1(secret));
    if (reference == u"key") {
        // The user's own file holds it, which is theirs; nothing else may.
        const SecretFile wrong("[api]\nkey = \"" + secret + "\"\n");
        program.setVariable(u"PLIMSOLL_CONFIG"_s, wrong.path());
        for (const QString& command : {u"config check"_s, u"config show"_s, u"run --for 1s"_s}) {
            const auto ended = program.run(command.split(u' '));
            QVERIFY(ended.code > 0);
            QCOMPARE(leakOf(program, ended), QByteArray());
        }
        return;
    }
    configure(program, "[api]\n" + address + keyLine("key", reference) + oneTarget);
    QStringList arguments {u"run"_s, u"--for"_s, u"1200ms"_s, u"-vv"_s};
    if (reference == u"stdin") {
        arguments << u"--key-stdin"_s;
    }
    const auto ran = program.run(arguments, secret + '\n');
    QVERIFY(ran.code >= 0);
    QCOMPARE(wasSent(server, secret), used);
    QCOMPARE(leakOf(program, ran), QByteArray());
    const auto checked = program.run({u"key"_s, u"check"_s});
    QCOMPARE(leakOf(program, checked), QByteArray());
    const auto set = program.run({u"key"_s, u"set"_s, u"spare"_s, u"--stdin"_s}, secret + '\n');
    QCOMPARE(leakOf(program, set), QByteArray());
}

void TestCanary::aProxyLearnsItsPasswordAlone()
{
    const QByteArray password = proxyCanary().secret;
    const QByteArray login = "me:" + password;
    ScriptedServer proxy(
        {.pieces = {{httpAnswer(407,
                                "X-Echo: " + password + "\r\nProxy-Authenticate: Basic realm=\""
                                    + password + "\"\r\n",
                                password)}}});
    Program program;
    configure(program, "[api]\nbase_url = \"https://api.example\"\n" + oneTarget);
    program.setVariable(u"ANTHROPIC_API_KEY"_s, QString::fromLatin1(apiCanary().secret));
    const QString address = u"http://me:%1@127.0.0.1:%2"_s.arg(
        QString::fromLatin1(password.toPercentEncoding()), QString::number(proxy.start().port()));
    for (const auto& name : {u"http_proxy"_s, u"https_proxy"_s}) {
        program.setVariable(name, address);
    }
    const auto ran = program.run({u"run"_s, u"--for"_s, u"1200ms"_s, u"-vv"_s});
    QCOMPARE(ran.code, 0);
    QVERIFY(!proxy.requests().empty());
    QVERIFY(!wasSent(proxy, apiCanary().secret)); // the proxy is not the service
    QVERIFY(wasSent(proxy, login.toBase64()) || wasSent(proxy, "CONNECT api.example"));
    QCOMPARE(leakOf(program, ran), QByteArray());
    for (const QString& reading : {u"status --json"_s, u"export observations"_s}) {
        const auto read = program.run(reading.split(u' '));
        QVERIFY(read.out.contains("connect_failed"));
        QCOMPARE(leakOf(program, read), QByteArray());
    }
}

// A file from elsewhere may hold a key that somebody else's program did not hide.
void TestCanary::whatIsImportedIsSearched()
{
    const QByteArray secret = apiCanary().secret;
    plimsoll::ExchangedObservation marker;
    marker.observation.seq = 1;
    marker.observation.at = plimsoll::fromEpochMs(1'778'068'800'000);
    marker.observation.target.model = u"claude-opus-4-7"_s;
    marker.observation.detail = u"MARKER"_s;
    const QTemporaryDir folder; // outside the home, which is searched
    const QString file = folder.filePath(u"elsewhere.jsonl"_s);
    const QByteArray told = "the key " + secret + " was refused";
    writeFile(file, observationLine(marker).replace("MARKER", told));
    Program program;
    const auto ended = program.run({u"import"_s, file});
    QVERIFY2(ended.code == 0, ended.err.constData());
    const auto exported = program.run({u"export"_s, u"observations"_s, u"--format"_s, u"jsonl"_s});
    QVERIFY2(exported.out.contains("was refused"), exported.err.constData());
    QCOMPARE(leakOf(program, ended), QByteArray());
    QCOMPARE(leakSaid(exported), QByteArray());
}

void TestCanary::nothingIsLeftOfACrash_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("by abort") << SIGABRT;
    QTest::newRow("by a wrong pointer") << SIGSEGV;
    QTest::newRow("by force") << SIGKILL;
}

void TestCanary::nothingIsLeftOfACrash()
{
    QFETCH(int, signal);
    const QByteArray secret = apiCanary().secret;
    ScriptedServer server(
        {.pieces = {{streamHead() + "data: " + secret}}, .end = Script::End::Hold});
    Program program;
    configure(program, "[api]\n" + keyLine("base_url", server.start().toString()) + oneTarget);
    program.setVariable(u"ANTHROPIC_API_KEY"_s, QString::fromLatin1(secret));
    // A sanitizer's own handler would end the program with a report where the system ends it.
    program.setVariable(u"ASAN_OPTIONS"_s, u"handle_segv=0"_s);
    const auto process = program.start({u"run"_s, u"-vv"_s});
    QTRY_VERIFY_WITH_TIMEOUT(wasSent(server, secret), 20'000);
    const QByteArray limits = readFile(u"/proc/%1/limits"_s.arg(process->processId()));
    static const QRegularExpression noCore(u"Max core file size +0 +0 "_s);
    QVERIFY(limits.isEmpty() || noCore.match(QString::fromLatin1(limits)).hasMatch());
    ::kill(pid_t(process->processId()), signal);
    const auto ended = Program::waitFor(*process);
    QCOMPARE(ended.code, -1);
    QCOMPARE(process->state(), QProcess::NotRunning);
    QCOMPARE(leakOf(program, ended), QByteArray());
}

void TestCanary::lastWordsHoldNoKey_data()
{
    QTest::addColumn<QString>("end");
    QTest::newRow("an exception that nobody caught") << u"throw"_s;
    QTest::newRow("a fatal line in the log") << u"fatal"_s;
}

void TestCanary::lastWordsHoldNoKey()
{
    QFETCH(QString, end);
    const QTemporaryDir folder;
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"ANTHROPIC_API_KEY"_s, QString::fromLatin1(apiCanary().secret));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder.path());
    process.start(builtProgram(u"last_words"_s), {end});
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(said.contains("cannot go on with [redacted]"), said.constData());
    QCOMPARE(leakIn(said, "stderr"), QByteArray());
    QVERIFY(QDir(folder.path()).isEmpty());
}

QTEST_GUILESS_MAIN(TestCanary)
#include "tst_canary.moc"
