// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/apirequest.h"
#include "probes/domain/catalogue.h"
#include "probes/schedule/cost.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

TimePoint on(int year, unsigned month, unsigned day)
{
    return std::chrono::sys_days(std::chrono::year(year) / int(month) / int(day));
}

Target every(std::chrono::milliseconds interval, const QString& model, ProbeKind kind)
{
    Target target;
    target.id = {model, kind};
    target.every = interval;
    return target;
}

} // namespace

class TestCatalogue : public QObject
{
    Q_OBJECT

private slots:
    void prices_data();
    void prices();
    void findsAliases();
    void unknownIsUnknown();
    void reportsTheLineOfAMistake();
    void overridesReplace();
    void costOfADay();
    void anUnknownPriceIsAssumedDear();
    void requests_data();
    void requests();
    void noModelGetsWhatItRefuses();
};

void TestCatalogue::prices_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<qint64>("input");
    QTest::addColumn<qint64>("output");
    QTest::addColumn<qint64>("cacheRead");
    QTest::addColumn<TimePoint>("at");
    QTest::addColumn<qint64>("nanoUsd"); // -1: unknown
    const TimePoint now = on(2026, 11, 21);
    // Claude Code's own cost_usd for 8 and 1 tokens is 0.000065.
    QTest::newRow("Opus 4.7, 8 in and 1 out")
        << u"claude-opus-4-7"_s << qint64(8) << qint64(1) << qint64(0) << now << qint64(65'000);
    QTest::newRow("before it was released") << u"claude-opus-4-7"_s << qint64(8) << qint64(1)
                                            << qint64(0) << on(2026, 4, 15) << qint64(-1);
    QTest::newRow("Haiku 5.5, 100 000 tokens")
        << u"claude-haiku-5-5"_s << qint64(100'000) << qint64(1000) << qint64(0) << now
        << qint64(10'500'000);
    QTest::newRow("Haiku 5.5, one token more costs five times as much")
        << u"claude-haiku-5-5"_s << qint64(100'001) << qint64(1000) << qint64(0) << now
        << qint64(52'500'500);
    QTest::newRow("Haiku 5.5, cache reads have no known price")
        << u"claude-haiku-5-5"_s << qint64(8) << qint64(1) << qint64(10) << now << qint64(-1);
    QTest::newRow("Sonnet 5.5, cache reads before the change")
        << u"claude-sonnet-5-5"_s << qint64(0) << qint64(0) << qint64(1000) << on(2026, 10, 6)
        << qint64(200'000);
    QTest::newRow("Sonnet 5.5, cache reads after the change")
        << u"claude-sonnet-5-5"_s << qint64(0) << qint64(0) << qint64(1000) << on(2026, 10, 7)
        << qint64(100'000);
    QTest::newRow("an unknown model")
        << u"claude-next"_s << qint64(8) << qint64(1) << qint64(0) << now << qint64(-1);
}

void TestCatalogue::prices()
{
    QFETCH(QString, model);
    QFETCH(qint64, input);
    QFETCH(qint64, output);
    QFETCH(qint64, cacheRead);
    QFETCH(TimePoint, at);
    const Usage usage {input, output, 0, cacheRead};
    QTEST(Catalogue::shipped().costNanoUsd(model, usage, at).value_or(-1), "nanoUsd");
}

void TestCatalogue::findsAliases()
{
    const Catalogue& catalogue = Catalogue::shipped();
    QCOMPARE(catalogue.displayName(u"claude-opus-4-5"_s), u"Opus 4.5"_s);
    QCOMPARE(catalogue.displayName(u"claude-opus-4-7-20260416"_s), u"Opus 4.7"_s);
    QCOMPARE(catalogue.displayName(u"claude-opus-5"_s), u"Opus 5"_s);
    QVERIFY(!catalogue.find(u"claude-opus-4"_s));
    QVERIFY(!catalogue.find(QString()));
    QCOMPARE(catalogue.pool(u"claude-opus-4-7"_s), catalogue.pool(u"claude-opus-4-8"_s));
}

void TestCatalogue::unknownIsUnknown()
{
    const Catalogue& catalogue = Catalogue::shipped();
    QCOMPARE(catalogue.displayName(u"claude-next"_s), u"claude-next"_s);
    QCOMPARE(catalogue.pool(u"claude-next"_s), u"claude-next"_s);
    QVERIFY(!catalogue.costNanoUsd(u"claude-opus-4-7"_s, {8, {}, {}, {}}, on(2026, 11, 21)));
}

void TestCatalogue::reportsTheLineOfAMistake()
{
    const auto result = Catalogue::fromToml("[[model]]\nid = \n", u"models.toml"_s);
    QVERIFY(!result);
    QVERIFY2(result.error().message.startsWith(u"models.toml, line 2"_s),
             qPrintable(result.error().message));
}

void TestCatalogue::overridesReplace()
{
    Catalogue catalogue = Catalogue::shipped();
    const auto count = catalogue.models().size();
    catalogue.merge(*Catalogue::fromToml("[[model]]\nid = \"claude-opus-4-7\"\nname = \"Mine\"\n"
                                         "prices = [{ input = 1.0, output = 2.0 }]\n",
                                         u"mine"_s));
    QCOMPARE(catalogue.models().size(), count);
    QCOMPARE(catalogue.displayName(u"claude-opus-4-7"_s), u"Mine"_s);
    QCOMPARE(*catalogue.costNanoUsd(u"claude-opus-4-7"_s, {8, 1, {}, {}}, {}), 10'000);
}

void TestCatalogue::costOfADay()
{
    const QString opus = u"claude-opus-4-7"_s;
    const DailyCost cost = costPerDayUsd(
        {every(60s, opus, ProbeKind::Admission), every(15min, opus, ProbeKind::Generation),
         every(5min, opus, ProbeKind::Control), every(60s, u"claude-next"_s, ProbeKind::Prefill)},
        Catalogue::shipped(), on(2026, 11, 21));
    // 1440 probes of 14 tokens at 5 USD and one at 25 USD a million.
    QCOMPARE(*cost.targets[0].usdPerDay, 1440 * 0.000095);
    // 96 of 20 and 32 tokens.
    QCOMPARE(*cost.targets[1].usdPerDay, 96 * 0.0009);
    QCOMPARE(*cost.targets[2].usdPerDay, 0.0);
    QVERIFY(!cost.targets[3].usdPerDay);
    QCOMPARE(cost.unknownPrices, QStringList {u"claude-next"_s});
    QCOMPARE(cost.usdPerDay, 1440 * 0.000095 + 96 * 0.0009);
}

void TestCatalogue::anUnknownPriceIsAssumedDear()
{
    const TimePoint now = on(2026, 11, 21);
    const auto assumed = [now](const QString& model) {
        return assumedCostNanoUsd({model, ProbeKind::Admission}, Catalogue::shipped(), now);
    };
    QCOMPARE(assumed(u"claude-next"_s), assumed(u"claude-fable-5-1"_s));
    QVERIFY(assumed(u"claude-next"_s) > assumed(u"claude-opus-4-7"_s));
}

void TestCatalogue::requests_data()
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

void TestCatalogue::requests()
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

void TestCatalogue::noModelGetsWhatItRefuses()
{
    for (const ModelInfo& model : Catalogue::shipped().models()) {
        for (const ProbeKind kind : {ProbeKind::Admission, ProbeKind::Prefill,
                                     ProbeKind::Generation, ProbeKind::Control}) {
            const QJsonObject body =
                QJsonDocument::fromJson(apiRequest({model.id, kind}, &model, 1).body).object();
            for (const QString& key : body.keys()) {
                QVERIFY2((QStringList {u"model"_s, u"messages"_s, u"max_tokens"_s, u"stream"_s})
                             .contains(key),
                         qPrintable(key));
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

QTEST_GUILESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
