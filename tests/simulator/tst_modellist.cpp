// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulator/apirequest.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::simulator;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestModelList : public QObject
{
    Q_OBJECT

private slots:
    void modelListIsPaged();
    void modelListByLifecycle();
    void modelListRefusesABadLimit_data();
    void modelListRefusesABadLimit();
    void oneModelTellsItsThinking();
};

void TestModelList::modelListIsPaged()
{
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    const auto page = [&](const QString& query) {
        return parsed(api.handle(request("GET", u"/v1/models?"_s + query), {now, now, 0ns})).json;
    };
    QStringList ids;
    QString after;
    bool more = true;
    while (more) {
        const QJsonObject json =
            page(u"limit=4"_s + (after.isEmpty() ? u""_s : u"&after_id="_s) + after);
        const QJsonArray data = json[u"data"].toArray();
        QVERIFY(data.size() <= 4 && !data.isEmpty());
        QCOMPARE(json[u"first_id"], data.first()[u"id"]);
        QCOMPARE(json[u"last_id"], data.last()[u"id"]);
        for (const QJsonValue model : data) {
            ids << model[u"id"].toString();
        }
        after = json[u"last_id"].toString();
        more = json[u"has_more"].toBool();
    }
    QCOMPARE(ids.size(), 15); // all of the shipped table are out by then, none retired
    QCOMPARE(ids.first(), u"claude-fable-5-2"_s);
    QCOMPARE(ids.last(), u"claude-sonnet-4-5-20250929"_s);
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 15);

    const QJsonObject before = page(u"limit=2&before_id="_s + ids[3]);
    QCOMPARE(before[u"first_id"].toString(), ids[1]);
    QCOMPARE(before[u"last_id"].toString(), ids[2]);
    QVERIFY(before[u"has_more"].toBool());
    QVERIFY(!page(u"limit=2&before_id="_s + ids[2])[u"has_more"].toBool());
    QVERIFY(page(u"after_id="_s + ids.last())[u"data"].toArray().isEmpty());
}

void TestModelList::modelListByLifecycle()
{
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    const auto ids = [&](TimePoint at, const QString& query) {
        QStringList found;
        const Parsed answer =
            parsed(api.handle(request("GET", u"/v1/models?"_s + query), {at, at, 0ns}));
        for (const QJsonValue model : answer.json[u"data"].toArray()) {
            found << model[u"id"].toString();
        }
        return found;
    };
    const QString sonnet = u"claude-sonnet-4-5-20250929"_s;
    QCOMPARE(ids(now, u"lifecycle[]=deprecated"_s), QStringList {sonnet});
    QVERIFY(ids(now, u"lifecycle[]=retired"_s).isEmpty());
    QCOMPARE(ids(utc(2026, 11, 30), u"lifecycle[]=retired"_s), QStringList {sonnet});
    QVERIFY(!ids(utc(2026, 11, 30), {}).contains(sonnet));
    QVERIFY(!ids(utc(2026, 4, 15), {}).contains(opus));
    QVERIFY(ids(utc(2026, 4, 16), {}).contains(opus));
}

void TestModelList::modelListRefusesABadLimit_data()
{
    QTest::addColumn<QString>("limit");
    QTest::newRow("nought") << u"0"_s;
    QTest::newRow("too many") << u"1001"_s;
    QTest::newRow("a word") << u"all"_s;
}

void TestModelList::modelListRefusesABadLimit()
{
    QFETCH(QString, limit);
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    const Parsed answer =
        parsed(api.handle(request("GET", u"/v1/models?limit="_s + limit), {now, now, 0ns}));
    QCOMPARE(answer.status, 400);
    QCOMPARE(errorType(answer), u"invalid_request_error"_s);
}

void TestModelList::oneModelTellsItsThinking()
{
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    const Parsed answer =
        parsed(api.handle(request("GET", u"/v1/models/claude-opus-5-5"_s), {now, now, 0ns}));
    QCOMPARE(answer.json[u"line"].toString(), u"opus"_s);
    QCOMPARE(answer.json[u"lifecycle"].toString(), u"active"_s);
    QCOMPARE(answer.json[u"created_at"].toString(), u"2026-09-22T00:00:00Z"_s);
    const QJsonObject types = answer.json[u"capabilities"][u"thinking"][u"types"].toObject();
    QCOMPARE(types[u"adaptive"][u"supported"].toBool(false), true);
    QCOMPARE(types[u"disabled"][u"supported"].toBool(true), false);
    QCOMPARE(types[u"enabled"][u"supported"].toBool(true), false);
    QCOMPARE(
        parsed(api.handle(request("GET", u"/v1/models/claude-opus-9"_s), {now, now, 0ns})).status,
        404);
}

QTEST_GUILESS_MAIN(TestModelList)
#include "tst_modellist.moc"
