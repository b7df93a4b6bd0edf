// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/modelpage.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

TimePoint on(int year, unsigned month, unsigned day)
{
    return std::chrono::sys_days(std::chrono::year(year) / int(month) / int(day));
}

QByteArray pageOf(const QByteArray& models)
{
    return R"({"data":[)" + models + R"(],"first_id":"a","has_more":false,"last_id":"z"})";
}

// A model of which one field is as given.
ListedModel withField(const QByteArray& field)
{
    const auto page = readModelPage(pageOf(R"({"id":"claude-x",)" + field + "}"));
    return page && page->models.size() == 1 ? page->models.front() : ListedModel {};
}

const QByteArray whole = R"({
  "id": "claude-sonnet-5-5", "type": "model", "display_name": "Claude Sonnet 5.5",
  "created_at": "2026-09-28T00:00:00Z", "line": "sonnet", "lifecycle": "deprecated",
  "deprecated_at": "2027-01-02T03:04:05Z", "retires_at": "2027-06-30T00:00:00+02:00",
  "max_input_tokens": 1000000, "max_tokens": 128000, "surprise": [1, 2],
  "capabilities": {
    "batch": {"supported": true},
    "effort": {"supported": true, "low": {"supported": true}, "max": {"supported": false}},
    "thinking": {"supported": true, "types": {
      "adaptive": {"supported": true}, "between_tools": {"supported": true},
      "disabled": {"supported": false}, "enabled": {"supported": false}}}}})";

} // namespace

class TestModelPage : public QObject
{
    Q_OBJECT

private slots:
    void readsAWholeModel();
    void moments_data();
    void moments();
    void lifecycles_data();
    void lifecycles();
    void missingIsUnknown();
    void passesOver_data();
    void passesOver();
    void pagesGoOn();
    void refuses_data();
    void refuses();
    void keepsNoSecret();
    void isBounded();
    void givesBackWhatItWrote();
    void takesAnyBytes();
};

void TestModelPage::readsAWholeModel()
{
    const auto page = readModelPage(pageOf(whole));
    QVERIFY(page);
    QCOMPARE(page->models.size(), std::size_t(1));
    const ListedModel& model = page->models.front();
    QCOMPARE(model.id, u"claude-sonnet-5-5"_s);
    QCOMPARE(model.displayName, u"Claude Sonnet 5.5"_s);
    QCOMPARE(model.line, u"sonnet"_s);
    QCOMPARE(model.lifecycle, Lifecycle::Deprecated);
    QVERIFY(model.created == on(2026, 9, 28));
    QCOMPARE(toEpochMs(*model.deprecatedAt), 1'798'859'045'000);
    QVERIFY(model.retiresAt == on(2027, 6, 30) - std::chrono::hours(2));
    QCOMPARE(*model.maxInputTokens, 1'000'000);
    QCOMPARE(*model.maxTokens, 128'000);
    QCOMPARE(model.capabilities[u"thinking.types.between_tools"_s], true);
    QCOMPARE(model.capabilities.value(u"thinking.types.disabled"_s, true), false);
    QCOMPARE(model.capabilities.value(u"effort.max"_s, true), false);
    QCOMPARE(model.capabilities.size(), 9);
}

void TestModelPage::moments_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<qint64>("ms"); // -1: unknown
    const qint64 day = toEpochMs(on(2026, 11, 30));
    const auto row = [](const char* name, const char* json, qint64 ms) {
        QTest::newRow(name) << QByteArray(json) << ms;
    };
    row("RFC 3339", R"("2026-11-30T00:00:00Z")", day);
    row("with milliseconds", R"("2026-11-30T00:00:00.250Z")", day + 250);
    row("with an offset", R"("2026-11-30T01:00:00+01:00")", day);
    row("without a zone it is UTC", R"("2026-11-30T00:00:00")", day);
    row("a bare date", R"("2026-11-30")", day);
    row("epoch seconds", "1795996800", day);
    row("epoch milliseconds", "1795996800000", day);
    row("the epoch itself means unknown", R"("1970-01-01T00:00:00Z")", -1);
    row("nought means unknown", "0", -1);
    row("null", "null", -1);
    row("words", R"("soon")", -1);
    row("a day that is none", R"("2026-02-30")", -1);
    row("a number beyond all time", "1e300", -1);
    row("a number before all time", "-5", -1);
}

void TestModelPage::moments()
{
    QFETCH(QByteArray, json);
    QFETCH(qint64, ms);
    const ListedModel model = withField(R"("retires_at":)" + json);
    QCOMPARE(model.id, u"claude-x"_s);
    QCOMPARE(model.retiresAt ? toEpochMs(*model.retiresAt) : -1, ms);
}

void TestModelPage::lifecycles_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<Lifecycle>("lifecycle");
    QTest::newRow("active") << QByteArray(R"("active")") << Lifecycle::Active;
    QTest::newRow("deprecated") << QByteArray(R"("deprecated")") << Lifecycle::Deprecated;
    QTest::newRow("retired") << QByteArray(R"("retired")") << Lifecycle::Retired;
    QTest::newRow("a word of a later year") << QByteArray(R"("resting")") << Lifecycle::Unknown;
    QTest::newRow("a word that is ours alone")
        << QByteArray(R"("not_listed")") << Lifecycle::Unknown;
    QTest::newRow("null") << QByteArray("null") << Lifecycle::Unknown;
    QTest::newRow("a number") << QByteArray("7") << Lifecycle::Unknown;
}

void TestModelPage::lifecycles()
{
    QFETCH(QByteArray, json);
    QTEST(withField(R"("lifecycle":)" + json).lifecycle, "lifecycle");
}

void TestModelPage::missingIsUnknown()
{
    for (const char* field :
         {R"("type":"model")", R"("capabilities":null,"max_tokens":null,"line":null)",
          R"("capabilities":[],"max_tokens":"many","max_input_tokens":-1,"display_name":7)",
          R"("capabilities":{"thinking":{"types":{"disabled":{"supported":"no"}}}})"}) {
        const ListedModel model = withField(field);
        QCOMPARE(model.id, u"claude-x"_s);
        QVERIFY(model.capabilities.isEmpty());
        QVERIFY(!model.maxTokens && !model.maxInputTokens && !model.retiresAt && !model.created);
        QVERIFY(model.displayName.isEmpty() && model.line.isEmpty());
    }
}

void TestModelPage::passesOver_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::newRow("no object") << QByteArray("7");
    QTest::newRow("no id") << QByteArray(R"({"display_name":"x"})");
    QTest::newRow("an empty id") << QByteArray(R"({"id":""})");
    QTest::newRow("an id with a blank") << QByteArray(R"({"id":"a b"})");
    QTest::newRow("an id with a control character") << QByteArray(R"({"id":"a\u0007"})");
    QTest::newRow("an id that is far too long")
        << QByteArray(R"({"id":")") + QByteArray(129, 'x') + R"("})";
    QTest::newRow("an id that was there already") << QByteArray(R"({"id":"claude-b"})");
}

void TestModelPage::passesOver()
{
    QFETCH(QByteArray, entry);
    const auto page =
        readModelPage(pageOf(R"({"id":"claude-b"},)" + entry + R"(,{"id":"claude-a"})"));
    QVERIFY(page);
    QCOMPARE(page->models.size(), std::size_t(2));
    QCOMPARE(page->models[0].id, u"claude-b"_s);
    QCOMPARE(page->models[1].id, u"claude-a"_s);
}

void TestModelPage::pagesGoOn()
{
    const auto page = readModelPage(R"({"data":[],"has_more":true,"last_id":"claude-b"})");
    QVERIFY(page && page->hasMore && page->models.empty());
    QCOMPARE(page->lastId, u"claude-b"_s);
    const auto odd = readModelPage(R"({"data":[],"has_more":"yes","last_id":"a b&limit=1"})");
    QVERIFY(odd && !odd->hasMore && odd->lastId.isEmpty());
}

void TestModelPage::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << QByteArray() << u"not JSON"_s;
    QTest::newRow("a cut answer") << QByteArray(R"({"data":[{"id":)") << u"not JSON"_s;
    QTest::newRow("a web page") << QByteArray("<html>Just a moment</html>") << u"web page"_s;
    QTest::newRow("an array") << QByteArray("[]") << u"not JSON"_s;
    QTest::newRow("an error of the API")
        << QByteArray(R"({"type":"error","error":{"type":"api_error"}})") << u"no \"data\""_s;
    QTest::newRow("data that are no list") << QByteArray(R"({"data":{}})") << u"no \"data\""_s;
}

void TestModelPage::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, words);
    const auto page = readModelPage(body);
    QVERIFY(!page);
    QCOMPARE(page.error().code, Error::Code::BadData);
    QVERIFY2(page.error().message.contains(words), qPrintable(page.error().message));
}

void TestModelPage::keepsNoSecret()
{
    const QByteArray key = "sk-ant-api03-abcdefghijklmnopqrstuvwxyz";
    const auto page = readModelPage(
        pageOf(R"({"id":")" + key + R"("},{"id":"a","display_name":")" + key + R"("})"));
    QVERIFY(page);
    QCOMPARE(page->models.size(), std::size_t(1));
    QVERIFY(!page->models[0].displayName.contains(u"abcdefghij"_s));
}

void TestModelPage::isBounded()
{
    QByteArray models = R"({"id":"m"})";
    for (int i = 0; i < 1500; ++i) {
        models += R"(,{"id":"m)" + QByteArray::number(i) + R"("})";
    }
    QCOMPARE(readModelPage(pageOf(models))->models.size(), std::size_t(1000));

    QByteArray capabilities;
    for (int i = 0; i < 500; ++i) {
        capabilities +=
            (i > 0 ? ",\"c" : "\"c") + QByteArray::number(i) + R"(":{"supported":true})";
    }
    QCOMPARE(withField(R"("capabilities":{)" + capabilities + "}").capabilities.size(), 200);

    const QByteArray deep = QByteArray(R"({"a":)").repeated(400) + R"({"supported":true})"
        + QByteArray("}").repeated(400);
    QVERIFY(withField(R"("capabilities":)" + deep).capabilities.isEmpty());
}

void TestModelPage::givesBackWhatItWrote()
{
    const auto page = readModelPage(pageOf(whole + R"(,{"id":"claude-bare"})"));
    const auto again = readModelPage(writeModelPage(page->models));
    QVERIFY(again);
    QCOMPARE(again->models.size(), std::size_t(2));
    QVERIFY(again->models == page->models);
    QCOMPARE(again->lastId, u"claude-bare"_s);
    QVERIFY(!again->hasMore);
    QVERIFY(readModelPage(writeModelPage({}))->models.empty());
}

// Every beginning of an answer is read or refused, and no byte of it brings the reader down.
void TestModelPage::takesAnyBytes()
{
    const QByteArray body = pageOf(whole);
    for (qsizetype cut = 0; cut < body.size(); ++cut) {
        QVERIFY(!readModelPage(body.left(cut)));
        QByteArray damaged = body;
        damaged[cut] = char(damaged[cut] ^ 0x15);
        if (const auto page = readModelPage(damaged)) {
            QVERIFY(page->models.size() <= 1);
        }
    }
}

QTEST_GUILESS_MAIN(TestModelPage)
#include "tst_modelpage.moc"
