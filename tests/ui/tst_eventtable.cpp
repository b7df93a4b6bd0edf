// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/cannedstore.h"
#include "ui/viewmodels/eventtable.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const TimeRange day {.from = cannedNow() - 24h, .to = cannedNow()};

Event told(EventType type, const QString& title, const QString& detail, const QString& source)
{
    return {
        .at = cannedNow() - 1h, .type = type, .title = title, .detail = detail, .source = source};
}

} // namespace

class TestEventTable final : public QObject
{
    Q_OBJECT

private slots:
    void everyEventHasASentence_data();
    void everyEventHasASentence();
    void theNewestEventsStandFirst();
};

void TestEventTable::everyEventHasASentence_data()
{
    QTest::addColumn<Event>("event");
    QTest::addColumn<QStringList>("cells"); // who, source, what
    QTest::newRow("an announcement")
        << told(EventType::Announced, u"Opus 5.5 released"_s, {}, u"release notes"_s)
        << QStringList {u"announced"_s, u"release notes"_s, u"Opus 5.5 released"_s};
    QTest::newRow("an incident, with its first line")
        << told(EventType::StatusPosted, u"Incident opened: Elevated errors on Claude Opus 4.7"_s,
                u"We are looking into it.\nImpact: major"_s, u"https://status.example/"_s)
        << QStringList {u"status page"_s, u"status.example"_s,
                        u"Incident opened: Elevated errors on Claude Opus 4.7. We are looking into "
                        "it."_s};
    QTest::newRow("a model that is new")
        << told(EventType::ModelChanged, u"claude-opus-6 is new"_s, u"Created 2026-11-20."_s,
                u"https://api.example/v1/models"_s)
        << QStringList {u"model list"_s, u"api.example"_s,
                        u"claude-opus-6 is new. Created 2026-11-20."_s};
    QTest::newRow("a document that changed")
        << told(EventType::DocumentChanged, u"Rate limits changed: 2 lines added, 1 removed"_s,
                u"- old\n+ new"_s, u"https://docs.example/limits.md"_s)
        << QStringList {u"document"_s, u"docs.example"_s,
                        u"Rate limits changed: 2 lines added, 1 removed. - old"_s};
    QTest::newRow("a limit that the Admin API told")
        << told(EventType::LimitChanged, u"Limit changed: Opus 4.x requests 50 -> 99"_s, {},
                u"https://api.example"_s)
        << QStringList {u"limits"_s, u"api.example"_s,
                        u"Limit changed: Opus 4.x requests 50 -> 99"_s};
    QTest::newRow("a fuse that tripped, told once")
        << told(EventType::FuseTripped, u"The fuse tripped"_s, u"The fuse tripped at noon: so."_s,
                u"usage"_s)
        << QStringList {u"fuse"_s, u"usage"_s, u"The fuse tripped at noon: so."_s};
    QTest::newRow("a day's usage is bookkeeping")
        << told(EventType::UsageReported, u"Usage"_s, {}, u"https://api.example"_s)
        << QStringList();
}

void TestEventTable::everyEventHasASentence()
{
    QFETCH(Event, event);
    QFETCH(QStringList, cells);
    const EventTable table = eventTable(
        {event}, day,
        {.numbers = Numbers(QLocale::c()), .times = Times(QTimeZone::utc(), QLocale::c())});
    QCOMPARE(table.table.rows.size(), cells.isEmpty() ? 0U : 1U);
    QCOMPARE(table.flags.size(), table.table.rows.size());
    for (int i = 0; i < cells.size(); ++i) {
        QCOMPARE(table.table.rows[0].cells[std::size_t(i) + 2].text, cells[i]);
    }
    if (!cells.isEmpty()) {
        QCOMPARE(table.table.rows[0].cells[1].text, u"2026-11-21 12:32 UTC"_s);
    }
}

void TestEventTable::theNewestEventsStandFirst()
{
    std::vector<Event> events;
    for (int i = 1; i <= 40; ++i) {
        events.push_back({.at = cannedNow() - std::chrono::minutes(i),
                          .type = EventType::Note,
                          .title = QString::number(i),
                          .detail = {},
                          .source = {}});
    }
    const EventTable table = eventTable(events, day, Format());
    QCOMPARE(table.table.rows.size(), mostEvents);
    QCOMPARE(table.older, events.size() - mostEvents);
    QCOMPARE(table.table.rows.front().cells[0].text, u"Z"_s);
    QCOMPARE(table.table.rows.front().cells[4].text, u"1"_s);
    QCOMPARE(table.flags.front().letter, u"A"_s); // flags go with the time
    QVERIFY(table.flags.front().at < table.flags.back().at);
}

QTEST_GUILESS_MAIN(TestEventTable)
#include "tst_eventtable.moc"
