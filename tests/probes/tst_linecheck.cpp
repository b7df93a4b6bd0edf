// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/linecheck.h"
#include "tests/probes/probeonce.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/silenthost.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Server = LineEvidence::NameServer;
using Host = LineEvidence::CheckHost;
using System = LineEvidence::System;
using State = LineVerdict::State;

LineSenses senses(bool interfaceUp, std::optional<System> system)
{
    return {[interfaceUp] { return interfaceUp; },
            [system](QObject* context, const std::function<void(System)>& then) {
                if (system) {
                    QTimer::singleShot(0, context, [then, system] { then(*system); });
                }
            }};
}

LineVerdict verdictOf(LineCheck& check)
{
    std::optional<LineVerdict> got;
    QObject::connect(&check, &LineCheck::finished, &check,
                     [&got](const LineVerdict& verdict) { got = verdict; });
    check.start();
    if (got || !QTest::qWaitFor([&got] { return got.has_value(); }, 10'000)) {
        qFatal("the check ended at once, or not at all");
    }
    return *got;
}

LineVerdict look(const QUrl& service, const QString& checkHost, const LineSenses& how)
{
    LineSettings settings;
    settings.checkHost = checkHost;
    LineCheck check(service, settings, {}, std::make_shared<SystemClock>(), how);
    return verdictOf(check);
}

const QUrl elsewhere(u"https://192.0.2.1"_s); // TEST-NET-1, RFC 5737: nobody's

QString deadPort()
{
    ScriptedServer server({{}, Script::End::Close});
    return u"127.0.0.1:%1"_s.arg(server.start().port());
}

} // namespace

Q_DECLARE_METATYPE(plimsoll::LineEvidence)

class TestLineCheck : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void aServiceHereNeedsNothing();
    void withoutAnInterfaceNothingIsAsked();
    void reachesTheCheckHostByTcpAlone();
    void aRefusalIsAnAnswer();
    void aSilentCheckHostIsWaitedForAndBlamesTheLine();
    void aDeadLineIsNotTheService();
    void isBounded();
    void theSystemIsAskedInTheMainThread();
    void failuresAtOnceShareALook();
};

void TestLineCheck::judges_data()
{
    QTest::addColumn<LineEvidence>("evidence");
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const LineEvidence& evidence, State state,
                        const QString& says) {
        QTest::newRow(name) << evidence << int(state) << says;
    };
    const auto seen = [](bool interfaceUp, Server server, Host host, System system) {
        return LineEvidence {u"api.example"_s,   false, interfaceUp, server, host,
                             u"other.example"_s, system};
    };
    row("no interface", seen(false, Server::NotAsked, Host::NotSet, System::Unknown), State::Down,
        u"no network interface is up"_s);
    row("the service is here",
        {.service = u"localhost"_s,
         .serviceIsHere = true,
         .interfaceUp = false,
         .checkHostName = {}},
        State::Up, u"this machine"_s);
    row("the other host was reached", seen(true, Server::Found, Host::Reached, System::Unknown),
        State::Up, u"other.example was reached"_s);
    row("the other host outweighs the system's report",
        seen(true, Server::Denied, Host::Reached, System::Offline), State::Up, u"reached"_s);
    row("the other host is as silent", seen(true, Server::Found, Host::Silent, System::Online),
        State::Down, u"other.example could not be reached either"_s);
    row("the other host's name alone is unknown",
        seen(true, Server::Found, Host::UnknownName, System::Unknown), State::Unknown,
        u"other.example could not be resolved"_s);
    row("neither name is known", seen(true, Server::Denied, Host::UnknownName, System::Unknown),
        State::Down, u"other.example either"_s);
    row("no name server answered", seen(true, Server::Silent, Host::NotSet, System::Unknown),
        State::Down, u"no name server"_s);
    row("none is needed", seen(true, Server::Needless, Host::NotSet, System::Unknown),
        State::Unknown, u"nothing says"_s);
    row("reported offline", seen(true, Server::NotAsked, Host::NotSet, System::Offline),
        State::Down, u"operating system"_s);
    row("reported offline by one who does not know",
        seen(true, Server::Found, Host::NotSet, System::Offline), State::Unknown,
        u"nothing says"_s);
    row("reported online, with an address", seen(true, Server::Found, Host::NotSet, System::Online),
        State::Up, u"api.example has an address"_s);
    row("reported online, without", seen(true, Server::Denied, Host::NotSet, System::Online),
        State::Unknown, u"nothing says"_s);
}

void TestLineCheck::judges()
{
    QFETCH(LineEvidence, evidence);
    QFETCH(QString, says);
    const LineVerdict verdict = judgeLine(evidence);
    QTEST(int(verdict.state), "state");
    QVERIFY2(verdict.evidence.contains(says), qPrintable(verdict.evidence));
}

void TestLineCheck::aServiceHereNeedsNothing()
{
    ScriptedServer other({{}, Script::End::Hold});
    const QString host = u"127.0.0.1:%1"_s.arg(other.start().port());
    for (const char* base : {"http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1"}) {
        const LineVerdict verdict =
            look(QUrl(QString::fromLatin1(base)), host, senses(false, System::Offline));
        QCOMPARE(verdict.state, State::Up);
    }
    QCOMPARE(other.connections(), 0);
}

void TestLineCheck::withoutAnInterfaceNothingIsAsked()
{
    ScriptedServer other({{}, Script::End::Hold});
    const QString host = u"127.0.0.1:%1"_s.arg(other.start().port());
    QCOMPARE(look(elsewhere, host, senses(false, System::Online)).state, State::Down);
    QCOMPARE(other.connections(), 0);
}

void TestLineCheck::reachesTheCheckHostByTcpAlone()
{
    ScriptedServer other({{}, Script::End::Hold});
    const QString host = u"127.0.0.1:%1"_s.arg(other.start().port());
    QByteArray heard;
    connect(&other, &ScriptedServer::connected, this, [this, &heard](QTcpSocket* socket) {
        connect(socket, &QTcpSocket::readyRead, this,
                [socket, &heard] { heard += socket->peek(1000); });
    });
    const LineVerdict verdict = look(elsewhere, host, senses(true, System::Unknown));
    QCOMPARE(verdict.state, State::Up);
    QVERIFY2(verdict.evidence.contains(host), qPrintable(verdict.evidence));
    QTRY_COMPARE(other.connections(), 1);
    QCOMPARE(heard, QByteArray());
    QVERIFY(other.requests().empty());
}

void TestLineCheck::aRefusalIsAnAnswer()
{
    QCOMPARE(look(elsewhere, deadPort(), senses(true, System::Offline)).state, State::Up);
}

void TestLineCheck::aSilentCheckHostIsWaitedForAndBlamesTheLine()
{
    const SilentHost other;
    const QString host = u"127.0.0.1:%1"_s.arg(other.port());
    QElapsedTimer timer;
    timer.start();
    const LineVerdict verdict = look(elsewhere, host, senses(true, System::Online));
    QCOMPARE(verdict.state, State::Down);
    QVERIFY2(verdict.evidence.contains(host), qPrintable(verdict.evidence));
    QVERIFY(timer.elapsed() <= 2 * LineCheck::patience.count());
}

// The whole way: the service has failed, the other host as well, so that it is our own network.
void TestLineCheck::aDeadLineIsNotTheService()
{
    const SilentHost other;
    ProbeSettings settings;
    settings.api.baseUrl = QUrl(u"http://plimsoll.invalid"_s);
    settings.line.checkHost = u"127.0.0.1:%1"_s.arg(other.port());
    Prober prober(settings, Catalogue::shipped(), std::make_shared<SystemClock>());
    for (const ProbeKind kind : {ProbeKind::Control, ProbeKind::Line}) {
        Target target;
        target.id.kind = kind;
        std::optional<Observation> got;
        prober.send(target, Micros(0), 1, [&got](const Observation& o) { got = o; });
        QTRY_VERIFY_WITH_TIMEOUT(got, 30'000);
        QCOMPARE(got->outcome, Outcome::LocalNetwork);
        QCOMPARE(got->failedIn, Phase::Resolve);
        QVERIFY2(got->detail.startsWith(u"our own line is down: "_s), qPrintable(got->detail));
        QVERIFY(got->detail.contains(u"plimsoll.invalid"_s));
    }
}

void TestLineCheck::isBounded()
{
    QElapsedTimer timer;
    timer.start();
    const LineVerdict verdict = look(elsewhere, {}, senses(true, std::nullopt));
    QCOMPARE(verdict.state, State::Unknown);
    QVERIFY(timer.elapsed() <= 2 * LineCheck::patience.count());
    QVERIFY(timer.elapsed() >= LineCheck::patience.count() / 2);
}

// The real senses, asked from a thread of its own: whatever this machine says, an answer comes back
// there, and one that nobody waits for any more does no harm.
void TestLineCheck::theSystemIsAskedInTheMainThread()
{
    QThread thread;
    thread.start();
    auto* context = new QObject;
    context->moveToThread(&thread);
    std::atomic<QThread*> answeredIn = nullptr;
    const LineSenses real = LineSenses::real();
    real.askSystem(context, [&answeredIn](System) { answeredIn = QThread::currentThread(); });
    QTRY_VERIFY(answeredIn != nullptr);
    QCOMPARE(answeredIn.load(), &thread);
    answeredIn = nullptr;
    real.askSystem(context, [&answeredIn](System) { answeredIn = QThread::currentThread(); });
    context->deleteLater();
    thread.quit();
    thread.wait();
    QCoreApplication::processEvents();
    QCOMPARE(answeredIn.load(), nullptr);
}

// Two requests that fail together contact the other host once. On a machine without any network it
// is not contacted at all.
void TestLineCheck::failuresAtOnceShareALook()
{
    ScriptedServer other({{}, Script::End::Hold});
    ProbeSettings settings;
    settings.api.baseUrl = QUrl(u"http://plimsoll.invalid"_s);
    settings.line.checkHost = u"127.0.0.1:%1"_s.arg(other.start().port());
    Prober prober(settings, Catalogue::shipped(), std::make_shared<SystemClock>());
    Target target;
    target.id.kind = ProbeKind::Control;
    int answers = 0;
    for (quint64 i = 0; i < 2; ++i) {
        prober.send(target, Micros(0), i, [&answers](const Observation& o) {
            answers += o.outcome == Outcome::DnsFailed || o.outcome == Outcome::LocalNetwork;
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(answers, 2, 30'000);
    QVERIFY(other.connections() <= 1);
}

QTEST_GUILESS_MAIN(TestLineCheck)
#include "tst_linecheck.moc"
