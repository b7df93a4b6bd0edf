// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/duration.h"

#include <QTest>

using namespace plimsoll;
using namespace std::chrono_literals;

class TestDuration : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("milliseconds");
        QTest::newRow("seconds") << QStringLiteral("60s") << qint64(60'000);
        QTest::newRow("minutes") << QStringLiteral("5m") << qint64(300'000);
        QTest::newRow("days") << QStringLiteral("90d") << qint64(90) * 86'400'000;
        QTest::newRow("weeks") << QStringLiteral("2w") << qint64(14) * 86'400'000;
        QTest::newRow("milliseconds are not minutes") << QStringLiteral("250ms") << qint64(250);
        QTest::newRow("two units") << QStringLiteral("1h 30m") << qint64(5'400'000);
        QTest::newRow("two units without a space") << QStringLiteral("1h30m") << qint64(5'400'000);
        QTest::newRow("spaces around") << QStringLiteral("  10 s ") << qint64(10'000);
        QTest::newRow("nothing is a duration too") << QStringLiteral("0s") << qint64(0);
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(qint64, milliseconds);
        const auto parsed = parseDuration(text);
        QVERIFY(parsed);
        QCOMPARE(qint64(parsed->count()), milliseconds);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("spaces alone") << QStringLiteral("   ");
        QTest::newRow("a bare number") << QStringLiteral("60");
        QTest::newRow("a unit alone") << QStringLiteral("s");
        QTest::newRow("a sign") << QStringLiteral("-5m");
        QTest::newRow("a fraction") << QStringLiteral("1.5h");
        QTest::newRow("rising units") << QStringLiteral("30m 1h");
        QTest::newRow("a unit twice") << QStringLiteral("1h 1h");
        QTest::newRow("an unknown unit") << QStringLiteral("3y");
        QTest::newRow("words behind") << QStringLiteral("5m ago");
        QTest::newRow("more digits than any duration") << QStringLiteral("9999999999999999999d");
    }
    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY(!parseDuration(text));
    }

    void writesWhatItReads_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"0s", "1ms", "1m", "1h 30m", "14d", "1d 1h 1m 1s 1ms"}) {
            QTest::newRow(text) << QString::fromLatin1(text);
        }
    }
    void writesWhatItReads()
    {
        QFETCH(QString, text);
        QCOMPARE(formatDuration(*parseDuration(text)), text);
    }
};

QTEST_GUILESS_MAIN(TestDuration)
#include "tst_duration.moc"
