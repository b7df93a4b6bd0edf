// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/dial.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/silenthost.h"

#include <QElapsedTimer>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// A connection to one of several addresses.
class TestDial : public QObject
{
    Q_OBJECT

private slots:
    void triesFurtherAddresses_data();
    void triesFurtherAddresses();
    void allRefuse();
    void familiesTakeTurns();
    void mayGoAwayAtAnyTime();
};

void TestDial::triesFurtherAddresses_data()
{
    QTest::addColumn<bool>("silent");
    QTest::newRow("the first refuses") << false;
    QTest::newRow("the first is silent") << true;
}

void TestDial::triesFurtherAddresses()
{
    QFETCH(bool, silent);
    ScriptedServer server({{}, Script::End::Hold});
    const QUrl base = server.start();
    QElapsedTimer wait;
    std::optional<SilentHost> other;
    if (silent) {
        other.emplace(u"127.0.0.2"_s, quint16(base.port()));
    }
    DialPlan plan = planFor(base, 1s);
    plan.addresses = {QHostAddress(u"127.0.0.2"_s), QHostAddress(QHostAddress::LocalHost)};
    Dial dial(plan, std::make_shared<SystemClock>());
    bool connected = false;
    connect(&dial, &Dial::connected, this, [&connected] { connected = true; });
    wait.start();
    dial.start();
    QTRY_VERIFY(connected);
    QCOMPARE(wait.hasExpired(500), silent); // half of the second, one address of two
    QTRY_COMPARE(server.connections(), 1);
    Exchange exchange;
    dial.report(exchange);
    QVERIFY(*exchange.timing.connect < 500ms); // the wait for the other one is not part of it
}

void TestDial::familiesTakeTurns()
{
    const auto list = [](const QStringList& texts) {
        QList<QHostAddress> addresses;
        for (const QString& text : texts) {
            addresses << QHostAddress(text);
        }
        return addresses;
    };
    QCOMPARE(inTurn(list({u"::1"_s, u"::2"_s, u"::3"_s, u"10.0.0.1"_s})),
             list({u"::1"_s, u"10.0.0.1"_s, u"::2"_s, u"::3"_s}));
    QCOMPARE(inTurn(list({u"10.0.0.2"_s, u"10.0.0.1"_s})), list({u"10.0.0.2"_s, u"10.0.0.1"_s}));
    QCOMPARE(inTurn({}), QList<QHostAddress>());
}

void TestDial::allRefuse()
{
    DialPlan plan;
    plan.addresses = {QHostAddress(u"127.0.0.2"_s), QHostAddress(u"127.0.0.3"_s)};
    plan.port = 9;
    Dial dial(plan, std::make_shared<SystemClock>());
    std::optional<Failure> got;
    connect(&dial, &Dial::failed, this, [&got](Failure failure) { got = failure; });
    dial.start();
    QTRY_VERIFY(got);
    QCOMPARE(*got, Failure::Refused);
}

// Requests are dropped in every state: while a name is looked up, while nothing answers, in TLS.
void TestDial::mayGoAwayAtAnyTime()
{
    ScriptedServer server({{}, Script::End::Hold});
    QUrl base = server.start();
    base.setScheme(u"https"_s);
    for (const QString& host : {u"127.0.0.1"_s, u"localhost"_s, u"plimsoll.invalid"_s}) {
        base.setHost(host);
        for (const bool turn : {false, true}) {
            Dial dial(planFor(base, 1s), std::make_shared<SystemClock>());
            dial.start();
            if (turn) {
                QCoreApplication::processEvents();
            }
        }
    }
    Dial hanging(planFor(base.resolved(QUrl(u"//127.0.0.1:%1"_s.arg(base.port()))), 1s),
                 std::make_shared<SystemClock>());
    const int before = server.connections();
    hanging.start();
    QTRY_VERIFY(server.connections() > before);
}

QTEST_GUILESS_MAIN(TestDial)
#include "tst_dial.moc"
