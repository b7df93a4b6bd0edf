// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plimsoll::test;
using namespace Qt::StringLiterals;

// Every row runs the program itself.
class TestConfigCheck : public QObject
{
    Q_OBJECT

private slots:
    void printsWhatTheScheduleCosts();
    void warnsOfACeiling();
    void unknownPricesAreNull();
    void aFreeScheduleSaysSo();
    void watchesTheFile();
};

namespace {

const QByteArray everyMinute =
    "[[target]]\nmodel = \"claude-opus-4-7\"\nkind = \"admission\"\nevery = \"1m\"\n";

} // namespace

void TestConfigCheck::printsWhatTheScheduleCosts()
{
    const Program program;
    const QString file = program.path(u"p.toml"_s);
    writeFile(file, everyMinute);
    const auto ended = program.run({u"config"_s, u"check"_s, u"--config"_s, file});
    QCOMPARE(ended.code, 0);
    QCOMPARE(ended.err, QByteArray());
    for (const char* part :
         {"p.toml is correct.", "claude-opus-4-7 admission every 1m: 0.1656 USD a day",
          "together 0.1656 USD a day, 4.9680 USD a month of 30 days",
          "0.5000 USD a UTC day, 15.0000 USD a UTC month", "Follow-up probes"}) {
        QVERIFY2(ended.out.contains(part), ended.out.constData());
    }
}

void TestConfigCheck::warnsOfACeiling()
{
    const Program program;
    const QString file = program.path(u"p.toml"_s);
    writeFile(file, "[budget]\nusd_per_day = 0.0828\nusd_per_month = 1.242\n" + everyMinute);
    const auto ended = program.run({u"config"_s, u"check"_s, u"--json"_s, u"--config"_s, file});
    QCOMPARE(ended.code, 0);
    QVERIFY2(ended.err.contains("stop at about 12:00 UTC each day"), ended.err.constData());
    QVERIFY2(ended.err.contains("after about 15.0 days"), ended.err.constData());
    const QJsonObject json = QJsonDocument::fromJson(ended.out).object();
    QCOMPARE(json[u"warnings"_s].toArray().size(), 2);
    const QJsonObject cost = json[u"cost"_s].toObject();
    QCOMPARE(cost[u"usd_per_day"_s].toDouble(), 0.1656);
    QCOMPARE(cost[u"usd_per_month"_s].toDouble(), 4.968);
    QCOMPARE(qRound(cost[u"day_stops_after_s"_s].toDouble()), 43'200);
}

void TestConfigCheck::unknownPricesAreNull()
{
    const Program program;
    const QString file = program.path(u"p.toml"_s);
    writeFile(file, "[[target]]\nmodel = \"claude-next\"\n");
    const auto ended = program.run({u"config"_s, u"check"_s, u"--json"_s, u"--config"_s, file});
    QCOMPARE(ended.code, 0);
    const QJsonObject cost = QJsonDocument::fromJson(ended.out).object()[u"cost"_s].toObject();
    QVERIFY(cost[u"targets"_s][0][u"usd_per_day"_s].isNull());
    QCOMPARE(cost[u"unknown_prices"_s].toArray().size(), 1);
}

void TestConfigCheck::aFreeScheduleSaysSo()
{
    const Program program;
    const QString file = program.path(u"p.toml"_s);
    writeFile(file, "[[target]]\nkind = \"line\"\n");
    const auto ended = program.run({u"config"_s, u"check"_s, u"--config"_s, file});
    QVERIFY2(ended.out.contains("No probe of this schedule costs anything."),
             ended.out.constData());
}

void TestConfigCheck::watchesTheFile()
{
    const Program program;
    const QString file = program.path(u"p.toml"_s);
    writeFile(file, everyMinute);
    const auto watch = program.start({u"config"_s, u"check"_s, u"--watch"_s, u"--config"_s, file});
    QByteArray out;
    QTRY_VERIFY_WITH_TIMEOUT((out += watch->readAllStandardOutput()).contains("0.1656"), 20'000);
    QByteArray half = everyMinute;
    writeFile(file, half.replace("1m", "2m"));
    QTRY_VERIFY_WITH_TIMEOUT((out += watch->readAllStandardOutput()).contains("0.0828"), 20'000);
    writeFile(file, "[[target]]\nmodel = \"claude-opus-4-7\"\nevery = \"soon\"\n");
    QByteArray err;
    QTRY_VERIFY_WITH_TIMEOUT((err += watch->readAllStandardError()).contains("\"soon\""), 20'000);
    watch->terminate();
    QCOMPARE(Program::waitFor(*watch).code, 0);
}

QTEST_GUILESS_MAIN(TestConfigCheck)
#include "tst_configcheck.moc"
