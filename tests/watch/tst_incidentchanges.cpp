// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/foreigntext.h"
#include "probes/watch/incidentchanges.h"
#include "tests/watch/statuspages.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

constexpr TimePoint looked = fromEpochMs(1'779'870'000'000); // 2026-05-27T08:20:00Z

std::vector<Incident> listed(const QByteArray& incidents)
{
    const auto read = readIncidents(incidentsJson(incidents));
    return read ? *read : std::vector<Incident>();
}

IncidentChanges look(const KnownIncidents& before, const QByteArray& incidents,
                     bool withEnds = true)
{
    const std::vector<Incident> now = listed(incidents);
    return incidentChanges(before,
                           {.incidents = now,
                            .withEnds = withEnds,
                            .at = looked,
                            .source = u"https://status.example"_s},
                           Catalogue::shipped());
}

const QByteArray first =
    updateJson("u1", "investigating", "2026-05-27T05:43:00.000Z", "Looking into Opus 4.7.");
const QByteArray second =
    updateJson("u2", "monitoring", "2026-05-27T06:10:00.000Z", "A fix is in place.");
const QByteArray third = updateJson("u3", "resolved", "2026-05-27T06:40:00.000Z", "It is over.");
const QByteArray title = "Elevated errors on Claude Opus 4.7";

} // namespace

class TestIncidentChanges : public QObject
{
    Q_OBJECT

private slots:
    void lifeOfAnIncident()
    {
        const auto opened = look({}, incidentJson("inc1", title, "investigating", first));
        QCOMPARE(opened.events.size(), std::size_t(1));
        QCOMPARE(opened.events[0].title, u"Incident opened: Elevated errors on Claude Opus 4.7"_s);
        QCOMPARE(momentText(opened.events[0].at), u"2026-05-27T05:43:00.000Z"_s);
        QCOMPARE(opened.events[0].type, EventType::StatusPosted);
        QCOMPARE(opened.events[0].identity, u"status:inc1:opened"_s);
        QCOMPARE(opened.events[0].models, QStringList(u"claude-opus-4-7"_s));
        QVERIFY(opened.events[0].detail.contains(u"Looking into"_s));
        QVERIFY(opened.events[0].detail.contains(u"Impact: major"_s));
        QVERIFY(opened.events[0].detail.contains(u"cccc2222dddd"_s));
        QVERIFY(!opened.events[0].raw.isEmpty());

        const auto same = look(opened.known, incidentJson("inc1", title, "investigating", first));
        QVERIFY(same.events.empty());

        const auto updated =
            look(same.known, incidentJson("inc1", title, "monitoring", second + "," + first));
        QCOMPARE(updated.events.size(), std::size_t(1));
        QCOMPARE(updated.events[0].identity, u"status:inc1:update:u2"_s);
        QCOMPARE(momentText(updated.events[0].at), u"2026-05-27T06:10:00.000Z"_s);

        const auto over =
            look(updated.known,
                 incidentJson("inc1", title, "resolved", third + "," + second + "," + first,
                              R"("2026-05-27T06:39:00.000Z")"));
        QCOMPARE(over.events.size(), std::size_t(1));
        QCOMPARE(over.events[0].identity, u"status:inc1:resolved:u3"_s);
        QCOMPARE(momentText(over.events[0].at), u"2026-05-27T06:39:00.000Z"_s);
        QVERIFY(over.events[0].detail.startsWith(u"It is over."_s));
    }

    void anIncidentSeenOnlyAfterItsEndIsToldWhole()
    {
        const auto changes =
            look({},
                 incidentJson("inc1", title, "resolved", third + "," + second + "," + first,
                              R"("2026-05-27T06:40:00.000Z")"));
        QStringList identities;
        for (const Event& event : changes.events) {
            identities << event.identity;
        }
        QCOMPARE(identities,
                 QStringList({u"status:inc1:opened"_s, u"status:inc1:update:u2"_s,
                              u"status:inc1:resolved:u3"_s}));
    }

    void anEndIsAnAbsenceFromTheSummary()
    {
        const auto opened = look({}, incidentJson("inc1", title, "investigating", first), false);
        const auto gone = look(opened.known, {}, false);
        QCOMPARE(gone.events.size(), std::size_t(1));
        QCOMPARE(gone.events[0].identity, u"status:inc1:gone"_s);
        QCOMPARE(gone.events[0].at, looked);
        QCOMPARE(gone.events[0].models, QStringList(u"claude-opus-4-7"_s));
        QVERIFY(look(gone.known, {}, false).events.empty());

        // The list with ends tells later when it really was.
        const auto told = look(gone.known,
                               incidentJson("inc1", title, "resolved", third + "," + first,
                                            R"("2026-05-27T06:40:00.000Z")"));
        QCOMPARE(told.events.size(), std::size_t(1));
        QCOMPARE(momentText(told.events[0].at), u"2026-05-27T06:40:00.000Z"_s);
    }

    void reopenedIsSaid()
    {
        const auto over = look({}, incidentJson("inc1", title, "resolved", third + "," + first));
        const QByteArray again =
            updateJson("u4", "investigating", "2026-05-27T07:00:00.000Z", "It is back.");
        const auto back =
            look(over.known,
                 incidentJson("inc1", title, "investigating", again + "," + third + "," + first));
        QCOMPARE(back.events.size(), std::size_t(2));
        QVERIFY(std::ranges::any_of(back.events, [](const Event& event) {
            return event.title.startsWith(u"Incident reopened"_s);
        }));
        const QByteArray end =
            updateJson("u5", "resolved", "2026-05-27T07:30:00.000Z", "Over again.");
        const auto second = look(
            back.known,
            incidentJson("inc1", title, "resolved", end + "," + again + "," + third + "," + first));
        QCOMPARE(second.events.size(), std::size_t(1));
        QCOMPARE(second.events[0].identity, u"status:inc1:resolved:u5"_s);
    }

    void knowledgeIsRememberedAsItIs()
    {
        const auto changes =
            look({}, incidentJson("inc1", title, "monitoring", second + "," + first));
        QVERIFY(readKnownIncidents(writeKnownIncidents(changes.known)) == changes.known);
        QVERIFY(readKnownIncidents("not ours").empty());
    }
};

QTEST_GUILESS_MAIN(TestIncidentChanges)
#include "tst_incidentchanges.moc"
