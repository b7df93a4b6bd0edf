// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/dashboard.h"
#include "storage/query/learnedcatalogue.h"
#include "storage/report/statusreport.h"
#include "tests/support/brokenstore.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QJsonArray>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString opus = u"claude-opus-4-7"_s;

ListedModel listed(const QString& id, Lifecycle lifecycle)
{
    ListedModel model;
    model.id = id;
    model.lifecycle = lifecycle;
    return model;
}

void remember(MemoryStore& store, const QString& name, TimePoint when, const QByteArray& value)
{
    Batch batch;
    batch.memories.push_back({name, when, value});
    QVERIFY(store.append(batch));
}

DashboardQuestion questionAt(TimePoint now)
{
    return {{{now - 24h, now}, {}}, now, QTimeZone::utc()};
}

} // namespace

class TestLearnedCatalogue : public QObject
{
    Q_OBJECT

private slots:
    void withoutAListTheTableHolds();
    void listsOfAllOrganizationsCount();
    void whatCannotBeReadTeachesNothing();
    void theDashboardSaysWhatRetires();
};

void TestLearnedCatalogue::withoutAListTheTableHolds()
{
    const MemoryStore store;
    const auto learned = learnedCatalogue(store, Catalogue::shipped());
    QVERIFY(learned && !learned->listedAt);
    QCOMPARE(learned->catalogue.find(opus)->lifecycle, Lifecycle::Unknown);
}

void TestLearnedCatalogue::listsOfAllOrganizationsCount()
{
    MemoryStore store;
    const TimePoint first = at("2026-11-21T10:00:00Z");
    remember(store, u"watch/models"_s, first, writeModelPage({listed(opus, Lifecycle::Active)}));
    remember(store, u"watch/models/acme"_s, first + 1h,
             writeModelPage({listed(opus, Lifecycle::Deprecated),
                             listed(u"claude-opus-6"_s, Lifecycle::Active)}));
    remember(store, u"watch/models-of-another-kind"_s, first + 2h,
             writeModelPage({listed(u"x"_s, Lifecycle::Active)}));
    const auto learned = learnedCatalogue(store, Catalogue::shipped());
    QVERIFY(learned);
    QVERIFY(learned->listedAt == first + 1h);
    QCOMPARE(learned->catalogue.find(opus)->lifecycle, Lifecycle::Active);
    QVERIFY(learned->catalogue.find(u"claude-opus-6"_s));
    QVERIFY(!learned->catalogue.find(u"x"_s));
    QCOMPARE(learned->catalogue.find(u"claude-opus-5"_s)->lifecycle, Lifecycle::NotListed);
}

void TestLearnedCatalogue::whatCannotBeReadTeachesNothing()
{
    MemoryStore store;
    remember(store, u"watch/models"_s, at("2026-11-21T10:00:00Z"), "<html>");
    const auto learned = learnedCatalogue(store, Catalogue::shipped());
    QVERIFY(learned && !learned->listedAt);
    QCOMPARE(learned->catalogue.find(opus)->lifecycle, Lifecycle::Unknown);
}

void TestLearnedCatalogue::theDashboardSaysWhatRetires()
{
    MemoryStore store;
    const TimePoint now = at("2026-11-21T10:00:00Z");
    store.add(observed(opus, now - 1min));
    store.add(observed(u"claude-opus-5-5"_s, now - 1min));
    auto board = dashboard(store, Catalogue::shipped(), questionAt(now));
    QVERIFY(board);
    QCOMPARE(board->models.front().notice, QString());
    QVERIFY(statusJson(*board)[u"models"][0][u"notice"].isNull());

    ListedModel model = listed(opus, Lifecycle::Deprecated);
    model.retiresAt = at("2026-12-01T00:00:00Z");
    remember(store, u"watch/models"_s, now, writeModelPage({model}));
    board = dashboard(store, Catalogue::shipped(), questionAt(now));
    QVERIFY(board);
    const QString notice =
        u"claude-opus-4-7 retires on 2026-12-01, in 10 days; probe claude-opus-5-5 instead"_s;
    QCOMPARE(board->models.front().notice, notice);
    QCOMPARE(board->models.back().notice, QString());
    QCOMPARE(statusJson(*board)[u"models"][0][u"notice"].toString(), notice);
    QVERIFY2(statusText(*board).contains(u'\n' + notice + u".\n"_s),
             qPrintable(statusText(*board)));
}

QTEST_GUILESS_MAIN(TestLearnedCatalogue)
#include "tst_learnedcatalogue.moc"
