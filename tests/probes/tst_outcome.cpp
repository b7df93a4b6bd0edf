// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/event.h"
#include "probes/domain/observation.h"
#include "probes/domain/outcome.h"
#include "probes/domain/probekind.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

class TestOutcome : public QObject
{
    Q_OBJECT

private slots:
    void namesRoundTrip();
    void namesAreStored();
    void everyAdviceSaysWho();
    void accountingOfEachOutcome_data();
    void accountingOfEachOutcome();
    void countsAdd();
    void onlyScheduledOutputIsCounted();
};

void TestOutcome::namesRoundTrip()
{
    const QRegularExpression form(u"^[a-z]+(_[a-z]+)*$"_s);
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        QCOMPARE(outcomeFromName(QString(name(Outcome(i)))), std::optional(Outcome(i)));
        QVERIFY(form.match(name(Outcome(i))).hasMatch());
        QVERIFY(!label(Outcome(i)).isEmpty());
    }
    for (std::size_t i = 0; i < probeKindCount; ++i) {
        QCOMPARE(probeKindFromName(QString(name(ProbeKind(i)))), std::optional(ProbeKind(i)));
    }
    for (const LimitKind kind : limitKinds) {
        QCOMPARE(limitKindFromName(QString(name(kind))), std::optional(kind));
    }
    QVERIFY(!outcomeFromName(u"OK"));
    QVERIFY(!probeKindFromName(u""));
}

// Stores and exports of earlier versions hold these numbers and names.
void TestOutcome::namesAreStored()
{
    QCOMPARE(int(Outcome::OverloadedHttp), 1);
    QCOMPARE(int(Outcome::EdgeError), 9);
    QCOMPARE(int(Outcome::Skipped), 21);
    QCOMPARE(name(Outcome::RateLimitedUnattributed), "rate_limited_unattributed"_L1);
    QCOMPARE(name(Phase::FirstByte), "first_byte"_L1);
    QCOMPARE(int(ProbeKind::Line), 5);
    QCOMPARE(name(GapReason::NotRunning), "not_running"_L1);
}

void TestOutcome::everyAdviceSaysWho()
{
    const QRegularExpression who(u"^(Nobody|The service|You|Your network|You or your network)"_s);
    QSet<QString> seen;
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        QVERIFY2(who.match(advice(Outcome(i))).hasMatch(), qPrintable(advice(Outcome(i))));
        seen << advice(Outcome(i));
    }
    QCOMPARE(std::size_t(seen.size()), outcomeCount);
}

void TestOutcome::accountingOfEachOutcome_data()
{
    QTest::addColumn<bool>("overloaded");
    QTest::addColumn<bool>("reached");
    QTest::addColumn<bool>("limited");
    // The accounting rules of the design, outcome by outcome.
    const QSet<QString> overloaded {u"overloaded_http"_s, u"overloaded_first"_s,
                                    u"overloaded_mid"_s};
    const QSet<QString> others {u"ok"_s,        u"server_error"_s, u"edge_error"_s,
                                u"timed_out"_s, u"stalled"_s,      u"cut"_s};
    const QSet<QString> limited {u"rate_limited"_s, u"ramp_limited"_s, u"spend_limited"_s,
                                 u"rate_limited_unattributed"_s};
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        const QString id = name(Outcome(i));
        QTest::newRow(qPrintable(id))
            << overloaded.contains(id) << (overloaded.contains(id) || others.contains(id))
            << limited.contains(id);
    }
}

void TestOutcome::accountingOfEachOutcome()
{
    OutcomeCounts counts;
    counts[*outcomeFromName(QString::fromLatin1(QTest::currentDataTag()))] = 3;
    QTEST(counts.overloaded() == 3, "overloaded");
    QTEST(counts.reached() == 3, "reached");
    QTEST(counts.limited() == 3, "limited");
    QCOMPARE(counts.total(), quint64(3));
}

void TestOutcome::countsAdd()
{
    OutcomeCounts a;
    a[Outcome::Ok] = 5;
    OutcomeCounts b;
    b[Outcome::Ok] = 2;
    b[Outcome::Cut] = 1;
    a += b;
    QCOMPARE(a[Outcome::Ok], quint64(7));
    QCOMPARE(a.reached(), quint64(8));
}

void TestOutcome::onlyScheduledOutputIsCounted()
{
    for (std::size_t i = 0; i < probeKindCount; ++i) {
        const auto kind = ProbeKind(i);
        const bool counted = kind == ProbeKind::Admission || kind == ProbeKind::Prefill
            || kind == ProbeKind::Generation;
        QCOMPARE(countsInRate(kind), counted);
    }
}

QTEST_GUILESS_MAIN(TestOutcome)
#include "tst_outcome.moc"
