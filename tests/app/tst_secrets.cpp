// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace plimsoll::test;
using namespace Qt::StringLiterals;

// A key goes in by every door; it must come out of none: neither on stdout or stderr nor into any
// file, also when the service throws it back at us.
class TestSecrets : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("a key that looks like one") << QByteArray("sk-ant-api03-Canary_55-x");
        QTest::newRow("a key of another shape") << QByteArray("Canary/5519.zzz=");
    }

    void keyNeverComesOut_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char* name, const QString& arguments) {
            QTest::newRow(name) << arguments.split(u' ');
        };
        row("config show", u"config show"_s);
        row("config show as JSON", u"config show --json"_s);
        row("config check", u"config check"_s);
        row("config paths", u"config paths"_s);
        row("key check", u"key check"_s);
        row("key set", u"key set default --stdin"_s);
        row("run with all logging", u"run --for 3s -vv"_s);
        row("a probe", u"probe claude-opus-4-7 -vv"_s);
        row("a control probe", u"probe --kind control -vv"_s);
        row("a probe of an address that refuses",
            u"probe claude-opus-4-7 --base-url http://127.0.0.1:9"_s);
        row("a key over plain http to another machine",
            u"probe claude-opus-4-7 --base-url http://example.invalid"_s);
    }
    void keyNeverComesOut()
    {
        QFETCH_GLOBAL(QByteArray, key);
        QFETCH(QStringList, arguments);
        // The answer repeats the key in a header, in the error and as a header line in the text.
        const QByteArray error = "{\"type\":\"error\",\"error\":{\"type\":"
                                 "\"invalid_request_error\",\"message\":\"x-api-key: "
            + key + " and again " + key + "\"}}";
        const QByteArray headers = "X-Echo: " + key + "\r\nrequest-id: " + key + "\r\n";
        ScriptedServer server({.pieces = {{httpAnswer(400, headers, error)}}});
        Program program;
        program.setVariable(u"ANTHROPIC_API_KEY"_s, QString::fromLatin1(key));
        program.setVariable(u"ANTHROPIC_BASE_URL"_s, server.start().toString());
        const auto ended = program.run(arguments, key + '\n');
        QVERIFY2(ended.code >= 0, "it ended by itself");
        QVERIFY2(!ended.out.contains(key), ended.out.constData());
        QVERIFY2(!ended.err.contains(key), ended.err.constData());
        QVERIFY2(!program.everythingOnDisk().contains(key), "on disk");
        if (!server.requests().empty()) {
            QVERIFY(server.requests().front().contains(key)); // or the test proves nothing
        }
    }

    // One key from a pipe, one from a variable, one that is nowhere: two organizations are
    // measured, each with its own key at its own address, and the third is left out with a
    // sentence.
    void eachOrganizationSendsItsOwnKey()
    {
        QFETCH_GLOBAL(QByteArray, key);
        const QByteArray acmeKey = QByteArray(key).replace("Canary", "Robin");
        ScriptedServer ours({.pieces = {{httpAnswer(529, "X-Echo: " + key + "\r\n", key)}}});
        ScriptedServer theirs({.pieces = {{httpAnswer(529, {}, acmeKey)}}});
        Program program;
        program.setVariable(u"ACME_KEY"_s, QString::fromLatin1(acmeKey));
        program.setVariable(u"PLIMSOLL_CONFIG"_s, program.path(u"p.toml"_s));
        const QByteArray target =
            "[[target]]\nmodel = \"claude-opus-4-7\"\nevery = \"1s\"\nsampling = \"fixed\"\n";
        writeFile(program.path(u"p.toml"_s),
                  "[api]\nbase_url = \"" + ours.start().toString().toUtf8()
                      + "\"\n[organization.acme]\nkey = \"env:ACME_KEY\"\nbase_url = \""
                      + theirs.start().toString().toUtf8()
                      + "\"\n[organization.lost]\nkey = \"env:NOWHERE\"\n" + target + target
                      + "organization = \"acme\"\n" + target + "organization = \"lost\"\n");
        const auto ended =
            program.run({u"run"_s, u"--for"_s, u"3s"_s, u"--key-stdin"_s}, key + '\n');
        QCOMPARE(ended.code, 0);
        QVERIFY2(ended.err.contains("[organization.lost] is left out (1 of 3 targets): "),
                 ended.err.constData());
        QVERIFY(!ours.requests().empty() && !theirs.requests().empty());
        for (const QByteArray& request : ours.requests()) {
            QVERIFY(request.contains(key) && !request.contains(acmeKey));
        }
        for (const QByteArray& request : theirs.requests()) {
            QVERIFY(request.contains(acmeKey) && !request.contains(key));
        }
        const auto exported =
            program.run({u"export"_s, u"observations"_s, u"--model"_s, u"claude-opus-4-7@acme"_s});
        QVERIFY(exported.out.contains("overloaded_http"));
        QCOMPARE(exported.out.count("\r\n"), qsizetype(theirs.requests().size()) + 1);
        for (const QByteArray& secret : {key, acmeKey}) {
            QVERIFY(!ended.out.contains(secret) && !ended.err.contains(secret));
            QVERIFY(!exported.out.contains(secret));
            QVERIFY(!program.everythingOnDisk().contains(secret));
        }
    }

    void exportsAfterARunHoldNoKey()
    {
        QFETCH_GLOBAL(QByteArray, key);
        const QByteArray headers = "X-Echo: " + key + "\r\n";
        ScriptedServer server({.pieces = {{httpAnswer(529, headers, key)}}});
        Program program;
        program.setVariable(u"ANTHROPIC_API_KEY"_s, QString::fromLatin1(key));
        program.setVariable(u"ANTHROPIC_BASE_URL"_s, server.start().toString());
        writeFile(
            program.path(u"p.toml"_s),
            "[[target]]\nmodel = \"claude-opus-4-7\"\nevery = \"1s\"\nsampling = \"fixed\"\n");
        program.setVariable(u"PLIMSOLL_CONFIG"_s, program.path(u"p.toml"_s));
        QCOMPARE(program.run({u"run"_s, u"--for"_s, u"3s"_s}).code, 0);
        QVERIFY(!server.requests().empty());
        QVERIFY(!program.everythingOnDisk().contains(key));
        for (const auto& arguments : {QStringList {u"export"_s, u"observations"_s},
                                      QStringList {u"status"_s, u"--json"_s}}) {
            const auto ended = program.run(arguments);
            QCOMPARE(ended.code, 0);
            QVERIFY(ended.out.contains("overloaded_http"));
            QVERIFY(!ended.out.contains(key));
        }
    }
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
