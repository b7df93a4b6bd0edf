// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/apirequest.h"
#include "probes/api/cacheprefix.h"
#include "probes/schedule/cost.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

const TimePoint november = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);

QString prefixOf(const QString& model, quint64 nonce)
{
    return cachedSystem(Catalogue::shipped().find(model), nonce)[0][u"text"].toString();
}

} // namespace

class TestCachePrefix : public QObject
{
    Q_OBJECT

private slots:
    void sameNonceGivesTheSameBytes();
    void otherNonceDiffersAtTheStart();
    void isLongerThanTheMinimum_data();
    void isLongerThanTheMinimum();
    void bothRequestsOfAPairAreAlike();
    void expectedCostIsThatOfTwoWrites();
    void scheduledWriteCostsItsReadToo();
};

void TestCachePrefix::sameNonceGivesTheSameBytes()
{
    QCOMPARE(prefixOf(u"claude-opus-4-7"_s, 42), prefixOf(u"claude-opus-4-7"_s, 42));
}

// A cache is asked from the start of a prompt, so nothing of an earlier one can be read.
void TestCachePrefix::otherNonceDiffersAtTheStart()
{
    const QString first = prefixOf(u"claude-opus-4-7"_s, 1);
    QVERIFY(first.left(24) != prefixOf(u"claude-opus-4-7"_s, 2).left(24));
    QVERIFY(first.left(24) != prefixOf(u"claude-opus-4-7"_s, 1'000'001).left(24));
    QVERIFY(first.left(24) != prefixOf(u"claude-opus-4-7"_s, quint64(1) << 63 | 1).left(24));
}

void TestCachePrefix::isLongerThanTheMinimum_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<qint64>("minimum");
    for (const ModelInfo& model : Catalogue::shipped().models()) {
        QTest::newRow(qPrintable(model.id)) << model.id << model.cacheMinTokens.value_or(4096);
    }
    QTest::newRow("a model that the table does not know") << u"claude-new"_s << qint64(4096);
}

void TestCachePrefix::isLongerThanTheMinimum()
{
    QFETCH(QString, model);
    QFETCH(qint64, minimum);
    const QString text = prefixOf(model, 7);
    const qint64 words = text.count(u' ') + 1;
    QVERIFY(words * 4 >= minimum * 5);
    const Usage most = cachePrefixUsage(Catalogue::shipped().find(model));
    QVERIFY(*most.cacheWrite * 2 >= words * 3); // half a token more to each word
    QVERIFY(*most.cacheWrite * 4 > text.size()); // and for any of four characters
    QCOMPARE(cacheHitUsage(Catalogue::shipped().find(model)).cacheRead, most.cacheWrite);
}

void TestCachePrefix::bothRequestsOfAPairAreAlike()
{
    const ModelInfo* model = Catalogue::shipped().find(u"claude-opus-4-7"_s);
    const auto body = [&](ProbeKind kind, quint64 nonce) {
        return apiRequest({u"claude-opus-4-7"_s, kind}, model, nonce).body;
    };
    QCOMPARE(body(ProbeKind::CacheWrite, 5), body(ProbeKind::CacheRead, 5));
    const QJsonObject json = QJsonDocument::fromJson(body(ProbeKind::CacheWrite, 5)).object();
    QCOMPARE(json[u"max_tokens"].toInt(), 1);
    QVERIFY(json[u"stream"].toBool());
    QCOMPARE(json[u"system"][0][u"cache_control"].toObject(),
             (QJsonObject {{u"type"_s, u"ephemeral"_s}}));
    QVERIFY(!QJsonDocument::fromJson(body(ProbeKind::Admission, 5)).object().contains(u"system"));
}

// A read may miss, and is then billed like a write: that is what is kept free for it.
void TestCachePrefix::expectedCostIsThatOfTwoWrites()
{
    const Catalogue& catalogue = Catalogue::shipped();
    const auto cost = [&catalogue](ProbeKind kind) {
        const QString opus = u"claude-opus-4-7"_s;
        return catalogue.costNanoUsd(opus, expectedUsage(kind, catalogue.find(opus)), november)
            .value_or(0);
    };
    const qint64 nanoUsd = cost(ProbeKind::CacheWrite);
    QCOMPARE(cost(ProbeKind::CacheRead), nanoUsd);
    // (5120 * 3 / 2 + 64) tokens at 6.25 USD a million, 18 at 5 and one at 25.
    QCOMPARE(nanoUsd, 7'744 * 6'250 + 18 * 5'000 + 25'000);
    // What the budget keeps free for it is no less, of a model without a price neither.
    for (const QString& model : {u"claude-opus-4-7"_s, u"claude-new"_s}) {
        QVERIFY(assumedCostNanoUsd({model, ProbeKind::CacheRead}, catalogue, november) >= nanoUsd);
    }
}

void TestCachePrefix::scheduledWriteCostsItsReadToo()
{
    Target target;
    target.id = {u"claude-opus-4-7"_s, ProbeKind::CacheWrite};
    target.every = std::chrono::hours(24);
    const DailyCost cost = costPerDayUsd({target}, Catalogue::shipped(), november);
    QCOMPARE(cost.usdPerDay, 2e-6 * (7'744 * 6.25 + 18 * 5.0 + 25.0));
}

QTEST_GUILESS_MAIN(TestCachePrefix)
#include "tst_cacheprefix.moc"
