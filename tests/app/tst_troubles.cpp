// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/troubles.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

Observation seen(const QString& model, Outcome outcome, ProbeKind kind = ProbeKind::Admission)
{
    Observation observation;
    observation.target = {.model = model, .kind = kind};
    observation.outcome = outcome;
    observation.detail = u"why"_s;
    return observation;
}

} // namespace

class TestTroubles : public QObject
{
    Q_OBJECT

private slots:
    void outcomes_data()
    {
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<bool>("told");
        const auto row = [](const char* name, Outcome outcome, bool told) {
            QTest::newRow(name) << outcome << told;
        };
        row("an answer is none", Outcome::Ok, false);
        row("an overload is measured", Outcome::OverloadedHttp, false);
        row("a limit is measured", Outcome::RateLimited, false);
        row("a spend cap is measured", Outcome::SpendLimited, false);
        row("a failure of the service is measured", Outcome::ServerError, false);
        row("a probe that was not sent has its reason in the cost notice", Outcome::Skipped, false);
        row("a refused key", Outcome::AuthFailed, true);
        row("a retired model", Outcome::ModelGone, true);
        row("no connection", Outcome::ConnectFailed, true);
        row("a certificate nobody trusts", Outcome::TlsFailed, true);
    }
    void outcomes()
    {
        QFETCH(Outcome, outcome);
        QFETCH(bool, told);
        Troubles troubles;
        QCOMPARE(troubles.told(seen(u"m"_s, outcome)).has_value(), told);
    }

    void theSameIsToldOnceUntilAnAnswerIsOk()
    {
        Troubles troubles;
        QCOMPARE(troubles.told(seen(u"m"_s, Outcome::AuthFailed)),
                 u"m: Key refused (why). "_s + advice(Outcome::AuthFailed));
        QVERIFY(!troubles.told(seen(u"m"_s, Outcome::AuthFailed)));
        QVERIFY(!troubles.told(seen(u"m"_s, Outcome::Ok, ProbeKind::Control)));
        QVERIFY(!troubles.told(seen(u"m"_s, Outcome::AuthFailed)));
        QVERIFY(!troubles.told(seen(u"m"_s, Outcome::Ok)));
        QVERIFY(troubles.told(seen(u"m"_s, Outcome::AuthFailed)));
        QVERIFY(troubles.told(seen(u"m"_s, Outcome::Billing)));
    }

    void theNetworkIsOneForAllModels()
    {
        Troubles troubles;
        QVERIFY(troubles.told(seen(u"a"_s, Outcome::ConnectFailed))->startsWith(u"No connection"));
        QVERIFY(!troubles.told(seen(u"b"_s, Outcome::ConnectFailed)));
        QVERIFY(!troubles.told(seen(u"b"_s, Outcome::Ok)));
        QVERIFY(troubles.told(seen(u"a"_s, Outcome::ConnectFailed)));
    }

    void keysAreNotTold()
    {
        Troubles troubles;
        Observation observation = seen(u"m"_s, Outcome::AuthFailed);
        observation.detail = u"the key sk-ant-api03-abcdefghijklmnopqrstuvwxyz is unknown"_s;
        const auto told = troubles.told(observation);
        QVERIFY(told);
        QVERIFY2(!told->contains(u"abcdefghijkl"), qPrintable(*told));
    }
};

QTEST_GUILESS_MAIN(TestTroubles)
#include "tst_troubles.moc"
