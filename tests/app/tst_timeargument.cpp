// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/timeargument.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

constexpr TimePoint now = fromEpochMs(1'795'262'400'000); // 2026-11-21T12:00:00Z

} // namespace

class TestTimeArgument : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("epochMs");
        QTest::newRow("now") << u"now"_s << toEpochMs(now);
        QTest::newRow("an age") << u"7d"_s << toEpochMs(now) - 7 * 86'400'000LL;
        QTest::newRow("a date is midnight UTC") << u"2026-05-06"_s << 1'778'025'600'000LL;
        QTest::newRow("RFC 3339 in UTC") << u"2026-05-06T16:00:00Z"_s << 1'778'083'200'000LL;
        QTest::newRow("RFC 3339 with milliseconds")
            << u"2026-05-06T16:00:00.250Z"_s << 1'778'083'200'250LL;
        QTest::newRow("RFC 3339 with an offset")
            << u"2026-05-06T18:00:00+02:00"_s << 1'778'083'200'000LL;
        QTest::newRow("without seconds") << u"2026-05-06T16:00Z"_s << 1'778'083'200'000LL;
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(qint64, epochMs);
        const auto parsed = parseTime(text, now);
        QVERIFY(parsed);
        QCOMPARE(toEpochMs(*parsed), epochMs);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("a word") << u"yesterday"_s;
        QTest::newRow("a day that is not") << u"2026-02-30"_s;
        QTest::newRow("an hour that is not") << u"2026-02-03T25:00:00Z"_s;
        QTest::newRow("a time without a zone is ambiguous") << u"2026-05-06T16:00:00"_s;
        QTest::newRow("a bare number") << u"1778025600"_s;
    }
    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY(!parseTime(text, now));
    }

    void rangeMustRunForward()
    {
        const TimeRange defaults {now - std::chrono::days(7), now};
        QCOMPARE(*parseRange({}, {}, defaults, now), defaults);
        QCOMPARE(parseRange(u"1d"_s, {}, defaults, now)->from, now - std::chrono::days(1));
        const auto backwards = parseRange(u"1d"_s, u"2d"_s, defaults, now);
        QVERIFY(!backwards);
        QCOMPARE(backwards.error().code, Error::Code::Usage);
        const auto word = parseRange(u"soon"_s, {}, defaults, now);
        QVERIFY(!word);
        QVERIFY(word.error().message.contains(u"--since \"soon\""_s));
    }
};

QTEST_GUILESS_MAIN(TestTimeArgument)
#include "tst_timeargument.moc"
