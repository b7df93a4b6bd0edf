// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/httpprobe.h"
#include "tests/probes/probeonce.h"
#include "tests/support/proxyserver.h"
#include "tests/support/scriptedserver.h"

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Manner = ProxyServer::Manner;
const auto http = ProxyServer::Kind::Connect;
const auto socks = ProxyServer::Kind::Socks5;

// One request for a name that only the proxy knows.
Exchange exchangeThrough(const Proxy& proxy, const QUrl& service, std::chrono::milliseconds timeout)
{
    HttpCall call;
    call.url = service;
    call.url.setHost(u"api.invalid"_s);
    call.url.setPath(u"/v1/models"_s);
    call.proxy = proxy;
    call.timeout = timeout;
    HttpProbe probe(call, std::make_shared<SystemClock>());
    std::optional<Exchange> got;
    QObject::connect(&probe, &HttpProbe::finished, &probe,
                     [&got](const Exchange& exchange) { got = exchange; });
    probe.start();
    if (!QTest::qWaitFor([&got] { return got.has_value(); }, 10'000)) {
        qFatal("the probe did not end");
    }
    return *got;
}

Script answering()
{
    return {{{httpAnswer(200, "Content-Type: application/json\r\n", R"({"data":[]})")}},
            Script::End::Close};
}

} // namespace

Q_DECLARE_METATYPE(plimsoll::test::ProxyServer::Kind)
Q_DECLARE_METATYPE(plimsoll::test::ProxyServer::Manner)

class TestProxies : public QObject
{
    Q_OBJECT

private slots:
    void passThrough_data();
    void passThrough();
    void tlsIsTimedByItself_data();
    void tlsIsTimedByItself();
    void failures_data();
    void failures();
    void nobodyListens();
    void theEnvironmentDecides();
    void choosesAUsableProxy();
};

void TestProxies::passThrough_data()
{
    QTest::addColumn<ProxyServer::Kind>("kind");
    QTest::addColumn<Manner>("manner");
    QTest::addColumn<QString>("user");
    QTest::newRow("CONNECT") << http << Manner::Pass << QString();
    QTest::newRow("CONNECT with a login") << http << Manner::WantLogin << u"probe"_s;
    QTest::newRow("SOCKS 5") << socks << Manner::Pass << QString();
    QTest::newRow("SOCKS 5 with a login") << socks << Manner::WantLogin << u"probe"_s;
    QTest::newRow("SOCKS 5 that needs no login") << socks << Manner::Pass << u"probe"_s;
}

void TestProxies::passThrough()
{
    QFETCH(ProxyServer::Kind, kind);
    QFETCH(Manner, manner);
    QFETCH(QString, user);
    ScriptedServer service(answering());
    const QUrl url = service.start();
    ProxyServer server(kind, manner, url);
    const Proxy proxy {kind == http ? Proxy::Kind::Connect : Proxy::Kind::Socks5, u"127.0.0.1"_s,
                       server.start(), user, u"secret-word"_s};
    const Exchange got = exchangeThrough(proxy, url, 5s);
    QCOMPARE(got.failure, Failure::None);
    QCOMPARE(got.status, 200);
    QVERIFY(got.connection.proxied);
    QCOMPARE(int(got.connection.addressFamily), 4);
    QCOMPARE(int(got.connection.httpVersion), 11);
    QVERIFY(!got.timing.resolve); // the proxy does it
    QVERIFY(got.timing.connect > Micros(0));
    QVERIFY(!got.timing.tls);
    QCOMPARE(server.asked(), QStringList(u"api.invalid:%1"_s.arg(url.port())));
    QCOMPARE(service.requests().size(), std::size_t(1));
    QVERIFY(!service.requests().front().contains("Proxy-"));
}

void TestProxies::tlsIsTimedByItself_data()
{
    QTest::addColumn<ProxyServer::Kind>("kind");
    QTest::newRow("CONNECT") << http;
    QTest::newRow("SOCKS 5") << socks;
}

// The certificate is for 127.0.0.1, so that the service is asked for by address here.
void TestProxies::tlsIsTimedByItself()
{
    QFETCH(ProxyServer::Kind, kind);
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    QSslConfiguration trusting = before;
    trusting.addCaCertificate(QSslCertificate(fixture(u"tls/selfsigned.crt"_s), QSsl::Pem));
    QSslConfiguration::setDefaultConfiguration(trusting);
    ScriptedServer service(answering(), ScriptedServer::Transport::Tls);
    HttpCall call;
    call.url = service.start();
    ProxyServer server(kind, Manner::Pass, call.url);
    call.proxy = Proxy {kind == http ? Proxy::Kind::Connect : Proxy::Kind::Socks5,
                        u"127.0.0.1"_s,
                        server.start(),
                        {},
                        {}};
    HttpProbe probe(call, std::make_shared<SystemClock>());
    std::optional<Exchange> got;
    connect(&probe, &HttpProbe::finished, this, [&got](const Exchange& e) { got = e; });
    probe.start();
    const bool ended = QTest::qWaitFor([&got] { return got.has_value(); }, 10'000);
    QSslConfiguration::setDefaultConfiguration(before);
    QVERIFY(ended);
    QVERIFY2(got->failure == Failure::None, qPrintable(got->failureText));
    QVERIFY(got->timing.connect > Micros(0));
    QVERIFY(got->timing.tls > Micros(0));
    QVERIFY(*got->timing.total >= *got->timing.connect + *got->timing.tls + *got->timing.firstByte);
}

void TestProxies::failures_data()
{
    QTest::addColumn<ProxyServer::Kind>("kind");
    QTest::addColumn<Manner>("manner");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("says");
    QTest::newRow("CONNECT without the login it wants")
        << http << Manner::WantLogin << QString() << u"a user name and a password, HTTP 407"_s;
    QTest::newRow("CONNECT with a wrong login")
        << http << Manner::WantLogin << u"stranger"_s << u"did not accept the user name"_s;
    QTest::newRow("CONNECT forbidden") << http << Manner::Forbid << QString() << u"HTTP 403"_s;
    QTest::newRow("CONNECT hangs up")
        << http << Manner::HangUp << QString() << u"closed the connection"_s;
    QTest::newRow("CONNECT to something else")
        << http << Manner::Garbage << QString() << u"does not speak HTTP"_s;
    QTest::newRow("CONNECT that never answers")
        << http << Manner::Hold << QString() << u"in time"_s;
    QTest::newRow("SOCKS 5 without the login it wants")
        << socks << Manner::WantLogin << QString() << u"asks for a user name"_s;
    QTest::newRow("SOCKS 5 with a wrong login")
        << socks << Manner::WantLogin << u"stranger"_s << u"did not accept the user name"_s;
    QTest::newRow("SOCKS 5 forbidden")
        << socks << Manner::Forbid << QString() << u"does not allow"_s;
    QTest::newRow("SOCKS 5 hangs up")
        << socks << Manner::HangUp << QString() << u"closed the connection"_s;
    QTest::newRow("SOCKS 5 to something else")
        << socks << Manner::Garbage << QString() << u"does not speak SOCKS"_s;
    QTest::newRow("SOCKS 5 that never answers")
        << socks << Manner::Hold << QString() << u"in time"_s;
}

void TestProxies::failures()
{
    QFETCH(ProxyServer::Kind, kind);
    QFETCH(Manner, manner);
    QFETCH(QString, user);
    QFETCH(QString, says);
    ScriptedServer service(answering());
    const QUrl url = service.start();
    ProxyServer server(kind, manner, url);
    const Proxy proxy {kind == http ? Proxy::Kind::Connect : Proxy::Kind::Socks5, u"127.0.0.1"_s,
                       server.start(), user, u"secret-word"_s};
    const Exchange got = exchangeThrough(proxy, url, 500ms);
    QCOMPARE(got.failure, Failure::Proxy);
    QCOMPARE(got.phase, Phase::Connect);
    QVERIFY2(got.failureText.contains(says), qPrintable(got.failureText));
    QVERIFY(!got.failureText.contains(u"secret-word"_s));
    QVERIFY(service.requests().empty());
    QVERIFY(server.asked().size() <= 1); // one attempt
}

void TestProxies::nobodyListens()
{
    ScriptedServer service(answering());
    const QUrl url = service.start();
    Proxy proxy {Proxy::Kind::Connect, u"127.0.0.1"_s, 9, {}, {}};
    const Exchange refused = exchangeThrough(proxy, url, 5s);
    QCOMPARE(refused.failure, Failure::Proxy);
    QVERIFY2(refused.failureText.contains(u"127.0.0.1 port 9"_s), qPrintable(refused.failureText));
    proxy.host = u"proxy.invalid"_s;
    const Exchange unknown = exchangeThrough(proxy, url, 10s);
    QCOMPARE(unknown.failure, Failure::Proxy);
    QCOMPARE(unknown.phase, Phase::Resolve);
    QVERIFY2(unknown.failureText.contains(u"proxy.invalid"_s), qPrintable(unknown.failureText));
}

void TestProxies::theEnvironmentDecides()
{
    ScriptedServer service(answering());
    const QUrl behind = service.start();
    ProxyServer server(http, Manner::WantLogin, behind);
    const quint16 port = server.start();
    const auto unset = qScopeGuard([] {
        for (const char* name : {"http_proxy", "https_proxy", "no_proxy"}) {
            qunsetenv(name);
        }
    });
    const QByteArray there = "127.0.0.1:" + QByteArray::number(port);
    QUrl base = behind;
    base.setHost(u"api.invalid"_s);

    qputenv("http_proxy", "http://probe:secret-word@" + there);
    QVERIFY(!systemProxyFor(behind)); // this machine needs no proxy
    const auto proxy = systemProxyFor(base);
    QVERIFY(proxy);
    QCOMPARE(*proxy,
             (Proxy {Proxy::Kind::Connect, u"127.0.0.1"_s, port, u"probe"_s, u"secret-word"_s}));
    const Observation ok = probeOnce(base, ProbeKind::Control);
    QCOMPARE(ok.outcome, Outcome::Ok);
    QVERIFY(ok.connection.proxied);

    qputenv("http_proxy", "http://stranger:secret-word@" + there);
    const Observation refused = probeOnce(base, ProbeKind::Control);
    QCOMPARE(refused.outcome, Outcome::ConnectFailed); // your network, not the service
    QVERIFY2(refused.detail.contains(u"HTTP 407"_s), qPrintable(refused.detail));
    QVERIFY(!refused.detail.contains(u"secret-word"_s));

    qputenv("no_proxy", "api.invalid");
    QVERIFY(!systemProxyFor(base));
    qunsetenv("no_proxy");
    qputenv("https_proxy", "socks5://" + there);
    base.setScheme(u"https"_s);
    QCOMPARE(systemProxyFor(base).value_or(Proxy()).kind, Proxy::Kind::Socks5);
}

void TestProxies::choosesAUsableProxy()
{
    const QNetworkProxy ftp(QNetworkProxy::FtpCachingProxy, u"f"_s, 21);
    const QNetworkProxy caching(QNetworkProxy::HttpCachingProxy, u"c"_s, 0);
    QVERIFY(!usableProxy({}));
    QVERIFY(!usableProxy({ftp}));
    QVERIFY(!usableProxy({QNetworkProxy(QNetworkProxy::NoProxy), caching}));
    QCOMPARE(*usableProxy({ftp, caching}), (Proxy {Proxy::Kind::Connect, u"c"_s, 8080, {}, {}}));
}

QTEST_GUILESS_MAIN(TestProxies)
#include "tst_proxies.moc"
