// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/apirequest.h"
#include "probes/domain/catalogue.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

QJsonObject bodyOf(const TargetId& target, const ModelInfo* model, quint64 nonce = 1)
{
    return QJsonDocument::fromJson(apiRequest(target, model, nonce).body).object();
}

} // namespace

class TestApiRequest : public QObject
{
    Q_OBJECT

private slots:
    void requests_data();
    void requests();
    void thinking_data();
    void thinking();
    void theListDecides();
    void nothingElseIsSent();
    void useIsBounded_data();
    void useIsBounded();
};

void TestApiRequest::requests_data()
{
    QTest::addColumn<ProbeKind>("kind");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("maxTokens"); // -1: not sent
    QTest::addColumn<bool>("stream");
    QTest::newRow("admission") << ProbeKind::Admission << u"/v1/messages"_s << 1 << true;
    QTest::newRow("followup") << ProbeKind::Followup << u"/v1/messages"_s << 1 << true;
    QTest::newRow("generation") << ProbeKind::Generation << u"/v1/messages"_s << 32 << true;
    QTest::newRow("prefill") << ProbeKind::Prefill << u"/v1/messages"_s << 0 << false;
    QTest::newRow("control") << ProbeKind::Control << u"/v1/messages/count_tokens"_s << -1 << false;
}

void TestApiRequest::requests()
{
    QFETCH(ProbeKind, kind);
    const TargetId id {u"claude-opus-4-7"_s, kind};
    const ApiRequest request = apiRequest(id, Catalogue::shipped().find(id.model), 1234567);
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    QTEST(request.path, "path");
    QTEST(body[u"max_tokens"].toInt(-1), "maxTokens");
    QTEST(body[u"stream"].toBool(), "stream");
    QCOMPARE(body[u"messages"].toArray().size(), 1);
    const QString text = body[u"messages"][0][u"content"].toString();
    QVERIFY2(text.contains(u"234567"_s), qPrintable(text));
    QVERIFY(request.body != apiRequest(id, nullptr, 1234568).body);
    QVERIFY(request.query.isEmpty());
}

void TestApiRequest::thinking_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<ProbeKind>("kind");
    QTest::addColumn<QString>("type"); // "": nothing is said about thinking
    const auto row = [](const char* name, const char* model, ProbeKind kind, const QString& type) {
        QTest::newRow(name) << QString(QLatin1String(model)) << kind << type;
    };
    row("Opus 4.7 does not think by default", "claude-opus-4-7", ProbeKind::Generation, {});
    row("Opus 5 is told not to", "claude-opus-5", ProbeKind::Generation, u"disabled"_s);
    row("Opus 5 is told not to in an admission", "claude-opus-5", ProbeKind::Admission,
        u"disabled"_s);
    row("Opus 5 is told not to in a follow-up", "claude-opus-5", ProbeKind::Followup,
        u"disabled"_s);
    row("a prefill does not come to thinking", "claude-opus-5", ProbeKind::Prefill, {});
    row("a count does not come to thinking", "claude-opus-5", ProbeKind::Control, {});
    row("Sonnet 5.5 thinks between tools, of which there are none", "claude-sonnet-5-5",
        ProbeKind::Generation, u"between_tools"_s);
    row("Opus 5.5 always thinks", "claude-opus-5-5", ProbeKind::Generation, {});
    row("Haiku 5.5 may or may not take it", "claude-haiku-5-5", ProbeKind::Generation, {});
    row("Haiku 4.5 does not think by default", "claude-haiku-4-5", ProbeKind::Generation, {});
    row("an unknown model", "claude-next", ProbeKind::Generation, {});
}

void TestApiRequest::thinking()
{
    QFETCH(QString, model);
    QFETCH(ProbeKind, kind);
    const QJsonObject body = bodyOf({model, kind}, Catalogue::shipped().find(model));
    QTEST(body[u"thinking"][u"type"].toString(), "type");
    QCOMPARE(body[u"thinking"].toObject().size(), body.contains(u"thinking") ? 1 : 0);
}

void TestApiRequest::theListDecides()
{
    Catalogue catalogue = Catalogue::shipped();
    ListedModel haiku;
    haiku.id = u"claude-haiku-5-5"_s;
    haiku.capabilities = {{u"thinking.types.disabled"_s, true}};
    ListedModel next;
    next.id = u"claude-next"_s;
    next.maxTokens = 8;
    next.capabilities = {{u"thinking.types.disabled"_s, false},
                         {u"thinking.types.between_tools"_s, true}};
    catalogue.learn({haiku, next});
    const QJsonObject known = bodyOf({haiku.id, ProbeKind::Generation}, catalogue.find(haiku.id));
    QCOMPARE(known[u"thinking"][u"type"].toString(), u"disabled"_s);
    const QJsonObject added = bodyOf({next.id, ProbeKind::Generation}, catalogue.find(next.id));
    QCOMPARE(added[u"thinking"][u"type"].toString(), u"between_tools"_s);
    QCOMPARE(added[u"max_tokens"].toInt(), 8);
}

void TestApiRequest::nothingElseIsSent()
{
    const QStringList known {u"model"_s, u"messages"_s, u"max_tokens"_s, u"stream"_s,
                             u"thinking"_s};
    for (const ModelInfo& model : Catalogue::shipped().models()) {
        for (const ProbeKind kind :
             {ProbeKind::Admission, ProbeKind::Prefill, ProbeKind::Generation, ProbeKind::Control,
              ProbeKind::Followup}) {
            const QJsonObject body = bodyOf({model.id, kind}, &model);
            for (const QString& key : body.keys()) {
                QVERIFY2(known.contains(key), qPrintable(key));
            }
            QVERIFY(body[u"max_tokens"].toInt(1) > 0 || !body.contains(u"stream"));
        }
    }
    ModelInfo strict;
    strict.acceptsZeroTokens = false;
    QCOMPARE(maxTokens(ProbeKind::Prefill, &strict), 1);
    const ApiRequest list = apiRequest({QString(), ProbeKind::Control}, nullptr, 1);
    QVERIFY(list.body.isEmpty());
    QCOMPARE(list.path + u'?' + list.query, u"/v1/models?limit=1"_s);
}

void TestApiRequest::useIsBounded_data()
{
    QTest::addColumn<ProbeKind>("kind");
    QTest::newRow("admission") << ProbeKind::Admission;
    QTest::newRow("prefill") << ProbeKind::Prefill;
    QTest::newRow("generation") << ProbeKind::Generation;
    QTest::newRow("followup") << ProbeKind::Followup;
}

// A token of text is never less than a byte, and the frame of a message is 7 tokens of the older
// and at most 30 % more of the newer models.
void TestApiRequest::useIsBounded()
{
    QFETCH(ProbeKind, kind);
    const Usage expected = expectedUsage(kind, nullptr);
    for (const quint64 nonce : {0ULL, 9ULL, 999'999ULL, 1'000'000ULL, ~0ULL}) {
        const QJsonObject body = bodyOf({u"claude-next"_s, kind}, nullptr, nonce);
        const QByteArray text = body[u"messages"][0][u"content"].toString().toUtf8();
        QVERIFY(double(*expected.input) >= 7 * 1.3 + double(text.size()));
        QCOMPARE(body[u"max_tokens"].toInteger(-1), *expected.output);
    }
    QVERIFY(!expected.cacheWrite && !expected.cacheRead);
}

QTEST_GUILESS_MAIN(TestApiRequest)
#include "tst_apirequest.moc"
