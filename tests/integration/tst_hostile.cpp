// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/outcome.h"
#include "tests/support/program.h"
#include "tests/support/scriptedserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

// Who is at the address that is probed.
enum class Host { Nobody, Unknown, Refuser, Silent, Html, Redirect, Untrusted, Garbage };

std::unique_ptr<ScriptedServer> serverFor(Host host)
{
    const auto plain = [](const Script& script) {
        return std::make_unique<ScriptedServer>(script);
    };
    switch (host) {
    case Host::Nobody:
    case Host::Unknown:
        return nullptr;
    case Host::Refuser:
        return plain({.pieces = {{httpAnswer(
                          401, "request-id: req_1\r\n",
                          "{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\","
                          "\"message\":\"invalid x-api-key\"}}")}}});
    case Host::Silent:
        return plain({.pieces = {}, .end = Script::End::Hold});
    case Host::Html:
        return plain({.pieces = {{httpAnswer(200, "Content-Type: text/html\r\n",
                                             "<html><body>Welcome</body></html>")}}});
    case Host::Redirect:
        return plain({.pieces = {{httpAnswer(302, "Location: http://portal.invalid/\r\n", {})}}});
    case Host::Garbage:
        return plain({.pieces = {{"SSH-2.0-OpenSSH_9.2\r\n"}}});
    case Host::Untrusted:
        break;
    }
    return std::make_unique<ScriptedServer>(Script {}, ScriptedServer::Transport::Tls);
}

QString addressOf(Host host, ScriptedServer* server)
{
    if (server) {
        return server->start().toString();
    }
    return host == Host::Nobody ? u"http://127.0.0.1:9"_s : u"https://plimsoll.invalid"_s;
}

} // namespace

// The whole program against addresses where no Claude API is: each has an outcome of its own and a
// sentence that says who must act, and nothing of it is called an overload.
class TestHostile : public QObject
{
    Q_OBJECT

private slots:
    void eachHasItsOutcome_data()
    {
        QTest::addColumn<int>("host");
        QTest::addColumn<QStringList>("outcomes");
        QTest::addColumn<QString>("mustAct");
        const auto row = [](const char* name, Host host, const QStringList& outcomes,
                            const char* mustAct) {
            QTest::newRow(name) << int(host) << outcomes << QString::fromLatin1(mustAct);
        };
        row("an address where nobody listens", Host::Nobody, {u"connect_failed"_s},
            "Your network must act");
        // Without any network the machine itself is to blame, which is as true.
        row("a name that nobody knows", Host::Unknown, {u"dns_failed"_s, u"local_network"_s},
            "Your network must act");
        row("a wrong key", Host::Refuser, {u"auth_failed"_s}, "You must act: the key was refused");
        row("a server that never answers", Host::Silent, {u"timed_out"_s},
            "The service probably must act");
        row("a server that answers HTML", Host::Html, {u"edge_error"_s},
            "The service's edge, or a proxy between, must act");
        row("a portal that redirects", Host::Redirect, {u"edge_error"_s},
            "The service's edge, or a proxy between, must act");
        row("a certificate nobody trusts", Host::Untrusted, {u"tls_failed"_s},
            "You or your network must act");
        row("a server that is none", Host::Garbage, {u"edge_error"_s, u"cut"_s}, "must act");
    }
    void eachHasItsOutcome()
    {
        QFETCH(int, host);
        QFETCH(QStringList, outcomes);
        QFETCH(QString, mustAct);
        const auto server = serverFor(Host(host));
        Program program;
        program.setVariable(u"ANTHROPIC_API_KEY"_s, u"sk-ant-wrong"_s);
        program.setVariable(u"ANTHROPIC_BASE_URL"_s, addressOf(Host(host), server.get()));
        writeFile(program.path(u"p.toml"_s),
                  "[[target]]\nmodel = \"claude-opus-4-7\"\nevery = \"1s\"\nsampling = "
                  "\"fixed\"\ntimeout = \"2s\"\n");
        program.setVariable(u"PLIMSOLL_CONFIG"_s, program.path(u"p.toml"_s));

        const auto run = program.run({u"run"_s, u"--for"_s, u"2500ms"_s});
        QVERIFY2(run.code == 0, run.err.constData());
        const auto status = program.run({u"status"_s, u"--json"_s});
        QCOMPARE(status.code, 0);
        const QJsonObject json = QJsonDocument::fromJson(status.out).object();
        const QJsonValue model = json[u"models"_s][0];
        QCOMPARE(model[u"model"_s].toString(), u"claude-opus-4-7"_s);

        qint64 expected = 0;
        const QJsonObject counts = model[u"counts"_s].toObject();
        for (auto it = counts.begin(); it != counts.end(); ++it) {
            if (outcomes.contains(it.key())) {
                expected += it.value().toInteger();
            } else if (it.key() != u"skipped") {
                QVERIFY2(it.value().toInteger() == 0, qPrintable(it.key()));
            }
        }
        QVERIFY2(expected > 0, status.out.constData());
        QCOMPARE(model[u"range"_s][u"overloaded"_s].toInteger(), 0);
        const QString said = json[u"verdict"_s][u"sentence"_s].toString()
            + model[u"verdict"_s][u"sentence"_s].toString();
        QVERIFY2(said.contains(mustAct, Qt::CaseInsensitive), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
