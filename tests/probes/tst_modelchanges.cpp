// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/modelchanges.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

TimePoint on(int year, unsigned month, unsigned day)
{
    return std::chrono::sys_days(std::chrono::year(year) / int(month) / int(day));
}

const TimePoint now = on(2026, 11, 21);
const ListReading reading {now, u"https://api.example/v1/models"_s};

ListedModel listed(const QString& id)
{
    ListedModel model;
    model.id = id;
    model.displayName = u"Claude "_s + id;
    model.lifecycle = Lifecycle::Active;
    model.maxTokens = 1000;
    model.capabilities = {{u"batch"_s, true}, {u"thinking.types.disabled"_s, true}};
    return model;
}

// What becomes of one model beside another that stays.
std::vector<Event> changed(const ListedModel& before, const ListedModel& after)
{
    return modelChanges({listed(u"other"_s), before}, {after, listed(u"other"_s)}, reading);
}

} // namespace

class TestModelChanges : public QObject
{
    Q_OBJECT

private slots:
    void theFirstListChangesNothing();
    void aNewModel();
    void aModelThatIsGone();
    void deprecated();
    void retired();
    void activeAgain();
    void anotherDay();
    void capabilities();
    void aListThatTellsLessChangesNothing();
    void sameChangeSameIdentity();
};

void TestModelChanges::theFirstListChangesNothing()
{
    QVERIFY(modelChanges({}, {listed(u"a"_s)}, reading).empty());
    QVERIFY(changed(listed(u"a"_s), listed(u"a"_s)).empty());
}

void TestModelChanges::aNewModel()
{
    ListedModel model = listed(u"b"_s);
    model.created = on(2026, 11, 9);
    const auto events = modelChanges({listed(u"a"_s)}, {model, listed(u"a"_s)}, reading);
    QCOMPARE(events.size(), std::size_t(1));
    const Event& event = events.front();
    QCOMPARE(event.type, EventType::ModelChanged);
    QCOMPARE(event.title, u"Claude b is new"_s);
    QCOMPARE(event.detail, u"Created 2026-11-09."_s);
    QCOMPARE(event.source, reading.source);
    QCOMPARE(event.models, QStringList {u"b"_s});
    QVERIFY(event.at == now); // when it was first seen
    QCOMPARE(readModelPage(event.raw)->models.front(), model);
}

void TestModelChanges::aModelThatIsGone()
{
    ListedModel model = listed(u"b"_s);
    model.retiresAt = on(2026, 11, 20);
    const auto events = modelChanges({model, listed(u"a"_s)}, {listed(u"a"_s)}, reading);
    QCOMPARE(events.size(), std::size_t(1));
    QCOMPARE(events[0].title, u"Claude b is no longer listed"_s);
    QCOMPARE(events[0].detail, u"It was to retire on 2026-11-20."_s);
}

void TestModelChanges::deprecated()
{
    ListedModel after = listed(u"a"_s);
    after.lifecycle = Lifecycle::Deprecated;
    after.deprecatedAt = on(2026, 11, 19);
    after.retiresAt = on(2027, 1, 31);
    const auto events = changed(listed(u"a"_s), after);
    QCOMPARE(events.size(), std::size_t(1));
    QCOMPARE(events[0].title, u"Claude a is deprecated"_s);
    QCOMPARE(events[0].detail, u"It retires on 2027-01-31."_s);
    QVERIFY(events[0].at == on(2026, 11, 19)); // when it happened
}

void TestModelChanges::retired()
{
    ListedModel before = listed(u"a"_s);
    before.lifecycle = Lifecycle::Deprecated;
    before.retiresAt = on(2026, 11, 20);
    ListedModel after = before;
    after.lifecycle = Lifecycle::Retired;
    auto events = changed(before, after);
    QCOMPARE(events.size(), std::size_t(1));
    QCOMPARE(events[0].title, u"Claude a is retired"_s);
    QVERIFY(events[0].at == on(2026, 11, 20));

    after.retiresAt = before.retiresAt = on(2026, 11, 30); // earlier than announced: seen now
    events = changed(before, after);
    QVERIFY(events[0].at == now);
}

void TestModelChanges::activeAgain()
{
    ListedModel before = listed(u"a"_s);
    before.lifecycle = Lifecycle::Deprecated;
    QCOMPARE(changed(before, listed(u"a"_s)).at(0).title, u"Claude a is active again"_s);
    before.lifecycle = Lifecycle::Unknown; // nothing was told before, so nothing changed
    QVERIFY(changed(before, listed(u"a"_s)).empty());
}

void TestModelChanges::anotherDay()
{
    ListedModel before = listed(u"a"_s);
    before.lifecycle = Lifecycle::Deprecated;
    before.retiresAt = on(2026, 12, 1);
    ListedModel after = before;
    after.retiresAt = on(2027, 2, 1);
    auto events = changed(before, after);
    QCOMPARE(events.size(), std::size_t(1));
    QCOMPARE(events[0].title, u"Claude a retires on 2027-02-01"_s);
    QCOMPARE(events[0].detail, u"Before: 2026-12-01."_s);
    after.retiresAt.reset();
    QCOMPARE(changed(before, after).at(0).title, u"Claude a has no day of retirement any more"_s);
}

void TestModelChanges::capabilities()
{
    ListedModel after = listed(u"a"_s);
    after.maxTokens = 2000;
    after.capabilities = {{u"batch"_s, true},
                          {u"thinking.types.disabled"_s, false},
                          {u"thinking.types.between_tools"_s, true}};
    const auto events = changed(listed(u"a"_s), after);
    QCOMPARE(events.size(), std::size_t(1));
    QCOMPARE(events[0].title, u"Claude a has other capabilities"_s);
    QCOMPARE(events[0].detail,
             u"max_tokens: 2000, before 1000\n"
             "thinking.types.between_tools: yes, before not told\n"
             "thinking.types.disabled: no, before yes"_s);
}

void TestModelChanges::aListThatTellsLessChangesNothing()
{
    ListedModel bare = listed(u"a"_s);
    bare.capabilities.clear();
    bare.maxTokens.reset();
    bare.lifecycle = Lifecycle::Unknown;
    QVERIFY(changed(listed(u"a"_s), bare).empty());
    bare.lifecycle = Lifecycle::Active;
    QVERIFY(changed(bare, listed(u"a"_s)).empty());
}

void TestModelChanges::sameChangeSameIdentity()
{
    ListedModel after = listed(u"a"_s);
    after.capabilities[u"batch"_s] = false;
    const auto first = changed(listed(u"a"_s), after);
    const auto second = changed(listed(u"a"_s), after);
    QCOMPARE(first[0].identity, second[0].identity);
    QVERIFY(!first[0].identity.isEmpty());
    const auto tomorrow =
        modelChanges({listed(u"a"_s)}, {after}, {now + std::chrono::days(1), reading.source});
    QVERIFY(tomorrow[0].identity != first[0].identity); // it may have been taken back between
}

QTEST_GUILESS_MAIN(TestModelChanges)
#include "tst_modelchanges.moc"
