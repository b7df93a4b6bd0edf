// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/responseheaders.h"
#include "tests/support/scriptedserver.h"

#include <QDateTime>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

HeaderList headersOf(const QString& name)
{
    HeaderList headers;
    for (const QByteArray& line : fixture(u"headers/"_s + name + u".txt"_s).split('\n')) {
        if (const qsizetype colon = line.indexOf(':'); colon > 0) {
            headers.emplace_back(line.left(colon), line.mid(colon + 1).trimmed());
        }
    }
    return headers;
}

TimePoint utc(const QString& text)
{
    return fromEpochMs(QDateTime::fromString(text, Qt::ISODate).toMSecsSinceEpoch());
}

HeaderFacts factsOf(const HeaderList& headers)
{
    return readHeaders(headers, utc(u"2026-03-03T18:44:14Z"_s));
}

} // namespace

class TestResponseHeaders : public QObject
{
    Q_OBJECT

private slots:
    void readsAnAnswer();
    void retryAfterIsNotTheReset();
    void anOverloadNamesNoLimits();
    void epochResetsAreNoLimitResets();
    void garbageIsAbsent();
    void readsRetryAfter_data();
    void readsRetryAfter();
    void readsTheClockOfTheService_data();
    void readsTheClockOfTheService();
    void readsOriginTime_data();
    void readsOriginTime();
    void keepsNoCookies();
};

void TestResponseHeaders::readsAnAnswer()
{
    const HeaderFacts facts = factsOf(headersOf(u"ok-haiku"_s));
    const LimitReading requests {50, 49, utc(u"2026-03-03T18:44:16Z"_s)};
    const LimitReading input {50'000, 50'000, utc(u"2026-03-03T18:44:15Z"_s)};
    QCOMPARE(facts.limits[LimitKind::Requests], requests);
    QCOMPARE(facts.limits[LimitKind::InputTokens], input);
    QCOMPARE(facts.limits[LimitKind::OutputTokens].limit, std::optional<qint64>(10'000));
    QCOMPARE(facts.limits[LimitKind::Tokens].limit, std::optional<qint64>(60'000));
    QCOMPARE(facts.requestId, u"req_011CTestHaiku"_s);
    QCOMPARE(facts.edge, u"LAX"_s);
    QCOMPARE(facts.origin, std::optional<Micros>(891ms));
    QCOMPARE(facts.clockSkew, std::optional<std::chrono::milliseconds>(1s));
    QVERIFY(!facts.retryAfter);
    QVERIFY(facts.namesLimits);
}

void TestResponseHeaders::retryAfterIsNotTheReset()
{
    const HeaderFacts facts = factsOf(headersOf(u"limited-input"_s));
    QCOMPARE(facts.retryAfter, std::optional<std::chrono::seconds>(24s));
    QCOMPARE(facts.limits[LimitKind::InputTokens].remaining, std::optional<qint64>(0));
    QCOMPARE(facts.limits[LimitKind::InputTokens].reset,
             std::optional(utc(u"2024-12-15T08:33:08Z"_s)));
}

void TestResponseHeaders::anOverloadNamesNoLimits()
{
    const HeaderFacts facts = factsOf(headersOf(u"overloaded"_s));
    QVERIFY(facts.limits.isEmpty());
    QVERIFY(!facts.namesLimits);
    QVERIFY(!facts.retryAfter);
    QCOMPARE(facts.requestId, u"req_011CTestOverloaded"_s);
}

void TestResponseHeaders::epochResetsAreNoLimitResets()
{
    const HeaderList headers = headersOf(u"subscription"_s);
    const HeaderFacts facts = factsOf(headers);
    QVERIFY(facts.limits.isEmpty());
    QVERIFY(facts.namesLimits);
    QCOMPARE(facts.origin, std::optional<Micros>(1075ms));
    QCOMPARE(headerValue(storable(headers), "anthropic-ratelimit-unified-5h-reset"),
             std::optional<QByteArray>("1777809600"));
}

void TestResponseHeaders::garbageIsAbsent()
{
    const HeaderFacts facts = factsOf(headersOf(u"garbage"_s));
    QVERIFY(facts.limits.isEmpty());
    QVERIFY(!facts.retryAfter);
    QVERIFY(!facts.origin);
    QVERIFY(!facts.clockSkew);
    QVERIFY(facts.edge.isEmpty());
}

void TestResponseHeaders::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("seconds"); // -1: absent
    QTest::newRow("seconds") << QByteArray("24") << 24;
    QTest::newRow("zero") << QByteArray("0") << 0;
    QTest::newRow("hours of seconds") << QByteArray("7999") << 7999;
    QTest::newRow("a date") << QByteArray("Tue, 03 Mar 2026 18:45:00 GMT") << 60;
    QTest::newRow("a date that has passed") << QByteArray("Tue, 03 Mar 2026 18:00:00 GMT") << -1;
    QTest::newRow("negative") << QByteArray("-5") << -1;
    QTest::newRow("centuries") << QByteArray("99999999999") << -1;
    QTest::newRow("beyond 64 bits") << QByteArray("99999999999999999999") << -1;
    QTest::newRow("words") << QByteArray("soon") << -1;
    QTest::newRow("nothing") << QByteArray() << -1;
}

void TestResponseHeaders::readsRetryAfter()
{
    QFETCH(QByteArray, value);
    const HeaderFacts facts =
        factsOf({{"Retry-After", value}, {"date", "Tue, 03 Mar 2026 18:44:00 GMT"}});
    QTEST(facts.retryAfter ? int(facts.retryAfter->count()) : -1, "seconds");
}

void TestResponseHeaders::readsTheClockOfTheService_data()
{
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<qint64>("skewMs");
    QTest::newRow("as HTTP writes it")
        << QByteArray("Tue, 03 Mar 2026 18:44:15 GMT") << qint64(1000);
    QTest::newRow("a day of one digit")
        << QByteArray("Tue, 3 Mar 2026 18:44:15 GMT") << qint64(1000);
    QTest::newRow("blanks around it")
        << QByteArray("  Tue, 03 Mar 2026 18:44:15 GMT ") << qint64(1000);
    QTest::newRow("a clock that is behind")
        << QByteArray("Tue, 03 Mar 2026 16:44:14 GMT") << qint64(-7'200'000);
    QTest::newRow("an offset instead of GMT")
        << QByteArray("Tue, 03 Mar 2026 19:44:14 +0100") << qint64(0);
}

void TestResponseHeaders::readsTheClockOfTheService()
{
    QFETCH(QByteArray, date);
    QFETCH(qint64, skewMs);
    const auto skew = factsOf({{"Date", date}}).clockSkew;
    QVERIFY(skew);
    QCOMPARE(qint64(skew->count()), skewMs);
}

void TestResponseHeaders::readsOriginTime_data()
{
    QTest::addColumn<QByteArray>("timing");
    QTest::addColumn<QByteArray>("envoy");
    QTest::addColumn<qint64>("micros"); // -1: absent
    QTest::newRow("server-timing")
        << QByteArray("x-originResponse;dur=891") << QByteArray() << qint64(891'000);
    QTest::newRow("among others, with a fraction")
        << QByteArray("cfL4;desc=\"?proto=TCP\", X-OriginResponse; dur=0.25, b;dur=7")
        << QByteArray("888") << qint64(250);
    QTest::newRow("envoy alone") << QByteArray() << QByteArray("888") << qint64(888'000);
    QTest::newRow("another metric") << QByteArray("cfEdge;dur=4") << QByteArray() << qint64(-1);
    QTest::newRow("not finite") << QByteArray("x-originResponse;dur=inf") << QByteArray("nan")
                                << qint64(-1);
}

void TestResponseHeaders::readsOriginTime()
{
    QFETCH(QByteArray, timing);
    QFETCH(QByteArray, envoy);
    const HeaderFacts facts =
        factsOf({{"server-timing", timing}, {"x-envoy-upstream-service-time", envoy}});
    QTEST(facts.origin ? qint64(facts.origin->count()) : qint64(-1), "micros");
}

void TestResponseHeaders::keepsNoCookies()
{
    const HeaderList kept = storable(headersOf(u"ok-haiku"_s));
    QCOMPARE(kept.size(), headersOf(u"ok-haiku"_s).size());
    QCOMPARE(headerValue(kept, "set-cookie"), std::optional<QByteArray>("[redacted]"));
    QCOMPARE(kept.front().first, QByteArray("Date"));
}

QTEST_GUILESS_MAIN(TestResponseHeaders)
#include "tst_responseheaders.moc"
